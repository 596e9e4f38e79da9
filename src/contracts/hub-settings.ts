/** What the owner sets for the hub itself. */
import { z } from 'zod';

/** A host name without scheme and port. */
const HostName = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, 'This is not a host name; one is betti.example.net.');

export const HubSettingsSchema = z
  .object({
    hostNames: z
      .array(HostName)
      .max(20)
      .meta({ description: 'Names the hub answers to beside its own: a tunnel’s, or a domain’s' }),
    isOwnerAtHomeOnly: z
      .boolean()
      .meta({ description: 'Whether letting people in and the like can be done on the home network alone' }),
  })
  .meta({ id: 'HubSettings' });

export type HubSettings = z.infer<typeof HubSettingsSchema>;

export const DEFAULT_HUB_SETTINGS: HubSettings = { hostNames: [], isOwnerAtHomeOnly: true };
