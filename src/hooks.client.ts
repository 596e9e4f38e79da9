// What src/hooks.server.ts does for the requests of a page that is rendered, for those of one that is open: the hub
// hears of which face it is, and a page whose sign-in is over gives way at once.
import type { ClientInit } from '@sveltejs/kit';
import { FACE, isMirrorPage, isOpenPage } from '#lib/faces.ts';
import { leave } from '#lib/leave.ts';

/** In place of the browser's own fetch: a load function's, whose answers come with the page, ends up there too. */
export const init: ClientInit = () => {
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const { pathname } = location;
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (isMirrorPage(pathname)) headers.set(FACE.header, FACE.mirror);
    const response = await send(input, { ...init, headers });
    if (response.status === 401 && !isOpenPage(pathname)) leave();
    return response;
  };
};
