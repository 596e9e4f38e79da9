/** The first run: how far it is, and what the owner says of the person who lives here. */
import { z } from 'zod';
import { NewResidentSchema } from './users.ts';
import { Id } from './wire.ts';

/** `new`: nobody came in yet. `claimed`: an owner did, and says who lives here. `ready`: all else answers. */
export const SETUP_STATES = ['new', 'claimed', 'ready'] as const;

export const SetupSchema = z
  .object({
    state: z.enum(SETUP_STATES),
    owner: z
      .object({ id: Id, name: z.string() })
      .optional()
      .meta({ description: 'Who came in; told to the mirror alone, and until the first run is over' }),
  })
  .meta({ id: 'Setup' });

export const FirstResidentSchema = NewResidentSchema.extend({
  isOwner: z.boolean().default(false).meta({ description: 'The owner lives here and speaks of themself' }),
}).meta({ id: 'FirstResident' });
