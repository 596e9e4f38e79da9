/** A message as JSON to an address of the web. */
import { refusedWith, SEND_TIMEOUT_MS, UNREACHABLE, type Outcome } from './outcome.ts';

/** Follows nobody to another address: what was set up is where it goes. What comes back is not read. */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Outcome> {
  try {
    const answer = await fetch(url, {
      ...{ method: 'POST', body, redirect: 'manual' },
      headers: { 'content-type': 'application/json', 'user-agent': 'Betti', ...headers },
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.ok ? null : refusedWith(answer.status);
  } catch {
    return UNREACHABLE;
  }
}
