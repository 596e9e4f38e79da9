/** Who is called when something happens: which numbers can be dialled, and which ways to reach a person there are. */

/** The ways a contact may be reached. */
export const CHANNELS = ['call', 'sms', 'email'] as const;

export type Channel = (typeof CHANNELS)[number];

/** Enough for a family and its doctors; a longer list is not read in an emergency. */
export const MOST_CONTACTS = 20;

/** 112 and 911 have three digits. Source of the other end: ITU-T E.164, at most 15. */
const DIGITS = { fewest: 3, most: 15 };

/** What is wrong with a telephone number as it was written; null when it can be dialled. */
export function phoneProblem(written: string): string | null {
  if (!/^\+?[\d ().\-/]*$/.test(written)) {
    return 'A number has digits, spaces and a + at its start, and no letters.';
  }
  const digits = written.replaceAll(/\D/g, '').length;
  if (digits < DIGITS.fewest) return `A number has ${String(DIGITS.fewest)} digits or more.`;
  return digits > DIGITS.most ? `A number has ${String(DIGITS.most)} digits or fewer.` : null;
}

/** A number without what only helps to read it, as a telephone takes it. */
export function dialled(written: string): string {
  return written.replaceAll(/[^\d+]/g, '');
}

type Reachable = {
  readonly phoneNumbers: readonly string[];
  readonly email: string | null;
  readonly channels: readonly Channel[];
  readonly canBeCalledFromMirror: boolean;
};

/** What does not go together in a contact: JSON Pointer and reason of each. Empty when all does. */
export function contactProblems(contact: Reachable): { pointer: string; detail: string }[] {
  const { phoneNumbers, email, channels, canBeCalledFromMirror } = contact;
  const hasPhone = phoneNumbers.length > 0;
  const problems: { pointer: string; detail: string }[] = [];
  if (!hasPhone && email === null) {
    problems.push({
      pointer: '/phoneNumbers',
      detail: 'A contact has a telephone number or an e-mail address.',
    });
  }
  channels.forEach((channel, index) => {
    const pointer = `/channels/${String(index)}`;
    if (channels.indexOf(channel) !== index)
      problems.push({ pointer, detail: 'This way stands here twice.' });
    else if (channel === 'email' && email === null) {
      problems.push({ pointer, detail: 'This way needs an e-mail address.' });
    } else if (channel !== 'email' && !hasPhone) {
      problems.push({ pointer, detail: 'This way needs a telephone number.' });
    }
  });
  if (canBeCalledFromMirror && !hasPhone) {
    problems.push({ pointer: '/canBeCalledFromMirror', detail: 'A call needs a telephone number.' });
  }
  return problems;
}

/** Whether `order` names each of `ids` once and nothing else. */
export function isOrderOf(order: readonly string[], ids: readonly string[]): boolean {
  return (
    order.length === ids.length && new Set(order).size === ids.length && ids.every((id) => order.includes(id))
  );
}
