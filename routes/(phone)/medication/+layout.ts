import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { LayoutLoad } from './$types';

/** Medications that are not shared with somebody have no page. */
export const load: LayoutLoad = async ({ parent }) => {
  const { may } = await parent();
  if (!may.medication) error(403, m['problem.notShared']());
};
