/**
 * What leaves the home, at real peers on loopback and a clock that the test sets: the steps of a ladder by mail, webhook,
 * ntfy and push, in their order, until somebody sees to it. Product facts §3, S4 and S6.
 */
import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertReceipt } from '#contracts/alerts.ts';
import type { NotificationWish } from '#contracts/notifications.ts';
import { EVERYTHING } from '#domain/access.ts';
import { DEFAULT_LADDERS } from '#domain/alerts/ladder.ts';
import { startAlerts } from '#server/alert-desk.ts';
import { startNotifier } from '#server/notifier.ts';
import { LATE_DOSE } from '../fixtures/alerts.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { aMailServer, aPhone, aPushService, aWebServer, vapidClaims } from '../fixtures/peers.ts';

const MINUTE_MS = 60_000;
const NOTHING: NotificationWish = { hasContent: true, email: null, ntfy: null, webhook: null };

let api: TestApi;
let desk: Awaited<ReturnType<typeof startAlerts>>;
let notifier: ReturnType<typeof startNotifier>;
let heard: string[];
let mail: Awaited<ReturnType<typeof aMailServer>>;
let web: Awaited<ReturnType<typeof aWebServer>>;
let ntfy: Awaited<ReturnType<typeof aWebServer>>;
let push: Awaited<ReturnType<typeof aPushService>>;
let anaId: string;
const log = pino({ level: 'silent' });
const startSending = () => startNotifier({ ...api, log, hubUrls: () => ['https://betti.example.net'] });

beforeEach(async () => {
  api = await anApi();
  anaId = api.ana.userId ?? '';
  heard = [];
  [mail, web, ntfy, push] = await Promise.all([
    aMailServer({ heard, login: { user: 'betti', password: 'quite secret' } }),
    aWebServer('webhook', heard),
    aWebServer('ntfy', heard),
    aPushService(heard),
  ]);
  const server = { host: '127.0.0.1', port: mail.port, security: 'none', from: 'betti@example.net' } as const;
  await api.systemSettings.saveMailServer({ ...server, user: 'betti', password: 'quite secret' }, api.ana);
  desk = await startAlerts({ ...api, log });
  notifier = startSending();
});
afterEach(async () => {
  await Promise.all([desk.stop(), notifier.stop()]);
  await Promise.all([mail, web, ntfy, push].map((peer) => peer.close()));
  expect(api.unexpected).toEqual([]);
  api.close();
});

const at = async (minutes: number) => {
  api.time.now = NOW + minutes * MINUTE_MS;
  await desk.settled();
  await notifier.settled();
};
const wish = (userId: string, change: Partial<NotificationWish>) =>
  api.settings.saveNotifications(userId, { ...NOTHING, ...change });
const aPerson = (name: string) =>
  api.database.write((tx) => {
    const userId = api.users.insertPerson(tx, { name, role: 'caregiver' });
    api.access.grants.setIn(tx, { userId, residentId: api.rosa.id, share: EVERYTHING, by: 'test' });
    return userId;
  });
const lateDose = () =>
  api.alerts.raise({ residentId: api.rosa.id, severity: 'attention', facts: LATE_DOSE, subject: 'a dose' });
const sos = () =>
  api.alerts.raise({
    ...{ residentId: api.rosa.id, severity: 'urgent', subject: 'sos' },
    facts: { kind: 'sos', from: 'mirror' },
  });
/** Has a phone of a person ring. */
async function aPhoneOf(userId: string, name = 'phone') {
  const phone = aPhone(push.url, name);
  const { sessionId } = await api.database.write((tx) =>
    api.access.sessions.begin(tx, { userId, deviceName: name, isSecure: true }),
  );
  await api.pushDevices.add({ userId, sessionId }, phone.subscription);
  return { ...phone, sessionId };
}
const receiptsOf = (alertId: string) =>
  api.alerts.receipts(alertId).map(({ channel, failure, sentAt }) => ({
    ...{ channel, failure },
    sentMinute: sentAt === null ? null : (Date.parse(sentAt) - NOW) / MINUTE_MS,
  }));
const receiptOf = (alertId: string, channel: AlertReceipt['channel']) =>
  receiptsOf(alertId).find((receipt) => receipt.channel === channel);

