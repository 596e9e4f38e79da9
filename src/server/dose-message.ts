/** What the resident's own phone says of a dose that waits, in their language. */
import type { User } from '#contracts/users.ts';
import { wallTextAt } from '#domain/alerts/ladder.ts';
import { partOfDay } from '#domain/doses/groups.ts';
import type { PushMessage } from './channels/push.ts';
import { timeIn, wordsIn } from './words.ts';

/** A phone that is off until then hears the next repeat; of one that it gets later nobody is helped. */
const TTL_SECONDS = 10 * 60;

type About = {
  readonly resident: Pick<User, 'id' | 'language' | 'timeZone'>;
  readonly dueAt: string;
  /** Of the medicines. */
  readonly names: readonly string[];
  /** Without it, nothing is said of what it is about. */
  readonly hasContent: boolean;
};

export async function doseMessage({ resident, dueAt, names, hasContent }: About): Promise<PushMessage> {
  const { language, timeZone } = resident;
  const say = await wordsIn(language);
  const due = say('doses.prompt.due', { time: timeIn(dueAt, language, timeZone) });
  const words = hasContent
    ? {
        title: say(`doses.prompt.${partOfDay(wallTextAt(Date.parse(dueAt), timeZone))}`),
        body: `${new Intl.ListFormat(language).format(names)}. ${due}.`,
      }
    : { title: 'Betti', body: `${say('message.look')} ${say('message.lookMore')}` };
  return {
    // The newest takes the place of the one before it: the page that it opens shows all that waits.
    ...{ tag: resident.id, ...words, answer: null, alert: null, page: '/medication' },
    ...{ severity: 'attention', ttlSeconds: TTL_SECONDS },
  };
}
