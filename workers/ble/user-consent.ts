/** Tells a scale the codes of its users, so that it tells their numbers. */
import { consentRequest, isConsentGiven } from '#domain/gatt/user-control.ts';
import type { Consent } from '#contracts/ble-scanner.ts';
import type { CallLimits, Characteristic, Link } from './central.ts';
import { BleError } from './central.ts';
import { withDeadline } from './deadline.ts';

/** The scale knows none of its users by this number and code. */
export class ConsentRefusedError extends Error {
  override readonly name = 'ConsentRefusedError';
}

/** It sends nothing, and was told nobody's code. */
export class ConsentMissingError extends Error {
  override readonly name = 'ConsentMissingError';
}

/** Resolves when it agreed to each. Rejects with ConsentRefusedError, or with a BleError when it does not answer. */
export async function giveConsents(
  link: Link,
  control: Characteristic,
  consents: readonly Consent[],
  limits: CallLimits,
): Promise<void> {
  let answered = Promise.withResolvers<boolean>();
  const take = (bytes: Uint8Array): Promise<void> => {
    const isGiven = isConsentGiven(bytes);
    if (isGiven !== null) answered.resolve(isGiven);
    return Promise.resolve();
  };
  await link.subscribe(control, take, limits);
  for (const consent of consents) {
    answered = Promise.withResolvers<boolean>();
    await link.write(control, consentRequest(consent), limits);
    const isGiven = await withDeadline(answered.promise, limits.deadlineMs, limits.signal, () => {
      return new BleError('timed-out', 'The scale did not answer to the code.');
    });
    if (!isGiven) throw new ConsentRefusedError();
  }
}
