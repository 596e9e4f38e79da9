/** Backups as the API tells them. What is in one is the whole database; only the hub's owner sees the list. */
import { z } from 'zod';
import { Instant } from './wire.ts';

export const BackupSchema = z
  .object({
    name: z.string().meta({ description: 'File name in the folder backups/ of the data directory' }),
    sizeBytes: z.int(),
    madeAt: Instant,
  })
  .meta({ id: 'Backup' });

export type Backup = z.infer<typeof BackupSchema>;

export const BackupListSchema = z.object({ items: z.array(BackupSchema) });
