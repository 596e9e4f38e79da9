import type { Report } from '#contracts/report.ts';

/** What the screens' server side gets of the hub. Published under one symbol, since Vite bundles them apart. */
export type Hub = {
  /** Answers a request under /api without leaving the process. */
  readonly fetchApi: (request: Request) => Response | Promise<Response>;
  /** A report as a PDF. */
  readonly drawReport: (report: Report) => Promise<Uint8Array<ArrayBuffer>>;
};

/** Hands the hub to the screens of this process, which src/lib/server/hub.ts reads. */
export function publishHub(hub: Hub): void {
  (globalThis as { [HUB]?: Hub })[HUB] = hub;
}

const HUB = Symbol.for('betti.hub');
