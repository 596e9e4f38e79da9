/** The hub itself: health for a watchdog, status for a person. */
import { HealthSchema, StatusSchema } from '#contracts/status.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route } from './route.ts';

export function system({ status }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/health',
      route({
        summary: 'Whether the hub answers, and can store',
        access: 'always',
        answers: { 200: HealthSchema },
      }),
      (c) => {
        const { version, canStore } = status();
        return c.json({ status: canStore ? ('ok' as const) : ('degraded' as const), version });
      },
    )
    .get(
      '/status',
      route({
        summary: 'The state of the hub and its parts',
        access: { category: 'system', action: 'read' },
        answers: { 200: StatusSchema },
      }),
      (c) => c.json(status()),
    );
}
