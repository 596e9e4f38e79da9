/** A medication with what follows from the rest of what is known: how long it lasts, and what to mind. */
import type { Medication, MedicationView } from '#contracts/medications.ts';
import type { User } from '#contracts/users.ts';
import { needsRefill, stockForecast } from '#domain/doses/stock.ts';
import { allergiesAgainst, sameIngredients } from '#domain/medications.ts';
import type { ApiDependencies } from '../environment.ts';

const DAY_MS = 24 * 3_600_000;

type Needed = Pick<ApiDependencies, 'medications' | 'clock'>;

/** All of a resident's, ended ones too; or the one with an id, if it is theirs. */
export function medicationViews(dependencies: Needed, resident: User, onlyId?: string): MedicationView[] {
  const all = dependencies.medications.list(resident.id);
  const allergies = dependencies.medications.allergies(resident.id);
  const current = all.filter(({ ended }) => ended === null);
  const nameOf = (id: string) => all.find((each) => each.id === id)?.name ?? '';
  const wanted = onlyId === undefined ? all : all.filter(({ id }) => id === onlyId);
  return wanted.map((medication) => ({
    ...medication,
    stock: stockOf(dependencies, medication, resident.timeZone),
    warnings:
      medication.ended === null
        ? [
            ...sameIngredients(medication, current).map(({ medicationId, ingredient }) => ({
              kind: 'same-ingredient' as const,
              what: `${ingredient}: ${nameOf(medicationId)}`,
              medicationId,
            })),
            ...allergiesAgainst(medication, allergies).map(({ substance }) => ({
              kind: 'allergy' as const,
              what: substance,
              medicationId: null,
            })),
          ]
        : [],
  }));
}

function stockOf(
  { medications, clock }: Needed,
  { id, refillAtDays, ended }: Medication,
  timeZone: string,
): MedicationView['stock'] {
  const amountLeft = medications.amountLeft(id);
  if (amountLeft === null) return null;
  if (ended !== null) return { amountLeft, daysLeft: null, needsRefill: false };
  const now = clock.now();
  // Taken or skipped before its time: it does not come out of what is left once more.
  const answered = medications
    .answersBetween(id, now, now + 2 * DAY_MS)
    .flatMap(({ doseId }) => doseId ?? []);
  const schedules = medications.schedulesOf(id);
  const forecast = stockForecast(schedules, timeZone, now, amountLeft, new Set(answered));
  return {
    amountLeft,
    daysLeft: forecast?.daysLeft ?? null,
    needsRefill: amountLeft <= 0 || needsRefill(forecast, refillAtDays),
  };
}
