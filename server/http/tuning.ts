import { Router } from '@koa/router';
import { MonthSchema } from '../contract/calendar.ts';
import type { Role } from '../contract/person.ts';
import {
  BiasReviewBodySchema,
  ChangeBodySchema,
  RollbackBodySchema,
  SignBodySchema,
  SignerSchema,
} from '../contract/tuning.ts';
import type { BiasView, QualityView } from '../contract/views.ts';
import { DETECTORS } from '../domain/detectors/index.ts';
import { MIN_GROUP } from '../domain/statistics/merge-small.ts';
import { MIN_LABELS, MIN_WORTH_SHARE, thresholdsSince } from '../domain/tuning/quality.ts';
import { newestVersion } from '../domain/tuning/settings-version.ts';
import { forbidden, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { reviewBiasReport } from '../flow/tuning/tuning-bias.ts';
import { proposeChange, signChange } from '../flow/tuning/tuning-change.ts';
import { detectorQuality, QUALITY_DAYS } from '../flow/tuning/tuning-quality.ts';
import { rollBackSettings } from '../flow/tuning/tuning-rollback.ts';
import { maySign, openRoles } from '../flow/tuning/tuning-signers.ts';
import { listBiasReports } from '../store/bias-reports.ts';
import type { Person } from '../store/people.ts';
import { listSettingVersions } from '../store/setting-versions.ts';
import { getSilences } from '../store/silences.ts';
import { findChange, listChanges, type ThresholdChange } from '../store/threshold-changes.ts';
import { loadNames } from './names.ts';
import { readPage } from './page.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { changeView, thresholdsView } from './views/tuning-view.ts';

/** Who may see how detectors do and what their thresholds are: figures without people. */
export const TUNING_READERS: readonly Role[] = ['hr', 'hr_lead', 'staff_rep', 'legal', 'auditor'];
/** Who may try a draft and put it up for signing. */
export const TUNING_AUTHORS: readonly Role[] = ['hr', 'hr_lead', 'staff_rep'];
const LIST_LIMIT = 100;
const BIAS_MONTHS = 12;

/** How good detectors are, their thresholds, changes with two signatures, and the monthly look at bias. */
export function tuningRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/tuning' });
  router.use(async function readersOnly(ctx, next) {
    requireRole(ctx.state.person, TUNING_READERS);
    await next();
  });

  router.get('/quality', async (ctx) => {
    ctx.body = await qualityView(deps);
  });

  router.get('/thresholds', async (ctx) => {
    ctx.body = await thresholdsFor(ctx.state.person);
  });

  router.post('/rollback', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, SignerSchema.options);
    await rollBackSettings(deps, actorOf(person), parseBody(RollbackBodySchema, ctx));
    ctx.body = await thresholdsFor(person);
  });

  router.get('/changes', async (ctx) => {
    const { items, next } = await readPage(ctx.query['after'], [
      { limit: LIST_LIMIT, list: listChanges, endOf: ({ at, id }) => ({ at, id }) },
    ]);
    ctx.body = { changes: await changeViews(items, ctx.state.person), ...next };
  });

  router.post('/changes', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, TUNING_AUTHORS);
    const change = await proposeChange(deps, actorOf(person), parseBody(ChangeBodySchema, ctx));
    ctx.status = 201;
    [ctx.body] = await changeViews([change], person);
  });

  router.post('/changes/:id/signatures', async (ctx) => {
    const { person } = ctx.state;
    const { as, accept, comment } = parseBody(SignBodySchema, ctx);
    if (!maySign(person, as)) throw forbidden('not_your_role');
    const change = await findChange(ctx.params['id'] ?? '');
    if (!change) throw notFound('change');
    const said = comment === undefined ? {} : { comment };
    const signature = { byId: person.id, at: deps.now(), via: 'console', accept, ...said } as const;
    [ctx.body] = await changeViews([await signChange(deps, change, { as, signature })], person);
  });

  router.get('/bias', async (ctx) => {
    ctx.body = await biasView(ctx.state.person);
  });

  router.post('/bias/:month/reviews', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, SignerSchema.options);
    const month = parseValue(MonthSchema, ctx.params['month'], 'month');
    const { note } = parseBody(BiasReviewBodySchema, ctx);
    await reviewBiasReport(deps, actorOf(person), { month, note });
    ctx.body = await biasView(person);
  });
  return router;
}

const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });

async function qualityView(deps: Deps): Promise<QualityView> {
  const [figures, versions, { silences }] = await Promise.all([
    detectorQuality(deps),
    listSettingVersions(),
    getSilences(),
  ]);
  const newest = newestVersion(versions).version;
  const isPresent = (detector: string, version: number, since: number): boolean =>
    DETECTORS.some((one) => one.name === detector && one.version === version) &&
    since === thresholdsSince(versions, newest, detector);
  return {
    days: QUALITY_DAYS,
    minLabels: MIN_LABELS,
    minShare: MIN_WORTH_SHARE,
    detectors: figures.map((one) => ({
      ...one,
      labels: { ...one.labels },
      feedback: { ...one.feedback },
      isPresent: isPresent(one.detector, one.version, one.thresholdsSince),
    })),
    silent: silences.map(({ detector, sinceAt, hits, of }) => ({
      detector,
      sinceAt: sinceAt.toISOString(),
      hits,
      of,
    })),
  };
}

async function thresholdsFor(person: Person) {
  const versions = await listSettingVersions();
  const names = await loadNames(versions.flatMap(({ byIds }) => byIds));
  return thresholdsView(versions, { names, mayRollBack: isSigner(person) });
}

const isSigner = (person: Person): boolean => SignerSchema.options.some((as) => maySign(person, as));

async function changeViews(changes: readonly ThresholdChange[], reader: Person) {
  const versions = await listSettingVersions();
  const names = await loadNames(
    changes.flatMap(({ byId, signatures, asking }) => [
      byId,
      ...Object.values(signatures).map((one) => one.byId),
      ...(asking?.approverIds ?? []),
    ]),
  );
  return changes.map((change) =>
    changeView(change, { versions, names, maySignAs: openRoles(change, reader) }),
  );
}

async function biasView(reader: Person): Promise<BiasView> {
  const reports = await listBiasReports(BIAS_MONTHS);
  const names = await loadNames(reports.flatMap(({ reviews }) => reviews.map(({ byId }) => byId)));
  return {
    minGroup: MIN_GROUP,
    reports: reports.map(({ month, at, tables, reviews }) => ({
      month,
      at: at.toISOString(),
      tables: tables.map(({ detector, dimension, groups }) => ({
        detector,
        dimension,
        groups: groups.map((group) => ({
          ...group,
          names: dimension === 'region' ? group.names.map(names.region) : [...group.names],
        })),
      })),
      reviews: reviews.map((one) => ({
        by: names.person(one.byId),
        at: one.at.toISOString(),
        note: one.note,
      })),
      mayReview: isSigner(reader) && !reviews.some(({ byId }) => byId === reader.id),
    })),
  };
}
