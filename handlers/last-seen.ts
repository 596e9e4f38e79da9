/** When the resident was last heard of by what they did themselves: a check-in, a dose, a reading. */
import type { LastSeen } from '#contracts/check-ins.ts';
import type { User } from '#contracts/users.ts';
import { isOwnDoing } from '#domain/check-in.ts';
import type { ApiDependencies } from './environment.ts';

/** What lies further back says nothing about today. */
const LOOKED_BACK_MS = 7 * 24 * 3_600_000;

type Dependencies = Pick<ApiDependencies, 'checkIns' | 'medications' | 'vitals' | 'clock'>;

/** Null when nothing was heard for a week. What somebody else wrote down is no sign. */
export function lastSeenOf(
  { checkIns, medications, vitals, clock }: Dependencies,
  resident: User,
): LastSeen | null {
  const now = clock.now();
  const since = now - LOOKED_BACK_MS;
  const doses = medications
    .list(resident.id)
    .flatMap(({ id }) => medications.administeredBetween(id, since, now))
    .filter((administration) => isOwnDoing(administration, resident.id))
    .map(({ at }) => ({ at, how: 'dose' as const }));
  const readings = vitals
    .latest(resident.id)
    .filter(({ source, measuredAt }) => source === 'device' && Date.parse(measuredAt) > since)
    .map(({ measuredAt }) => ({ at: measuredAt, how: 'reading' as const }));
  const signs = [...checkIns.signsSince(resident.id, since), ...doses, ...readings];
  return signs.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
}
