/** A hub as `npm start` runs it, without Bluetooth unless asked, on a folder of the benchmark's own. */
import { startHub, type HubProcess } from '../tests/fixtures/hub.ts';
import { theResident } from '../tests/fixtures/requests.ts';
import { pinTo } from './processes.ts';

export type BenchHub = HubProcess & {
  readonly port: number;
  readonly pid: number;
  readonly residentId: string;
  /** Of the owner's phone. */
  readonly cookie: string;
};

/** `isPinned`: on the core of the servers, which is so unless the start itself is measured. */
export async function startBenchHub(
  folder: string,
  { isPinned = true, ...options }: { hci?: string; isPinned?: boolean } = {},
): Promise<BenchHub> {
  const hub = await startHub({ dataFolder: folder, ...options });
  const { pid } = hub.process;
  if (pid === undefined) throw new Error('The hub has no process.');
  if (isPinned) pinTo(0, hub.process);
  const { id: residentId } = await theResident(hub.url);
  return { ...hub, pid, residentId, port: Number(new URL(hub.url).port), cookie: hub.keyring.owner ?? '' };
}

export const vitalsPath = (residentId: string) => `/api/residents/${residentId}/vitals`;
