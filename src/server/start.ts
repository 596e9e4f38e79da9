/** Builds a hub from its parts, in order: stores, workers, API, screens, upkeep. Stops them in reverse. */
import { createApi } from '#handlers/api.ts';
import type { IncomingMessage } from 'node:http';
import { createNodeWebSocket } from '@hono/node-ws';
import { Hono } from 'hono';
import { pino } from 'pino';
import { CONSOLE, identify } from './access/identify.ts';
import { startAlerts } from './alert-desk.ts';
import { startBluetooth } from './bluetooth.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { isFromConsole, listenForCommands } from './control.ts';
import { setUpDemo, startDemoRadio } from './demo.ts';
import { startAppointmentRinger } from './appointment-ringer.ts';
import { startDoseRinger } from './dose-ringer.ts';
import { listen } from './http.ts';
import { publishHub } from './hub.ts';
import { loadScreens } from './screens.ts';
import { startReminders } from './reminder-desk.ts';
import { startNotifier } from './notifier.ts';
import { openStores, type Stores } from './stores.ts';
import { openTls } from './tls/keeper.ts';
import { createWeatherDesk } from './weather.ts';
import { startUpkeep } from './upkeep.ts';
import { VERSION } from './version.ts';
import { currentVisit, LOCAL_VISIT, visitOf } from './visit.ts';

export type RunningHub = {
  /** Where the screens are, e.g. http://127.0.0.1:3000 */
  readonly url: string;
  /** Closes everything; answers when the database is closed, within two seconds. */
  readonly stop: () => Promise<void>;
};

/** What a test may put in place of the world. */
type World = {
  readonly clock?: Clock;
  readonly scanner?: Parameters<typeof startBluetooth>[0]['scanner'];
  readonly reminders?: Parameters<typeof startReminders>[0]['worker'];
};

/** Starts a hub and answers when it accepts requests. Throws when the port or the data directory is taken. */
export async function start(
  configuration: Configuration,
  { clock = systemClock, scanner, reminders }: World = {},
): Promise<RunningHub> {
  const log = pino({ level: configuration.logLevel });
  const startedAt = new Date(clock.now()).toISOString();

  const stores = await openStores(configuration.dataDirectory, clock, (error) => {
    log.error({ err: error }, 'what follows an answer failed');
  });
  const { database, events, users, vitals, devices, sourceOf, liveMinutes, paces, rooms, alerts, checkIns } =
    stores;
  if (stores.notice !== null) log.warn(stores.notice);
  if (stores.migrated.length > 0) log.info({ applied: stores.migrated }, 'migrated');
  if (configuration.isDemo) await setUpDemo(stores);
  const tls = await openTls({ dataDirectory: configuration.dataDirectory, clock, log });

  const demo = configuration.isDemo ? await startDemoRadio({ devices, users, clock }) : null;
  const bluetooth = await startBluetooth({
    hci: demo?.hci ?? configuration.hci,
    ...{
      database,
      events,
      users,
      vitals,
      devices,
      sourceOf,
      liveMinutes,
      paces,
      rooms,
      alerts,
      checkIns,
      log,
      clock,
      scanner,
    },
  });

  // Known once the port is open.
  let homeUrls = (): string[] => [];
  let isClockUnset = () => false;
  const look = (request: IncomingMessage) => visitOf(request, { ...configuration, isTls: tls.isOn });
  /** A page's own requests, while it is rendered, have the visit of the page; the console's come by no network. */
  const visitOfRequest = (env: unknown) => {
    const incoming = isFromConsole(env)
      ? undefined
      : (env as { incoming?: IncomingMessage } | undefined)?.incoming;
    return incoming === undefined ? (currentVisit() ?? LOCAL_VISIT) : look(incoming);
  };

  const app = new Hono();
  const sockets = createNodeWebSocket({ app });
  const weather = createWeatherDesk({ ...stores, clock, log, url: configuration.weatherUrl });
  const api = createApi({
    ...stores,
    weather,
    clock,
    tls: tls.view,
    status: () => ({
      version: VERSION,
      startedAt,
      now: new Date(clock.now()).toISOString(),
      isDemo: configuration.isDemo,
      canStore: database.canStore(),
      bluetooth: bluetooth.status(),
      isClockUnset: isClockUnset(),
      lastEventSeq: events.latestSeq(),
      eventEpoch: events.epoch,
    }),
    visit: ({ env }) => visitOfRequest(env),
    identify: (c, visit) => identify(c, visit, stores.access),
    hubUrls: () => homeUrls(),
    upgradeWebSocket: sockets.upgradeWebSocket,
    reportRequest: (line) => {
      // A screen reads all day long; what it writes, and what was refused, is worth a line.
      const isRead = line.method === 'GET' && line.status < 400;
      log[isRead ? 'debug' : 'info'](line, 'request');
    },
    reportUnexpected: (error, requestId) => {
      log.error({ err: error, requestId }, 'a request failed unexpectedly');
    },
  });
  app.route('/', api);
  publishHub({
    fetchApi: (request) => app.fetch(request),
    drawReport: async (report) => (await import('./report-file.ts')).reportFile(report),
  });

  const http = await listen({ configuration, app, sockets, loadScreens, tls, look, ...stores });
  homeUrls = http.homeUrls;
  stores.mirrorKey.writeLaunchPage(`${http.url}/mirror`);
  await tls.listenPlain(configuration, http.port);
  const control = await listenForCommands({ app, dataDirectory: configuration.dataDirectory, log });
  const alerting = await startAlerts({ ...stores, log, clock });
  const notifying = startNotifier({ ...stores, log, clock, hubUrls: () => homeUrls() });
  const ringing = await startDoseRinger({ ...stores, log, clock });
  const remindingPhones = await startAppointmentRinger({ ...stores, log, clock });
  const reminding = startReminders({ ...stores, log, clock, worker: reminders });
  ({ isClockUnset } = reminding);
  const watching = weather.start();
  const upkeep = startUpkeep({ ...stores, log, clock });
  log.info({ url: http.url, bluetooth: bluetooth.status().state }, 'started');
  announce(http, await waysIn(stores, configuration), configuration, bluetooth.status().state);

  return {
    url: http.url,
    stop: async () => {
      await Promise.all([
        http.stop(),
        control.stop(),
        bluetooth.stop(),
        demo?.stop(),
        upkeep.stop(),
        reminding.stop(),
        alerting.stop(),
        notifying.stop(),
        ringing.stop(),
        remindingPhones.stop(),
        watching.stop(),
        tls.stop(),
      ]);
      database.close();
      log.info('stopped');
    },
  };
}

