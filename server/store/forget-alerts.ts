import type { Finding } from '../domain/detectors/finding.ts';
import { forgetAlertWords } from './alert-labels.ts';
import { Alerts, type AlertDoc } from './alerts.ts';
import { deleteSnapshot } from './evidence-snapshots.ts';

export const GONE = 'gone';

/**
 * Makes alerts of days before `beforeDay` that led to no case anonymous: what is left counts (detector, version, region, how it ended,
 * when), and tells neither whom, where nor what of (R13). Answers how many.
 */
export async function forgetDismissed(beforeDay: string, limit: number): Promise<number> {
  const query = Alerts.find({
    day: { $lt: beforeDay },
    status: { $ne: 'open' },
    caseId: { $exists: false },
    pseudonym: { $ne: GONE },
  });
  const old = await query.sort({ day: 1 }).limit(limit).lean<AlertDoc[]>();
  for (const doc of old) await makeAnonymous(doc);
  return old.length;
}

/** The person's alerts of these days: whether each led to a case or is still looked into, as one of `watchedFromDay` or later may be. */
export async function listForgettable(
  personId: string,
  { fromDay, toDay, watchedFromDay }: Readonly<{ fromDay: string; toDay: string; watchedFromDay: string }>,
): Promise<Readonly<{ id: string; shiftId: string; isNeeded: boolean }>[]> {
  const query = Alerts.find(
    { personId, day: { $gte: fromDay, $lte: toDay } },
    { day: 1, shiftId: 1, status: 1, caseId: 1 },
  );
  const found = await query.lean<Pick<AlertDoc, '_id' | 'day' | 'shiftId' | 'status' | 'caseId'>[]>();
  return found.map(({ _id, day, shiftId, status, caseId }) => ({
    id: _id,
    shiftId,
    isNeeded: caseId !== undefined || status === 'open' || (status === 'watching' && day >= watchedFromDay),
  }));
}

/** Makes one alert anonymous too; nothing when there is none. */
export async function forgetAlert(id: string): Promise<void> {
  const found = await Alerts.findById(id).lean<AlertDoc>();
  if (found) await makeAnonymous(found);
}

/** The alert goes last: a run that broke off finds it again. What its shift was judged by goes with the last one of the shift. */
async function makeAnonymous({ _id, personId, shiftId, finding, day, handlings }: AlertDoc): Promise<void> {
  await forgetAlertWords(_id, GONE);
  if (!(await Alerts.exists({ personId, shiftId, _id: { $ne: _id } })))
    await deleteSnapshot(personId, shiftId);
  await Alerts.updateOne(
    { _id },
    {
      $set: {
        personId: `${GONE}:${_id}`,
        pseudonym: GONE,
        shiftId: GONE,
        placeId: GONE,
        finding: anonymousFinding(finding, day),
        beside: [],
        pending: [],
        sent: [],
        handlings: handlings.map(({ kind, at: handledAt }) => ({ kind, at: handledAt, byId: GONE })),
      },
      $unset: { coveragePct: 1, managerId: 1, sample: 1 },
      $inc: { version: 1 },
    },
  );
}

type Counted = Pick<Finding, 'detector' | 'version' | 'settingsVersion' | 'severity' | 'verdict'>;

/** What is left of a finding that only counts. */
export function anonymousFinding(
  { detector, version, settingsVersion, severity, verdict }: Counted,
  day: string,
): Finding {
  const at = new Date(`${day}T00:00:00Z`);
  const empty = { zh: '', en: '' };
  return {
    detector,
    version,
    severity,
    verdict,
    score: 0,
    ...(settingsVersion !== undefined && { settingsVersion }),
    personId: GONE,
    shiftId: GONE,
    days: [],
    startAt: at,
    endAt: at,
    numbers: {},
    thresholds: {},
    reasons: [],
    evidence: [],
    sentence: empty,
    whatWouldClear: empty,
  };
}
