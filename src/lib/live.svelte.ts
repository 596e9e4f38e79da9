// What the hub says while a screen is open: the events of /api/live since the page was rendered.
// Pages lay them over their own data (lib/vitals.ts, lib/devices.ts); the event log itself lives in the hub.
import { createContext } from 'svelte';
import type { LiveData, LiveEvent, LiveEventType, LiveMessage } from '#contracts/live.ts';
import { FACE, isMirrorPage } from './faces.ts';
import { leave } from './leave.ts';

/** A short break heals unseen; after this it is said on the screen. */
const LOST_AFTER_MS = 4_000;
/** A socket that is silent this long is taken for dead: a phone that left the house hears no close. */
const SILENCE_MS = 45_000;
const BACK_OFF_MS = { first: 500, longest: 15_000 };
/** Enough for every device in a block of flats; only the last event of each thing is kept. */
const KEPT_EVENTS = 300;

/** What changes more than a page can lay over its data: the page is loaded anew. */
const LOADED_ANEW: readonly LiveEventType[] = [
  'reading.retracted',
  'activity.updated',
  'appointment.changed',
  'calendar-feed.changed',
  'drink.recorded',
  'meal.recorded',
  'nutrition.planned',
  'hydration.planned',
  'reading.restored',
  'readings.imported',
  'inbox.updated',
  'settings.updated',
  'profile.updated',
  'contacts.updated',
  'medication.changed',
  'dose.recorded',
  'allergies.updated',
  'alert.raised',
  'alert.changed',
  'alert.acknowledged',
  'alert.notified',
  'alert-settings.updated',
  'check-in.due',
  'check-in.missed',
  'check-in.done',
  'check-in-settings.updated',
  'clock.status',
  'weather.updated',
  'resident.added',
  'resident.changed',
  'person.added',
  'person.changed',
  'sharing.changed',
  'session.started',
  'session.ended',
];

/** RFC 6455 §7.4.1: here, that the sign-in is over. */
const POLICY_VIOLATION = 1008;

export type Connection = 'connecting' | 'open' | 'lost';

type Turns = {
  /** Too much was missed, or too much has changed: load the page anew. */
  onResync: () => void;
  /** The line is back after a break; the hub may have been restarted in between. */
  onReturn: () => void;
};

export class Live {
  connection: Connection = $state('connecting');
  #events: readonly LiveEvent[] = $state.raw([]);

  #seq = 0;
  #epoch = '';
  #attempt = 0;
  #socket: WebSocket | undefined;
  #turns: Turns | undefined;
  #timers: Partial<Record<'lost' | 'retry' | 'silence', ReturnType<typeof setTimeout>>> = {};

  /** The payloads of some event types with a seq above `seq`, oldest first, one for each thing they tell of. */
  after<T extends LiveEventType>(seq: number, ...types: T[]): LiveData<T>[] {
    return this.#events
      .filter((event) => event.seq > seq && types.some((type) => type === event.type))
      .map((event) => event.data as LiveData<T>);
  }

  /** Listens from `since` on until the returned function is called. */
  start(since: { seq: number; epoch: string }, turns: Turns): () => void {
    this.#seq = since.seq;
    this.#epoch = since.epoch;
    this.#turns = turns;
    const wake = () => {
      if (document.visibilityState === 'visible' && this.#socket === undefined) this.#connect();
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    this.#countToLost();
    this.#connect();
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      this.#drop();
      for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    };
  }

  #connect(): void {
    clearTimeout(this.#timers.retry);
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const face = isMirrorPage(location.pathname) ? `&face=${FACE.mirror}` : '';
    const query = `since=${this.#seq}&epoch=${this.#epoch}${face}`;
    const socket = new WebSocket(`${scheme}://${location.host}/api/live?${query}`);
    this.#socket = socket;
    this.#watchSilence();
    let isOpen = false;
    socket.onopen = () => (isOpen = true);
    socket.onmessage = (event) => this.#hear(JSON.parse(String(event.data)) as LiveMessage);
    socket.onclose = ({ code }) => {
      if (code === POLICY_VIOLATION) return leave();
      // A browser is not told why a socket was refused; the answer to this tells (src/hooks.client.ts).
      if (!isOpen) void fetch('/api/session').catch(() => undefined);
      this.#again();
    };
  }

  #hear(message: LiveMessage): void {
    const isBack = this.#attempt > 0;
    this.#attempt = 0;
    this.#watchSilence();
    clearTimeout(this.#timers.lost);
    delete this.#timers.lost;
    this.connection = 'open';

    if (!('type' in message)) this.#seq = message.seq;
    else if (message.type === 'resync') {
      this.#seq = message.seq;
      // Numbers of another log would stand above all that this one tells.
      if (message.epoch !== this.#epoch) this.#events = [];
      this.#epoch = message.epoch;
      this.#turns?.onResync();
    } else if (message.type !== 'hello') {
      this.#seq = message.seq;
      this.#keep(message);
      if (LOADED_ANEW.includes(message.type)) this.#turns?.onResync();
    }
    if (isBack) this.#turns?.onReturn();
  }

  #keep(event: LiveEvent): void {
    const subject = subjectOf(event);
    const others = this.#events.filter((earlier) => subjectOf(earlier) !== subject);
    this.#events = [...others, event].slice(-KEPT_EVENTS);
  }

  #again(): void {
    this.#drop();
    this.#countToLost();
    const wait = Math.min(BACK_OFF_MS.first * 2 ** this.#attempt++, BACK_OFF_MS.longest);
    // Jitter, so that every screen of the home does not knock at the same moment after a restart of the hub.
    this.#timers.retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2));
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #watchSilence(): void {
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(() => this.#again(), SILENCE_MS);
  }

  #countToLost(): void {
    this.#timers.lost ??= setTimeout(() => (this.connection = 'lost'), LOST_AFTER_MS);
  }
}

/** Which thing an event tells of: a later event of the same thing replaces it. */
function subjectOf({ type, data }: LiveEvent): string {
  return `${type} ${'id' in data ? data.id : data.name}`;
}

export const [getLive, setLive] = createContext<Live>();
