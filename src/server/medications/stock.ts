/** What is in the house of a medication: counted, filled up, and taken since. */
import type { Medication } from '#contracts/medications.ts';
import { amountLeft, type StockMove } from '#domain/medications.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import { tellChange, type Parts } from './parts.ts';

const KINDS = { counted: 1, refilled: 2 } as const;

type StockEntry = { readonly kind: keyof typeof KINDS; readonly amount: number };

export function createStockPart({ database, clock, appendEvent }: Parts) {
  return {
    /** How much is left; null when it was never counted. */
    amountLeft: (medicationId: string): number | null => amountLeft(movesOf(database, medicationId)),

    /** Writes down what was counted or came in, and one refill less when one was used. */
    addStock(medication: Medication, entry: StockEntry, actorId: string): Promise<void> {
      const now = clock.now();
      return database.write((tx) => {
        insertStock(tx, medication.id, entry, { actorId, now });
        if (entry.kind === 'refilled') {
          tx.run(
            'UPDATE medications SET refills_left = refills_left - 1 WHERE id = :id AND refills_left > 0',
            {
              id: idBytes(medication.id),
            },
          );
        }
        tellChange(tx, appendEvent, medication, 'stock');
      });
    },
  };
}

export function insertStock(
  tx: Writing,
  medicationId: string,
  { kind, amount }: StockEntry,
  { actorId, now }: { readonly actorId: string; readonly now: number },
): void {
  tx.run(
    `INSERT INTO medication_stock (id, medication_id, at, kind, amount, recorded_by)
     VALUES (:id, :medicationId, :now, :kind, :amount, :actorId)`,
    {
      ...{ id: idBytes(newId(now)), medicationId: idBytes(medicationId), now, kind: KINDS[kind] },
      ...{ amount, actorId },
    },
  );
}

/** From the last count on, or all there is. What was taken counts from when it was written down: a count has seen it. */
function movesOf(queries: Queries, medicationId: string): StockMove[] {
  const stock = queries.all(
    { at: column.integer, kind: column.integer, amount: column.real },
    `SELECT at, kind, amount FROM medication_stock
     WHERE medication_id = :medicationId AND at >= coalesce((SELECT max(at) FROM medication_stock
       WHERE medication_id = :medicationId AND kind = 1), 0)
     ORDER BY at, id`,
    { medicationId: idBytes(medicationId) },
  );
  const taken = queries.all(
    { at: column.integer, amount: column.real },
    `SELECT recorded_at AS at, amount FROM medication_log
     WHERE medication_id = :medicationId AND administered_at >= :since AND outcome = 1 AND status < 2`,
    { medicationId: idBytes(medicationId), since: (stock[0]?.at ?? 0) - LATEST_ENTRY_MS },
  );
  return [
    ...stock.map(
      ({ at, kind, amount }) => ({ at, amount, kind: kind === 1 ? 'counted' : 'refilled' }) as const,
    ),
    ...taken.map(({ at, amount }) => ({ at, amount, kind: 'taken' }) as const),
  ];
}

/** What was taken is written down so much later at most: see handlers/doses/times.ts. */
const LATEST_ENTRY_MS = 31 * 24 * 3_600_000;
