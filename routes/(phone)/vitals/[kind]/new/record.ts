// Hands a reading to the hub. A blood pressure belongs to the guided session at the mirror, when that is waiting for
// one: for people whose cuff has no Bluetooth.
import { toCanonical } from '#domain/vitals/units.ts';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { newReading, type Entry } from '#lib/vitals/entry.ts';

/** The id of the stored reading. Throws ApiProblem when it is refused. */
export async function record(residentId: string, entry: Entry): Promise<string> {
  const { vitals } = apiClient(fetch).residents[':residentId'];
  const param = { residentId };
  const inSession = entry.kind === 'blood-pressure' ? await recordInSession(residentId, entry) : null;
  return inSession ?? (await unwrap(vitals.$post({ param, json: newReading(entry) }))).id;
}

/** null when no session waits for it, or when the session would not have it. */
async function recordInSession(
  residentId: string,
  { upper, lower, pulse, unit, note, context }: Entry,
): Promise<string | null> {
  if (upper === null || lower === null) return null;
  const sessions = apiClient(fetch).residents[':residentId'].vitals['guided-sessions'];
  const { session } = await unwrap(sessions.current.$get({ param: { residentId } }));
  if (session?.step !== 'measuring') return null;
  const json = {
    systolicMmHg: toCanonical(upper, unit),
    diastolicMmHg: toCanonical(lower, unit),
    ...(pulse === null ? {} : { heartRatePerMin: pulse }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    context,
  };
  try {
    const param = { residentId, sessionId: session.id };
    const { readings } = await unwrap(sessions[':sessionId'].readings.$post({ param, json }));
    return readings.at(-1)?.id ?? null;
  } catch (error) {
    // Refused: it is told in the words of a reading by itself.
    if (error instanceof ApiProblem && error.problem.status > 0) return null;
    throw error;
  }
}
