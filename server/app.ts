import Koa, { type Middleware } from 'koa';
import compress from 'koa-compress';
import type { Logger } from 'pino';
import type { Deps } from './flow/deps.ts';
import { auditRoutes } from './http/audit.ts';
import { alertWordRoutes } from './http/alert-words.ts';
import { alertRoutes } from './http/alerts.ts';
import { assessmentRoutes } from './http/assessments.ts';
import { authRoutes } from './http/auth.ts';
import { careRoutes } from './http/care.ts';
import { caseFileRoutes } from './http/case-files.ts';
import { caseRoutes } from './http/cases.ts';
import { consentRoutes } from './http/consents.ts';
import { customRuleRoutes } from './http/custom-rules.ts';
import { dataRequestRoutes } from './http/data-requests.ts';
import { dayPlanRoutes } from './http/day-plans.ts';
import { dayRouteRoutes } from './http/day-route.ts';
import { declarationRoutes } from './http/declarations.ts';
import { flexibleShiftRoutes } from './http/flexible-shifts.ts';
import { dutyRoutes } from './http/duty.ts';
import { companySettingRoutes } from './http/company-settings.ts';
import { apiKeyRoutes } from './http/api-keys.ts';
import { isFileUpload, isForPeople, isFromPages, isPicture, maxBodyBytes } from './http/door-kinds.ts';
import { healthRoutes } from './http/health.ts';
import { MAX_IMPORT_BYTES } from './http/import-bytes.ts';
import { importRoutes } from './http/imports.ts';
import { ingestRoutes } from './http/ingest.ts';
import { insuranceRoutes } from './http/insurance.ts';
import { jsonBody } from './http/json-body.ts';
import { jssdkRoutes } from './http/jssdk.ts';
import { leadRoutes } from './http/leads.ts';
import { leaverLetterRoutes } from './http/leaver-letters.ts';
import { leaverRoutes } from './http/leaver.ts';
import { leaverLinkRoutes } from './http/leaver-links.ts';
import { managerAnswerRoutes } from './http/manager-answers.ts';
import { mapServiceRoutes } from './http/map-service.ts';
import { meRoutes } from './http/me.ts';
import { countRequests, metricsRoutes, type MetricsOptions } from './http/metrics.ts';
import { myRoutes } from './http/my.ts';
import { myDataRoutes } from './http/my-data.ts';
import { NEW_ITEMS, type ItemLimits } from './http/new-items.ts';
import { nonCompeteRoutes } from './http/non-compete.ts';
import { tellOldPages } from './http/old-page.ts';
import { openApiRoutes } from './http/open-api.ts';
import { nonCompeteCaseRoutes } from './http/non-compete-cases.ts';
import { onError } from './http/on-error.ts';
import { outgoingWebhookRoutes } from './http/outgoing-webhooks.ts';
import { ownPagesOnly } from './http/origin.ts';
import { limitDoors, PUBLIC_DOORS, type Doors } from './http/public-doors.ts';
import { publicLeadRoutes } from './http/public-leads.ts';
import { packRoutes } from './http/packs.ts';
import { placeRoutes } from './http/places.ts';
import { policyRoutes } from './http/policies.ts';
import { pullSourceRoutes } from './http/pull-sources.ts';
import { punchRoutes } from './http/punches.ts';
import { quizRoutes } from './http/quiz.ts';
import { limitAddress, limitPerson, limitRefused } from './http/rate-limit.ts';
import { overtimeRoutes } from './http/overtime.ts';
import { recordRoutes } from './http/records.ts';
import { replayRoutes } from './http/replays.ts';
import { rolloutRoutes } from './http/rollouts.ts';
import { sanctionRoutes } from './http/sanctions.ts';
import { securityHeaders, type SecurityOptions } from './http/security.ts';
import { serverTime } from './http/server-time.ts';
import { requireSession, type Session } from './http/session.ts';
import { setupRoutes } from './http/setup.ts';
import { cutOffSlow } from './http/slow-sender.ts';
import { staticFiles } from './http/static-files.ts';
import { storeCodeRoutes } from './http/store-codes.ts';
import { tuningRoutes } from './http/tuning.ts';
import { visitRoutes } from './http/visits.ts';
import { zoneRoutes } from './http/zones.ts';
import { webhookRoutes, type WebhookOptions } from './http/webhooks.ts';

export type AppOptions = SecurityOptions &
  Readonly<{
    miniappDir: string;
    /** Without them the chat platform's doors stay shut. */
    webhooks?: Omit<WebhookOptions, 'logger'>;
    logger: Logger;
    /** Without it there is no page of figures. */
    metrics?: MetricsOptions;
    /** How long a whole request may take to come, but a file of records. */
    wholeRequestMs?: number;
    /** One proxy in front adds the caller's address to X-Forwarded-For; without it that header is anybody's word. */
    trustedProxy?: boolean;
    /** Requests a minute: of one person; from one address before sign-in or with a key; and at the doors anybody can knock at, by path. */
    limits?: Readonly<{ person: number; address: number; doors?: Doors; items?: ItemLimits }>;
  }>;

