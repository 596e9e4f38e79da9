import { loadHome } from '#lib/home.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = ({ fetch }) => loadHome(fetch);
