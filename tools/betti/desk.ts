/**
 * Where commands bring their requests: to the hub that runs on the data directory, by its socket, or else to the same
 * API on the database itself. Either way the same routes answer.
 */
import { request as httpRequest } from 'node:http';
import { createApi } from '#handlers/api.ts';
import type { Problem } from '#contracts/problem.ts';
import { CONSOLE } from '#server/access/identify.ts';
import { KeyProblemError } from '#server/at-rest/gate.ts';
import { systemClock } from '#server/clock.ts';
import { readConfiguration } from '#server/configuration.ts';
import { controlSocketIn } from '#server/control.ts';
import { DatabaseInUseError } from '#server/database-errors.ts';
import { openStores } from '#server/stores.ts';
import { NO_TLS } from '#server/tls/view.ts';
import { VERSION } from '#server/version.ts';
import { LOCAL_VISIT } from '#server/visit.ts';
import { createNodeWebSocket } from '@hono/node-ws';
import { createWeatherDesk } from '#server/weather.ts';
import { pino } from 'pino';
import { Hono } from 'hono';

export type Desk = {
  /** Sends a request and answers its JSON. Throws, in one line, when it was refused. */
  readonly ask: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;
  readonly close: () => void;
};

/** The data directory of this machine's settings. */
export const dataDirectory = (): string => readConfiguration(process.env, []).dataDirectory;

/** Opens the desk, lets `work` use it, and closes it whatever happens. */
export async function atTheDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk(dataDirectory());
  try {
    await work(desk);
  } finally {
    desk.close();
  }
}

async function openDesk(directory: string): Promise<Desk> {
  try {
    return await deskOfFile(directory);
  } catch (error) {
    // Only a running hub holds the file, and it listens on the socket.
    if (error instanceof DatabaseInUseError) return deskOfHub(controlSocketIn(directory));
    if (!(error instanceof KeyProblemError)) throw error;
    // The key may be a credential that only the hub was given: one that runs is asked.
    const hub = deskOfHub(controlSocketIn(directory));
    return hub.ask('GET', '/api/status').then(
      () => hub,
      () => {
        throw error;
      },
    );
  }
}

async function deskOfFile(directory: string): Promise<Desk> {
  const stores = await openStores(directory, systemClock, reportUnexpected);
  const app = new Hono();
  const api = createApi({
    ...stores,
    clock: systemClock,
    tls: NO_TLS,
    status: () => {
      const now = new Date(systemClock.now()).toISOString();
      const bluetooth = { name: 'ble-scanner', state: 'off', detail: null, restarts: 0 } as const;
      const lastEventSeq = stores.events.latestSeq();
      return {
        version: VERSION,
        startedAt: now,
        now,
        isDemo: false,
        canStore: stores.database.canStore(),
        bluetooth,
        isClockUnset: false,
        lastEventSeq,
        eventEpoch: stores.events.epoch,
      };
    },
    visit: () => LOCAL_VISIT,
    identify: () => ({ actor: CONSOLE, isSecure: true }),
    // At a desk without a hub nobody asks for the weather.
    weather: createWeatherDesk({ ...stores, clock: systemClock, log: pino({ level: 'silent' }) }),
    hubUrls: () => [],
    upgradeWebSocket: createNodeWebSocket({ app }).upgradeWebSocket,
    reportRequest: () => undefined,
    reportUnexpected,
  });
  return {
    ask: async (method, path, body) => {
      const response = await api.request(`http://localhost${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return unwrap(response.status, await response.text());
    },
    close: () => {
      stores.database.close();
    },
  };
}

function deskOfHub(socketPath: string): Desk {
  return {
    ask: (method, path, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        const request = httpRequest({ socketPath, method, path, headers }, (response) => {
          let answer = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
          response.on('end', () => {
            try {
              resolve(unwrap(response.statusCode ?? 0, answer));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        });
        request.on('error', (cause) => {
          reject(new Error(`The hub holds the database and does not answer on ${socketPath}.`, { cause }));
        });
        request.end(text);
      }),
    close: () => undefined,
  };
}

function reportUnexpected(error: unknown): void {
  console.error(error);
}

function unwrap(status: number, text: string): unknown {
  const answer: unknown = JSON.parse(text);
  if (status < 400) return answer;
  const { title, detail, errors = [] } = answer as Problem;
  const places = errors.map(({ pointer, detail: what }) => `${pointer.slice(1)}: ${what}`);
  throw new Error(places.length > 0 ? places.join(' ') : (detail ?? title));
}
