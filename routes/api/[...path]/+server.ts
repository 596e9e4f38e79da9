/** Keeps event.fetch('/api/…') inside the process: without it Kit would fetch whatever the Host header names. */
import { hub } from '#lib/server/hub.ts';
import type { RequestHandler } from './$types';

export const fallback: RequestHandler = ({ request }) => hub().fetchApi(request);
