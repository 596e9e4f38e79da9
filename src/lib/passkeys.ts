// Passkeys in the browser: what the hub asks is handed to the device, and its answer to the hub. Loaded when the first is
// wanted, since few pages need it.
import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { apiClient, unwrap } from '#lib/api.ts';

/** Makes a passkey on this device under a name, or says why the device made none. Throws ApiProblem for the hub's no. */
export async function addPasskey(name: string): Promise<'added' | 'already' | 'cancelled'> {
  const { passkeys } = apiClient(fetch);
  const asked: unknown = await unwrap(passkeys.options.$post());
  const optionsJSON = asked as PublicKeyCredentialCreationOptionsJSON;
  const made = await startRegistration({ optionsJSON }).catch(nameOf);
  if (typeof made === 'string') return made === 'InvalidStateError' ? 'already' : 'cancelled';
  const response = {
    ...made,
    response: { ...made.response },
    clientExtensionResults: { ...made.clientExtensionResults },
  };
  await unwrap(passkeys.$post({ json: { name, response } }));
  return 'added';
}

/** Signs this device in; false when it was not asked, or answered nothing. Throws ApiProblem for the hub's no. */
export async function signInByPasskey(deviceName: string): Promise<boolean> {
  const signIn = apiClient(fetch).passkeys['sign-in'];
  const asked: unknown = await unwrap(signIn.options.$post());
  const optionsJSON = asked as PublicKeyCredentialRequestOptionsJSON;
  const made = await startAuthentication({ optionsJSON }).catch(nameOf);
  if (typeof made === 'string') return false;
  const response = {
    ...made,
    response: { ...made.response },
    clientExtensionResults: { ...made.clientExtensionResults },
  };
  await unwrap(signIn.$post({ json: { deviceName, response } }));
  return true;
}

/** What a device refuses is expected: someone took back their finger. */
const nameOf = (refusal: unknown): string => (refusal instanceof Error ? refusal.name : '');
