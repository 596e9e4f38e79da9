/** What the adapter's condition is called, for a person: noble's words and the HCI socket's, in the hub's. Sentences only. */
import type { CentralState } from './central.ts';
import type { HciProblem } from './hci-socket/index.ts';

const NOT_PERMITTED: CentralState = { state: 'down', detail: 'The hub is not permitted to use Bluetooth.' };

export const SCANNING: CentralState = { state: 'scanning', detail: null };
/** Silence is no proof: where there is but one cuff, it is silent nearly always. */
export const HEARS_NOTHING: CentralState = {
  state: 'scanning',
  detail: 'The adapter hears nothing, and was reset.',
};
export const NO_ANSWER: CentralState = { state: 'down', detail: 'The Bluetooth adapter does not answer.' };

const OF_PROBLEM: Readonly<Record<HciProblem['kind'], CentralState>> = {
  absent: { state: 'absent', detail: 'This machine has no Bluetooth adapter.' },
  'not-permitted': NOT_PERMITTED,
  lost: { state: 'down', detail: 'The connection to the Bluetooth radio was lost.' },
};

const OF_NOBLE_STATE: Readonly<Record<string, CentralState>> = {
  poweredOff: { state: 'down', detail: 'The Bluetooth adapter is switched off.' },
  resetting: { state: 'down', detail: 'The Bluetooth adapter is starting again.' },
  unauthorized: NOT_PERMITTED,
  unsupported: { state: 'absent', detail: 'The Bluetooth adapter knows no Bluetooth Low Energy.' },
};

/** The condition of an adapter that is not scanning. The socket's problem says more than "off", noble's word for it. */
export function adapterState(nobleState: string, problem: HciProblem | null): CentralState {
  return problem === null ? (OF_NOBLE_STATE[nobleState] ?? NO_ANSWER) : OF_PROBLEM[problem.kind];
}
