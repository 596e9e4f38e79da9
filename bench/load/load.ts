/** Starts the load generator and gives it orders. One generator serves all slices of a benchmark, one at a time. */
import { once } from 'node:events';
import { startScript } from '../processes.ts';
import type { LoadOrder, LoadResult } from './generator.ts';

export type Load = {
  readonly run: (order: LoadOrder) => Promise<LoadResult>;
  readonly stop: () => void;
};

/** Rejects an order with answers of another status than expected: a fast error is no figure. */
export async function startLoad(): Promise<Load> {
  const child = await startScript('bench/load/generator.ts', { core: 1 });
  return {
    run: async (order) => {
      child.process.send(order);
      const [answer] = (await once(child.process, 'message')) as [LoadResult | { error: string }];
      if ('error' in answer) throw new Error(`The load ended early: ${answer.error}`);
      if (answer.failures > 0)
        throw new Error(`${String(answer.failures)} answers were not ${String(order.status)}.`);
      return answer;
    },
    stop: () => child.process.disconnect(),
  };
}

/** The text of a GET; `cookie` lets it in. */
export function get(path: string, cookie = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${cookieLine(cookie)}\r\n`;
}

/** The text of a POST with a JSON body; `cookie` lets it in. */
export function post(path: string, body: unknown, cookie = ''): string {
  const text = JSON.stringify(body);
  return (
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${cookieLine(cookie)}Content-Type: application/json\r\n` +
    `Content-Length: ${String(Buffer.byteLength(text))}\r\n\r\n${text}`
  );
}

const cookieLine = (cookie: string): string => (cookie === '' ? '' : `Cookie: ${cookie}\r\n`);
