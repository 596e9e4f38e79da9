/** What came of a CSV file of readings: what was added, what was there already, and what is wrong in which line. */
import { z } from 'zod';
import { Id } from '../wire.ts';

export const ImportQuerySchema = z.object({
  preview: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true counts and checks, and stores nothing' }),
});

export const ImportResultSchema = z
  .object({
    id: Id,
    isPreview: z.boolean(),
    lines: z.int().meta({ description: 'Lines with a reading, without the header' }),
    added: z.int(),
    known: z.int().meta({ description: 'Stored already, by an earlier import or by hand' }),
    refused: z.int(),
    problems: z
      .array(z.object({ line: z.int(), column: z.string().nullable(), detail: z.string() }))
      .meta({ description: 'The first hundred; line 1 is the header' }),
  })
  .meta({ id: 'ImportResult' });

export type ImportResult = z.infer<typeof ImportResultSchema>;

/** readings.imported: the screens load their pages anew. */
export const ImportedSchema = ImportResultSchema.pick({ id: true, added: true });
