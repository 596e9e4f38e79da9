import { error } from '@sveltejs/kit';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, params }) => {
  const { resident } = await parent();
  const param = { residentId: resident.id, contactId: params.contactId };
  try {
    return {
      contact: await unwrap(apiClient(fetch).residents[':residentId'].contacts[':contactId'].$get({ param })),
    };
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.problem.status === 404) {
      error(404, m['problem.notFound.what']());
    }
    throw problem;
  }
};
