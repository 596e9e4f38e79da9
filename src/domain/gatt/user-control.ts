/**
 * The User Control Point (0x2A9F): a scale tells a person's numbers to whoever knows the code of that person.
 * Source: Bluetooth User Data Service 1.1 §3.10.
 */

const OPCODE = { consent: 0x02, response: 0x20 } as const;
const SUCCESS = 0x01;

/** Asks for the numbers of one of the device's own users; `code` is 0–9999, as its display shows it. */
export function consentRequest({ user, code }: { readonly user: number; readonly code: number }): Uint8Array {
  return Uint8Array.of(OPCODE.consent, user, code & 0xff, code >> 8);
}

/** Whether an indication says yes to such a request; null when it answers something else. */
export function isConsentGiven(bytes: Uint8Array): boolean | null {
  const [response, request, result] = bytes;
  if (response !== OPCODE.response || request !== OPCODE.consent || result === undefined) return null;
  return result === SUCCESS;
}
