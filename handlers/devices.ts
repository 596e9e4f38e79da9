/** Bluetooth devices nearby: list them, trust one to measure a resident, name one, forget one. */
import {
  ChangeDeviceSchema,
  DeviceCodeSchema,
  DeviceListSchema,
  DeviceSchema,
  TrustDeviceSchema,
} from '#contracts/devices.ts';
import { ProblemError } from '#contracts/problem.ts';
import { BroadcastKeySchema } from '#contracts/rooms.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const DevicePath = z.object({ deviceId: Id });
const MANAGE = { category: 'devices', action: 'manage' } as const;

export function devices(dependencies: ApiDependencies) {
  const { devices } = dependencies;

  const deviceOf = (deviceId: string) => {
    const device = devices.find(deviceId);
    if (device === undefined) throw new ProblemError('not-found', { detail: 'There is no such device.' });
    return device;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Health devices that were heard nearby',
        access: { category: 'devices', action: 'read' },
        answers: { 200: DeviceListSchema },
      }),
      (c) => c.json({ items: devices.list() }),
    )
    .post(
      '/:deviceId/trust',
      route({
        summary: 'Trust a device to measure a resident',
        access: MANAGE,
        answers: { 200: DeviceSchema },
        problems: ['not-found', 'conflict', 'invalid-request'],
      }),
      valid('param', DevicePath),
      valid('json', TrustDeviceSchema),
      async (c) => {
        const device = deviceOf(c.req.valid('param').deviceId);
        const { residentId } = c.req.valid('json');
        residentOf(dependencies, residentId);
        if (!device.canBeTrusted) {
          throw new ProblemError('conflict', {
            detail: 'This device changes its address by itself, so it cannot be recognised again.',
          });
        }
        return c.json(await devices.trust(device, residentId));
      },
    )
    .patch(
      '/:deviceId',
      route({
        summary:
          'Call a device what its people call it, say what its button does, or give the code of one of its users',
        access: MANAGE,
        answers: { 200: DeviceSchema },
        problems: ['not-found', 'conflict', 'invalid-request'],
      }),
      valid('param', DevicePath),
      valid('json', ChangeDeviceSchema),
      async (c) => {
        const device = deviceOf(c.req.valid('param').deviceId);
        const edit = c.req.valid('json');
        if (edit.consent !== undefined && !device.isTrusted) {
          throw new ProblemError('conflict', {
            detail: 'Trust the device first: it is told no code before.',
          });
        }
        return c.json(await devices.change(device, edit));
      },
    )
    .post(
      '/:deviceId/code',
      route({
        summary: 'Type in the six digits that a device shows, for the pairing that waits or for the next one',
        access: MANAGE,
        answers: { 200: DeviceSchema },
        problems: ['not-found', 'conflict', 'invalid-request'],
      }),
      valid('param', DevicePath),
      valid('json', DeviceCodeSchema),
      async (c) => {
        const device = deviceOf(c.req.valid('param').deviceId);
        if (!device.isTrusted) {
          throw new ProblemError('conflict', {
            detail: 'Trust the device first: nobody pairs with it before.',
          });
        }
        const { code } = c.req.valid('json');
        return c.json(await devices.giveCode(device, code === null ? null : Number(code)));
      },
    )
    .put(
      '/:deviceId/broadcast-key',
      route({
        summary: 'Give a sensor the key that opens what it broadcasts; it is never shown again',
        access: MANAGE,
        answers: { 204: null },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', DevicePath),
      valid('json', BroadcastKeySchema),
      async (c) => {
        const device = deviceOf(c.req.valid('param').deviceId);
        const { key } = c.req.valid('json');
        await devices.setBroadcastKey(device, key === null ? null : Uint8Array.fromHex(key));
        return c.body(null, 204);
      },
    )
    .delete(
      '/:deviceId',
      route({
        summary: 'Forget a device; its readings stay',
        access: MANAGE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', DevicePath),
      async (c) => {
        await devices.forget(deviceOf(c.req.valid('param').deviceId));
        return c.body(null, 204);
      },
    );
}
