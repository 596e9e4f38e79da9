// Sends what somebody says about doses, and keeps what is to be asked, said or undone afterwards.
import type { DoseView, NewAdministration } from '#contracts/doses.ts';
import type { Problem } from '#contracts/problem.ts';
import { apiClient, ApiProblem, unwrap } from '#lib/api.ts';
import { readAnew } from '#lib/read-anew.ts';

import type { Effect } from './effects.ts';

export type SkipReason = Extract<NewAdministration, { outcome: 'skipped' }>['reason'];

/** Another was taken a short time ago: wanted all the same? */
type Question = { readonly answer: NewAdministration; readonly lastAt: string };

/** What was not written down, and why. `unsent`: the hub did not answer. */
export type Trouble = { readonly kind: 'answered' | 'limit' | 'other' | 'unsent'; readonly problem: Problem };

export class Answers {
  isBusy = $state(false);
  question: Question | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  /** Written down just now: how many, as what, to be taken back within ten seconds. */
  done: { ids: string[]; outcome: 'taken' | 'skipped' } | null = $state.raw(null);
  readonly #residentId: () => string;

  constructor(residentId: () => string) {
    this.#residentId = residentId;
  }

  take = (doses: readonly DoseView[], isEarly = false) =>
    this.#send(doses.map(({ id }) => ({ doseId: id, outcome: 'taken', ...(isEarly ? { isEarly } : {}) })));

  skip = (doses: readonly DoseView[], reason: SkipReason) =>
    this.#send(doses.map(({ id }) => ({ doseId: id, outcome: 'skipped', reason })));

  takeAsNeeded = (medicationId: string, amount: number) =>
    this.#send([{ medicationId, outcome: 'taken', amount }]);

  async sayEffect(administrationId: string, effect: Effect): Promise<void> {
    const routes = apiClient(fetch).residents[':residentId'].doses.administrations[':administrationId'];
    const param = { residentId: this.#residentId(), administrationId };
    await this.#busy(async () => void (await unwrap(routes.$patch({ param, json: { effect } }))));
  }

  /** What somebody says to the question. */
  async answerQuestion(isYes: boolean): Promise<void> {
    const asked = this.question;
    this.question = null;
    if (asked === null || !isYes) return;
    await this.#send([{ ...asked.answer, despiteLastAt: asked.lastAt } as NewAdministration]);
  }

  async answerUndo(wish: 'undo' | 'keep'): Promise<void> {
    const ids = this.done?.ids ?? [];
    this.done = null;
    if (wish === 'keep') return;
    const routes = apiClient(fetch).residents[':residentId'].doses.administrations[':administrationId'];
    await this.#busy(async () => {
      for (const administrationId of ids) {
        await unwrap(routes.$delete({ param: { residentId: this.#residentId(), administrationId } }));
      }
    });
  }

  async #send(items: NewAdministration[]): Promise<void> {
    this.trouble = this.done = null;
    const routes = apiClient(fetch).residents[':residentId'].doses.administrations;
    await this.#busy(async () => {
      const { items: recorded, refused } = await unwrap(
        routes.$post({ param: { residentId: this.#residentId() }, json: { items } }),
      );
      const [first] = recorded;
      if (first !== undefined) this.done = { ids: recorded.map(({ id }) => id), outcome: first.outcome };
      for (const { index, problem } of refused) this.#refuse(items[index], problem);
    }, items[0]);
  }

  async #busy(work: () => Promise<void>, only?: NewAdministration): Promise<void> {
    this.isBusy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.#refuse(only, error.problem);
    } finally {
      this.isBusy = false;
    }
    await readAnew();
  }

  #refuse(answer: NewAdministration | undefined, problem: Problem): void {
    const { type, lastAt } = problem;
    if (type === '/problems/dose-near-another' && lastAt !== undefined && answer !== undefined) {
      this.question = { answer, lastAt };
    } else this.trouble = { kind: kindOf(problem), problem };
  }
}

function kindOf({ type, status }: Problem): Trouble['kind'] {
  if (type === '/problems/dose-already-answered') return 'answered';
  if (type === '/problems/dose-limit-reached') return 'limit';
  return status === 0 ? 'unsent' : 'other';
}