describe('the steps of a ladder', () => {
  /** The first by mail, the next by webhook, then everyone by what they have, which is ntfy for the third. */
  async function threePeople() {
    api.time.now = NOW - 2;
    const benId = await aPerson('Ben');
    const cleoId = await aPerson('Cleo');
    api.time.now = NOW;
    await wish(anaId, { email: 'ana@example.org' });
    await wish(benId, { webhook: { url: `${web.url}/hook` } });
    await wish(cleoId, { ntfy: { topicUrl: `${ntfy.url}/betti-home`, token: 'tk_1' } });
    const ladder = {
      ...DEFAULT_LADDERS.dose,
      steps: [
        { afterMs: 0, to: 'on-duty' },
        { afterMs: 30 * MINUTE_MS, to: 'second' },
        { afterMs: 60 * MINUTE_MS, to: 'everyone', via: ['ntfy'] },
      ],
    } as const;
    const rota = { order: [anaId, benId, cleoId], shifts: [] };
    const ladders = { ...DEFAULT_LADDERS, dose: { ...ladder, steps: [...ladder.steps] } };
    await api.settings.saveAlerts(api.rosa.id, structuredClone({ ladders, rota }) as never);
  }

  it('arrive at mail server, webhook and ntfy in their order, and not before their time', async () => {
    await threePeople();
    const { id } = await lateDose();
    await at(0);
    expect(heard).toEqual(['email']);
    await at(29);
    expect(heard).toEqual(['email']);
    await at(30);
    expect(heard).toEqual(['email', 'webhook']);
    await at(60);
    expect(heard).toEqual(['email', 'webhook', 'ntfy']);
    await at(24 * 60);
    expect(heard).toHaveLength(3);
    expect(receiptsOf(id).filter(({ channel }) => channel !== 'live')).toEqual([
      { channel: 'email', failure: null, sentMinute: 0 },
      { channel: 'webhook', failure: null, sentMinute: 30 },
      { channel: 'ntfy', failure: null, sentMinute: 60 },
    ]);
  });

  it('stop when somebody sees to it', async () => {
    await threePeople();
    const alert = await lateDose();
    await at(0);
    await at(30);
    await api.alerts.acknowledge(alert, { id: `user:${anaId}`, name: 'Ana', userId: anaId });
    await at(60);
    await at(24 * 60);
    expect(heard).toEqual(['email', 'webhook']);
  });
});

