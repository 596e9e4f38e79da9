import { loadBoard } from '#lib/board/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent }) => ({
  board: await loadBoard(fetch, await parent()),
});
