/** The emergency card: what is written on it by hand, beside what the resident's record says. */
import { CardSchema, CardSettingsSchema, type Card, type CardSettings } from '#contracts/card.ts';
import type { User } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { ageOn } from '#domain/birth-date.ts';
import { localDateAt } from '#domain/calendar.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const ResidentPath = z.object({ residentId: Id });

export function card(dependencies: ApiDependencies) {
  const { clock, contacts, settings } = dependencies;

  function cardOf({ id, name, birthDate, timeZone }: User, written: CardSettings): Card {
    const ageYears = birthDate === null ? null : ageOn(birthDate, localDateAt(clock.now(), timeZone));
    const { conditions } = settings.general(id);
    return { name, birthDate, ageYears, conditions, contacts: contacts.list(id), settings: written };
  }

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The emergency card',
        access: { category: 'profile', action: 'read' },
        answers: { 200: CardSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(cardOf(resident, settings.card(resident.id)));
      },
    )
    .put(
      '/',
      route({
        summary: 'Replace what is written on the emergency card by hand',
        access: { category: 'profile', action: 'write' },
        answers: { 200: CardSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', CardSettingsSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(cardOf(resident, await settings.saveCard(resident.id, c.req.valid('json'))));
      },
    );
}