/**
 * Links for whoever reads the terminal: each works once, for five minutes. None where the lines may be kept in a log that
 * others read, save the one without which no home could be set up.
 */
async function waysIn({ access, users }: Stores, { isDemo }: Configuration) {
  const isRead = isDemo || process.stdout.isTTY;
  const owner = users.list().find(({ role }) => role === 'owner');
  const offer = async (wish: { role: 'mirror' | 'owner'; userId?: string }) =>
    (await access.pairings.offer({ ...wish, shares: [] }, CONSOLE, false)).secret;
  return {
    isSetUp: access.people.isSetUp(),
    mirror: isRead || !access.people.isSetUp() ? await offer({ role: 'mirror' }) : null,
    phone: isRead && owner !== undefined ? await offer({ role: 'owner', userId: owner.id }) : null,
  };
}

/** The lines a person reads on the terminal. */
function announce(
  { url, homeUrls }: Pick<Awaited<ReturnType<typeof listen>>, 'url' | 'homeUrls'>,
  ways: Awaited<ReturnType<typeof waysIn>>,
  { isDemo, dataDirectory }: Configuration,
  bluetooth: string,
): void {
  console.log(`Betti is running${isDemo ? ' with simulated devices' : ''}.`);
  const phoneUrl = isDemo ? url : (homeUrls()[0] ?? url);
  console.log(`  Mirror  ${url}/mirror${ways.mirror === null ? '' : `/enter#${ways.mirror}`}`);
  if (ways.isSetUp) console.log(`  Phone   ${phoneUrl}${ways.phone === null ? '/' : `/pair#${ways.phone}`}`);
  else console.log(`          It shows a QR code: scan it with the owner's phone to set Betti up.`);
  if (ways.mirror !== null) console.log('          Each link works once, for five minutes.');
  console.log('          To let a phone or a screen in: npm run betti -- pair');
  console.log(`  Data    ${dataDirectory}`);
  if (bluetooth === 'absent')
    console.log('  No Bluetooth adapter was found. Readings can be entered by hand.');
  if (bluetooth === 'off') console.log('  Bluetooth is switched off (BETTI_HCI=off).');
}