describe('a message that cannot be sent', () => {
  it('is tried again, after longer and longer, and its receipt says why', async () => {
    await wish(anaId, { ntfy: { topicUrl: `${ntfy.url}/betti-home`, token: null } });
    ntfy.mood.status = 503;
    const { id } = await lateDose();
    await at(0);
    expect(receiptOf(id, 'ntfy')).toEqual({ channel: 'ntfy', failure: 'refused', sentMinute: null });
    await at(0.25);
    ntfy.mood.status = 200;
    await at(0.4);
    expect(heard).toEqual([]);
    await at(0.5);
    expect(heard).toEqual(['ntfy']);
    expect(receiptOf(id, 'ntfy')).toEqual({ channel: 'ntfy', failure: null, sentMinute: 0.5 });
    await at(59);
    expect(heard).toEqual(['ntfy']);
  });

  it('is not tried again where that is of no use, nor when nobody needs it any more', async () => {
    await wish(anaId, { webhook: { url: `${web.url}/hook` } });
    web.mood.status = 404;
    const refused = await lateDose();
    await at(0);
    web.mood.status = 200;
    await at(59);
    expect(receiptOf(refused.id, 'webhook')).toMatchObject({ failure: 'refused' });
    await api.alerts.resolve(refused, 'answered');

    web.mood.status = 500;
    const help = await sos();
    await at(59.1);
    await api.alerts.resolve(help, 'seen-to');
    web.mood.status = 200;
    await at(240);
    expect(receiptOf(help.id, 'webhook')).toMatchObject({ failure: 'withdrawn', sentMinute: null });
    expect(heard).toEqual([]);
  });

  it('is not said to somebody with whom it is not shared any more by then', async () => {
    const benId = await aPerson('Ben');
    await wish(benId, { webhook: { url: `${web.url}/hook` } });
    web.mood.status = 503;
    const { id } = await sos();
    await at(0);
    expect(receiptOf(id, 'webhook')).toMatchObject({ failure: 'refused' });
    await api.access.grants.set(api.rosa.id, benId, { vitals: 'read' }, api.ana);
    web.mood.status = 200;
    await at(1);
    expect(receiptOf(id, 'webhook')).toMatchObject({ failure: 'withdrawn', sentMinute: null });
    await at(10);
    expect(heard).toEqual([]);
  });

  it('goes nowhere else: a webhook that sends it on is not followed', async () => {
    await wish(anaId, { webhook: { url: `${web.url}/hook` } });
    web.mood.status = 302;
    const { id } = await lateDose();
    await at(0);
    expect(receiptOf(id, 'webhook')).toMatchObject({ failure: 'refused' });
    expect(web.posts).toEqual([]);
  });

  it('is sent when the hub is up again that fell before it was sent', async () => {
    await notifier.stop();
    await wish(anaId, { webhook: { url: `${web.url}/hook` } });
    await lateDose();
    await desk.settled();
    expect(heard).toEqual([]);
    notifier = startSending();
    await notifier.settled();
    expect(heard).toEqual(['webhook']);
  });

  it('says so when no mail server is set, and when its password is wrong', async () => {
    await wish(anaId, { email: 'ana@example.org' });
    const server = { host: '127.0.0.1', port: mail.port, security: 'none', from: 'b@example.net' } as const;
    await api.systemSettings.saveMailServer({ ...server, user: 'betti', password: 'wrong' }, api.ana);
    const first = await lateDose();
    await at(0);
    expect(receiptOf(first.id, 'email')).toMatchObject({ failure: 'refused', sentMinute: null });
    await api.systemSettings.saveMailServer(null, api.ana);
    const second = await sos();
    await at(1);
    expect(receiptOf(second.id, 'email')).toMatchObject({ failure: 'not-set-up', sentMinute: null });
  });
});

describe('what it says', () => {
  it('is a mail in the reader’s language, with the link, the same message on a second try', async () => {
    await wish(anaId, { email: 'ana@example.org' });
    await api.users.change(anaId, { language: 'es' });
    mail.mood.status = 451;
    await sos();
    await at(0);
    mail.mood.status = 250;
    await at(1);
    const [{ to, text } = { to: [], text: '' }] = mail.mails;
    expect(to).toEqual(['ana@example.org']);
    expect(text).toContain('Subject: Rosa pide ayuda');
    expect(text).toMatch(/^From: Betti <betti@example.net>/m);
    expect(text).toMatch(/^Message-ID: <[\w-]{36}@example.net>/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated/m);
    // Lines are broken as mail has them, RFC 2045 §6.7.
    expect(text.replaceAll('=\r\n', '')).toContain('https://betti.example.net/alerts');
    expect(text).toMatch(/X-Priority: 1/);
  });

  it('is a webhook whose signature is of the secret that its reader was shown', async () => {
    await wish(anaId, { webhook: { url: `${web.url}/hook` } });
    const { webhookSecret } = api.settings.notifications(anaId);
    const alert = await lateDose();
    await at(0);
    const [{ path, headers, body } = { path: '', headers: {}, body: Buffer.alloc(0) }] = web.posts;
    const [id, seconds] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
    const key = Buffer.from(webhookSecret?.slice('whsec_'.length) ?? '', 'base64');
    const signature = createHmac('sha256', key)
      .update(`${id}.${seconds}.${body.toString()}`)
      .digest('base64');
    expect(path).toBe('/hook');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(Number(seconds)).toBe(NOW / 1000);
    expect(JSON.parse(body.toString())).toMatchObject({
      type: 'alert.notified',
      data: {
        ...{ alertId: alert.id, kind: 'dose', severity: 'attention', title: 'Rosa: Marked Name is late' },
        body: expect.stringMatching(/^It was due at 8:00/) as string,
      },
    });
    // It stays as long as there is a webhook.
    await wish(anaId, { webhook: { url: `${web.url}/other` } });
    expect(api.settings.notifications(anaId).webhookSecret).toBe(webhookSecret);
  });

  it('is published to the topic of ntfy, urgent as it is, under its token', async () => {
    await wish(anaId, { ntfy: { topicUrl: `${ntfy.url}/betti-home`, token: 'tk_1' } });
    await sos();
    await at(0);
    const [{ path, headers, body } = { path: '', headers: {}, body: Buffer.alloc(0) }] = ntfy.posts;
    expect(path).toBe('/');
    expect(headers.authorization).toBe('Bearer tk_1');
    expect(JSON.parse(body.toString())).toEqual({
      ...{ topic: 'betti-home', title: 'Rosa asks for help', priority: 5 },
      message: expect.stringContaining('Betti has called nobody else') as string,
      click: 'https://betti.example.net/alerts',
    });
  });

  it('is nothing where the reader wants no content, whichever way it goes', async () => {
    const phone = await aPhoneOf(anaId);
    await wish(anaId, {
      ...{ hasContent: false, email: 'ana@example.org', webhook: { url: `${web.url}/hook` } },
      ntfy: { topicUrl: `${ntfy.url}/betti-home`, token: null },
    });
    await lateDose();
    await at(0);
    const pushed = phone.open(push.posts[0]?.body ?? Buffer.alloc(0));
    const said = [mail.mails[0]?.text, web.posts[0]?.body, ntfy.posts[0]?.body, pushed].map(String);
    expect(said).toHaveLength(4);
    for (const text of said) {
      expect(text).toContain('Please look at Betti.');
      expect(text).not.toMatch(/Marked|Rosa|dose|08:00|late/i);
    }
  });
});

