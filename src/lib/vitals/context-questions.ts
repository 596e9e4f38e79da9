// The circumstances that belong to a kind, as questions with a few answers each. Which belong is the domain's.
import type { Reading } from '#contracts/vitals.ts';
import { ARMS, CONTEXT_OF, MEALS, POSTURES, SITES } from '#domain/vitals/kinds.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Kind } from './kinds.ts';
import * as words from './remarks.ts';

type Context = Reading['context'];
type Name = keyof Context;

export type ContextQuestion = {
  readonly name: Name;
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly valueOf: (context: Context) => string | null;
  /** The context with another answer, or without one. */
  readonly withAnswer: (context: Context, answer: string | null) => Context;
};

const OXYGEN = ['yes', 'no'] as const;

export function contextQuestions(kind: Kind): ContextQuestion[] {
  return CONTEXT_OF[kind].map((name) => question(name));
}

function question(name: Name): ContextQuestion {
  switch (name) {
    case 'posture':
      return ofWords(name, m['vitals.context.posture'](), POSTURES, words.POSTURES);
    case 'arm':
      return ofWords(name, m['vitals.context.arm'](), ARMS, words.ARMS);
    case 'site':
      return ofWords(name, m['vitals.context.site'](), SITES, words.SITES);
    case 'meal':
      return ofWords(name, m['vitals.context.meal'](), MEALS, words.MEALS);
    case 'isOnOxygen':
      return {
        name,
        legend: m['vitals.context.oxygen'](),
        choices: [
          { value: OXYGEN[0], label: m['vitals.context.onOxygen']() },
          { value: OXYGEN[1], label: m['vitals.context.noOxygen']() },
        ],
        valueOf: ({ isOnOxygen }) => (isOnOxygen === undefined ? null : OXYGEN[isOnOxygen ? 0 : 1]),
        withAnswer: (context, answer) =>
          answered(context, name, answer === null ? undefined : answer === OXYGEN[0]),
      };
  }
}

function ofWords<N extends Exclude<Name, 'isOnOxygen'>>(
  name: N,
  legend: string,
  answers: readonly NonNullable<Context[N]>[],
  labels: Record<NonNullable<Context[N]>, () => string>,
): ContextQuestion {
  return {
    name,
    legend,
    choices: answers.map((value) => ({ value, label: labels[value]() })),
    valueOf: (context) => context[name] ?? null,
    withAnswer: (context, answer) =>
      answered(
        context,
        name,
        answers.find((one) => one === answer),
      ),
  };
}

/** What was not said is absent, not undefined. */
function answered<N extends Name>(context: Context, name: N, answer: Context[N] | undefined): Context {
  const { [name]: _before, ...others } = context;
  return answer === undefined ? others : { ...others, [name]: answer };
}
