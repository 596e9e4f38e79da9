/** Encryption at rest, as the API tells and begins it (docs/encryption.md). */
import { z } from 'zod';

export const EncryptionSchema = z
  .object({ isOn: z.boolean().meta({ description: 'Whether the record is encrypted on the disk' }) })
  .meta({ id: 'Encryption' });

export const RecoverySheetSchema = z
  .object({
    lines: z.array(z.string()).length(4).meta({
      description: 'The key as it is written down by hand; who has it and the disk reads everything',
    }),
    leftPlain: z.int().meta({ description: 'Damaged plain copies that could not be encrypted' }),
  })
  .meta({ id: 'RecoverySheet' });

export type RecoverySheet = z.infer<typeof RecoverySheetSchema>;