describe('Web Push', () => {
  it('proves whose it is, and is sealed for the phone alone', async () => {
    const phone = await aPhoneOf(anaId);
    const stranger = aPhone(push.url);
    const alert = await sos();
    await at(0);
    const [post] = push.posts;
    if (post === undefined) throw new Error('Nothing was pushed.');
    const { publicKey, claims } = vapidClaims(post);
    expect(publicKey).toBe((await api.systemSettings.vapidKeys()).publicKey);
    expect(claims).toMatchObject({ aud: push.url, sub: 'mailto:betti@home.arpa' });
    // At most a day ahead, RFC 8292 §2; by the clock of the machine, which the library reads.
    expect(claims.exp - Date.now() / 1000).toBeGreaterThan(0);
    expect(claims.exp - Date.now() / 1000).toBeLessThanOrEqual(24 * 3_600);
    expect(post.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
    expect(post.headers['topic']).toBe(alert.id.replaceAll('-', ''));
    expect(post.body.toString('latin1')).not.toContain('Rosa');
    expect(JSON.parse(phone.open(post.body))).toEqual({
      ...{ title: 'Rosa asks for help', isUrgent: true, answer: 'I see to it' },
      body: expect.stringContaining('Asked for at the mirror') as string,
      ...{ tag: alert.id, page: '/alerts', alertId: alert.id, residentId: api.rosa.id },
    });
    expect(() => stranger.open(post.body)).toThrow();
  });

  it('rings each phone of a person, and forgets one that is gone', async () => {
    await aPhoneOf(anaId, 'one');
    await aPhoneOf(anaId, 'two');
    push.mood.status = 410;
    const { id } = await lateDose();
    await at(0);
    expect(receiptOf(id, 'push')).toMatchObject({ failure: 'gone', sentMinute: null });
    expect(api.pushDevices.of(anaId)).toEqual([]);
  });

  it('rings no phone that is signed out', async () => {
    const { sessionId } = await aPhoneOf(anaId);
    await api.access.sessions.end(sessionId, api.ana);
    const { id } = await lateDose();
    await at(0);
    expect(push.posts).toEqual([]);
    expect(receiptOf(id, 'push')).toBeUndefined();
  });

  it('rings whoever is signed in at a phone now, not who was before', async () => {
    const { subscription } = await aPhoneOf(anaId);
    const benId = await aPerson('Ben');
    const { sessionId } = await api.database.write((tx) =>
      api.access.sessions.begin(tx, { userId: benId, deviceName: 'phone', isSecure: true }),
    );
    await api.pushDevices.add({ userId: benId, sessionId }, subscription);
    expect(api.pushDevices.of(anaId)).toEqual([]);
    expect(api.pushDevices.of(benId)).toHaveLength(1);
  });
});
