import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

const QUESTIONS = ['text-size', 'clock', 'hand', 'language'] as const;

export const load: PageLoad = ({ params }) => {
  const question = QUESTIONS.find((one) => one === params.question);
  if (question === undefined) error(404, m['problem.notFound.what']());
  return { question };
};
