/** Assembles the API: one Hono module a domain, the guards around them, problems for whatever goes wrong. */
import { PROBLEMS, ProblemError } from '#contracts/problem.ts';
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { activity } from './activity.ts';
import { alerts } from './alerts.ts';
import { allergies } from './allergies.ts';
import { audit, residentAudit } from './audit.ts';
import { backups } from './backups.ts';
import { limitBody } from './body-limit.ts';
import { card } from './card.ts';
import { checkIns } from './check-ins.ts';
import { contacts } from './contacts.ts';
import { compressLongAnswers, keepOutOfCaches } from './delivery.ts';
import { dashboard } from './dashboard.ts';
import { devices } from './devices.ts';
import { doses } from './doses.ts';
import { encryption } from './encryption.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { answerOnce } from './idempotency.ts';
import { readIncomingBody } from './incoming-body.ts';
import { foods } from './foods.ts';
import { hydration } from './hydration.ts';
import { appointments } from './appointments.ts';
import { calendars } from './calendars.ts';
import { hubSettings } from './hub-settings.ts';
import { live } from './live.ts';
import { medications } from './medications.ts';
import { mailServer } from './mail-server.ts';
import { nutrition } from './nutrition.ts';
import { notifications } from './notifications.ts';
import { openapi } from './openapi.ts';
import { refuseForeignOrigins } from './origin.ts';
import { passkeys } from './passkeys.ts';
import { pairing } from './pairing.ts';
import { pairings } from './pairings.ts';
import { tellRequests } from './request-log.ts';
import { rooms } from './rooms.ts';
import { assertEveryRouteIsDeclared } from './route.ts';
import { session } from './session.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { sharing } from './sharing.ts';
import { system } from './system.ts';
import { tls } from './tls.ts';
import { users } from './users.ts';
import { weather } from './weather.ts';
import { vitals } from './vitals.ts';
import { vitalsSettings } from './vitals/settings.ts';

const MAX_BODY_BYTES = 64 * 1024;
/** Some fifty thousand lines. */
const MAX_IMPORT_BYTES = 4 * 1024 * 1024;

/** The whole API under /api. Throws when a route declares no access. */
export function createApi(dependencies: ApiDependencies) {
  const { access, systemSettings } = dependencies;
  const door = {
    isSetUp: access.people.isSetUp,
    isOwnerAtHomeOnly: () => systemSettings.read().isOwnerAtHomeOnly,
    audit: access.audit,
  };
  const guarded = new Hono<ApiEnv>()
    .basePath('/api')
    .use(requestId())
    .use(tellRequests(dependencies.reportRequest))
    .use(keepOutOfCaches)
    .use(compressLongAnswers())
    .use(async (c, next) => {
      const visit = dependencies.visit(c);
      const identity = dependencies.identify(c, visit);
      c.set('visit', visit);
      c.set('actor', identity?.actor ?? null);
      c.set('isSecure', identity?.isSecure ?? false);
      c.set('door', door);
      await next();
    })
    .use(refuseForeignOrigins)
    .use(
      limitBody(MAX_BODY_BYTES, { '/vitals/import': MAX_IMPORT_BYTES, '/foods/imports': MAX_IMPORT_BYTES }),
    )
    .use(readIncomingBody)
    .use(answerOnce(dependencies.idempotency));

  const api = guarded
    .route('/', system(dependencies))
    .route('/setup', setup(dependencies))
    .route('/session', session(dependencies))
    .route('/sessions', sessions(dependencies))
    .route('/pairing', pairing(dependencies))
    .route('/pairings', pairings(dependencies))
    .route('/passkeys', passkeys(dependencies))
    .route('/hub-settings', hubSettings(dependencies))
    .route('/mail-server', mailServer(dependencies))
    .route('/notifications', notifications(dependencies))
    .route('/encryption', encryption(dependencies))
    .route('/audit', audit(dependencies))
    .route('/users', users(dependencies))
    .route('/residents/:residentId/sharing', sharing(dependencies))
    .route('/residents/:residentId/audit', residentAudit(dependencies))
    .route('/residents/:residentId/dashboard', dashboard(dependencies))
    .route('/residents/:residentId/vitals', vitals(dependencies))
    .route('/residents/:residentId/settings/vitals', vitalsSettings(dependencies))
    .route('/residents/:residentId/settings/general', settings(dependencies))
    .route('/residents/:residentId/medications', medications(dependencies))
    .route('/residents/:residentId/doses', doses(dependencies))
    .route('/residents/:residentId/allergies', allergies(dependencies))
    .route('/residents/:residentId/alerts', alerts(dependencies))
    .route('/residents/:residentId/check-ins', checkIns(dependencies))
    .route('/residents/:residentId/activity', activity(dependencies))
    .route('/residents/:residentId/hydration', hydration(dependencies))
    .route('/residents/:residentId/appointments', appointments(dependencies))
    .route('/calendars', calendars(dependencies))
    .route('/residents/:residentId/nutrition', nutrition(dependencies))
    .route('/residents/:residentId/environment', rooms(dependencies))
    .route('/residents/:residentId/contacts', contacts(dependencies))
    .route('/residents/:residentId/card', card(dependencies))
    .route('/foods', foods(dependencies))
    .route('/weather', weather(dependencies))
    .route('/devices', devices(dependencies))
    .route('/backups', backups(dependencies))
    .route('/tls', tls(dependencies))
    .route('/live', live(dependencies));

  guarded.route('/', openapi(api));
  assertEveryRouteIsDeclared(api);

  guarded.all('*', () => {
    throw new ProblemError('not-found', { detail: 'There is no such route.' });
  });
  guarded.onError((error, c) => {
    const problem = toProblemError(error);
    if (PROBLEMS[problem.type].status >= 500) dependencies.reportUnexpected(error, c.var.requestId);
    return answerProblem(c, problem);
  });
  return api;
}

/** The type of the API, for the screens' typed client. */
export type Api = ReturnType<typeof createApi>;

function answerProblem(c: Context<ApiEnv>, error: ProblemError): Response {
  const problem = error.toProblem(c.var.requestId);
  return c.body(JSON.stringify(problem), problem.status as 400, {
    'content-type': 'application/problem+json',
  });
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // Hono's own: a body that is no JSON.
  if (error instanceof HTTPException && error.status === 400) {
    return new ProblemError('malformed-body', { detail: 'The body is not valid JSON.', cause: error });
  }
  return new ProblemError('internal-error', { cause: error });
}