const KIB = 1024;
const LIMITS = { person: 1_200, address: 3_000 };
/** Each one is decoded whole. */
const PHOTOS_A_MINUTE = 60;
/** Each one reads everything about a person. */
const COPIES_A_MINUTE = 3;

/** The order of doors: errors outermost, the platform before any body is read, people only after sign-in. */
export function createApp(deps: Deps, options: AppOptions): Koa<Session> {
  const { logger, webhooks, miniappDir, jssdkUrl, secureCookies } = options;
  const limits: NonNullable<AppOptions['limits']> = options.limits ?? LIMITS;
  const { items = NEW_ITEMS } = limits;
  const app = new Koa<Session>({ proxy: options.trustedProxy === true, maxIpsCount: 1 });
  app.on('error', (error: Error) => logger.error({ name: error.name }, 'reply failed'));
  app.use(countRequests());
  app.use(onError(logger));
  app.use(cutOffSlow(options.wholeRequestMs));
  app.use(serverTime(deps));
  for (const headers of securityHeaders(options)) app.use(headers);
  app.use(healthRoutes(deps).routes());
  if (options.metrics) app.use(metricsRoutes(deps, options.metrics).routes());
  if (webhooks) app.use(webhookRoutes(deps, { ...webhooks, logger }).routes());
  app.use(compress());
  app.use(staticFiles(miniappDir));
  app.use(only(isFromPages, ownPagesOnly(deps.publicUrl)));
  app.use(only(isFromPages, tellOldPages(miniappDir)));
  app.use(only((path) => !isForPeople(path), limitAddress(limits.address)));
  app.use(only(isForPeople, limitRefused(limits.address)));
  app.use(only(isForPeople, requireSession(deps, options)));
  app.use(only(isForPeople, limitPerson(limits.person)));
  for (const { path, limit } of limitDoors(limits.doors ?? PUBLIC_DOORS))
    app.use(only((asked) => asked === path, limit));
  app.use(only(isPicture, limitPerson(PHOTOS_A_MINUTE)));
  app.use(only((path) => path === '/api/v1/my/data.zip', limitPerson(COPIES_A_MINUTE)));
  app.use(only((path) => !isFileUpload(path), jsonBody(maxBodyBytes)));
  app.use(
    openApiRoutes({
      publicUrl: deps.publicUrl,
      perMinute: limits.address,
      maxImportMb: MAX_IMPORT_BYTES / (KIB * KIB),
    }).routes(),
  );
  for (const router of [recordRoutes(deps), insuranceRoutes(deps)])
    app.use(router.routes()).use(router.allowedMethods());
  app.use(leaverLetterRoutes(deps, options).routes());
  app.use(leaverRoutes(deps, options).routes());
  app.use(publicLeadRoutes(deps).routes());
  for (const router of [
    authRoutes(deps, options),
    jssdkRoutes(deps, jssdkUrl),
    meRoutes(deps, { isDemo: !secureCookies }),
    consentRoutes(deps),
    quizRoutes(deps),
    ingestRoutes(deps, items),
    punchRoutes(deps),
    overtimeRoutes(deps),
    storeCodeRoutes(deps),
    alertRoutes(deps),
    alertWordRoutes(deps),
    replayRoutes(deps),
    tuningRoutes(deps),
    managerAnswerRoutes(deps),
    customRuleRoutes(deps),
    careRoutes(deps),
    caseRoutes(deps),
    dutyRoutes(deps),
    companySettingRoutes(deps),
    apiKeyRoutes(deps),
    outgoingWebhookRoutes(deps),
    pullSourceRoutes(deps),
    importRoutes(deps),
    setupRoutes(deps),
    caseFileRoutes(deps),
    myRoutes(deps),
    myDataRoutes(deps),
    dataRequestRoutes(deps),
    visitRoutes(deps, items),
    dayRouteRoutes(deps),
    mapServiceRoutes(deps),
    placeRoutes(deps),
    zoneRoutes(deps),
    dayPlanRoutes(deps),
    declarationRoutes(deps),
    flexibleShiftRoutes(deps),
    assessmentRoutes(deps),
    rolloutRoutes(deps),
    leadRoutes(deps),
    leaverLinkRoutes(deps),
    nonCompeteRoutes(deps),
    nonCompeteCaseRoutes(deps),
    policyRoutes(deps),
    auditRoutes(),
    packRoutes(deps),
    sanctionRoutes(deps),
  ])
    app.use(router.routes());
  return app;
}

/** Routers match without regard to case or to a stroke at the end, so this does too. */
function only<S>(applies: (path: string) => boolean, middleware: Middleware<S>): Middleware<S> {
  return function onlyWhere(ctx, next) {
    return applies(ctx.path.toLowerCase().replace(/\/$/, '')) ? middleware(ctx, next) : next();
  };
}
