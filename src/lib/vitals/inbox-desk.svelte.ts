// What a person says of the readings that wait, on either face: whose they are, or nobody's. One answer at a time.
import type { InboxItem } from '#contracts/vitals/inbox.ts';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { readAnew } from '#lib/read-anew.ts';

type Person = { readonly id: string; readonly name: string };

export class InboxDesk {
  isBusy = $state(false);
  hasFailed = $state(false);

  /** Makes it a reading of `person`. Whether that was done; the page has it anew then. */
  accept(item: InboxItem, { id: toResidentId }: Person): Promise<boolean> {
    return this.#send(() =>
      unwrap(itemRoutes.accept.$post({ param: paramOf(item), json: { toResidentId } })),
    );
  }

  /** Says that it is nobody's. */
  discard(item: InboxItem): Promise<boolean> {
    return this.#send(() => unwrap(itemRoutes.discard.$post({ param: paramOf(item) })));
  }

  /** Takes that back. */
  restore(item: InboxItem): Promise<boolean> {
    return this.#send(() => unwrap(itemRoutes.restore.$post({ param: paramOf(item) })));
  }

  /** Decides on all that the device of `item` measured before it was added: of `person`, or nobody's. */
  decideBefore({ residentId, deviceId }: InboxItem, person: Person | null): Promise<boolean> {
    const json = { deviceId, toResidentId: person?.id ?? null };
    return this.#send(() => unwrap(routes['from-before'].$post({ param: { residentId }, json })));
  }

  async #send(send: () => Promise<unknown>): Promise<boolean> {
    this.isBusy = true;
    this.hasFailed = false;
    try {
      await send();
      await readAnew();
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.hasFailed = true;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

const routes = apiClient(fetch).residents[':residentId'].vitals.inbox;
const itemRoutes = routes[':itemId'];
const paramOf = ({ id: itemId, residentId }: InboxItem) => ({ residentId, itemId });

/** What one device measured before it was added, together: a meter may have hundreds. */
export type BeforeGroup = { readonly deviceId: string; readonly first: InboxItem; readonly count: number };

/** The devices of which more than one such thing waits. */
export function beforeGroups(items: readonly InboxItem[]): BeforeGroup[] {
  const fromBefore = items.filter(({ reason }) => reason === 'from-before');
  const byDevice = Map.groupBy(fromBefore, ({ deviceId }) => deviceId);
  return [...byDevice].flatMap(([deviceId, [first, ...others]]) =>
    first === undefined || others.length === 0 ? [] : [{ deviceId, first, count: others.length + 1 }],
  );
}
