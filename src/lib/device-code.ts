// The six digits that a device shows, or has on its back: handed to the hub, which pairs with them.
import { apiClient, unwrap } from './api.ts';

export const CODE_LENGTH = 6;

export const isWholeCode = (text: string): boolean => /^\d{6}$/.test(text);

/** Null: nobody will type it in. Rejects with an ApiProblem. */
export async function giveCode(deviceId: string, code: string | null): Promise<void> {
  await unwrap(apiClient(fetch).devices[':deviceId'].code.$post({ param: { deviceId }, json: { code } }));
}
