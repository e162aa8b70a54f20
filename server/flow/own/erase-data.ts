import { ERASABLE, type Erased } from '../../contract/data-request.ts';
import { addDays } from '../../domain/time.ts';
import { deleteBaseline } from '../../store/baselines.ts';
import { dropFlexibleWords } from '../../store/flexible-approvals.ts';
import type { DataRequest } from '../../store/data-requests.ts';
import {
  finishErasure,
  listUnerased,
  listUnsettled,
  noteErasing,
  noteErasingLate,
  settleErasure,
} from '../../store/erasures.ts';
import { markShiftsDirty } from '../../store/detection-marks.ts';
import type { Detection } from '../../store/detections.ts';
import { forgetAlert } from '../../store/forget-alerts.ts';
import { dropFindings, dropStays, forgetResults } from '../../store/forget-detections.ts';
import { findPerson } from '../../store/people.ts';
import { deletePhotos } from '../../store/photos.ts';
import { dropPunchDetails, dropPunchPhotos } from '../../store/punches.ts';
import { eraseFixes } from '../../store/erase-fixes.ts';
import { dropVisitDetails, dropVisitPhotos } from '../../store/visits.ts';
import { dropZoneWords } from '../../store/zone-assignments.ts';
import type { Pending } from '../../store/pending.ts';
import type { Deps } from '../deps.ts';
import { countsOf, planErasure, type ErasurePlan } from './erasure-plan.ts';

/** What saying yes to this request would delete now; null where people have to do it by hand. */
export async function previewErasure(deps: Deps, request: DataRequest): Promise<Erased | null> {
  const person = await findPerson(request.personId);
  if (request.kind !== 'delete' || !ERASABLE.includes(request.topic) || !person) return null;
  return countsOf(await planErasure(request, person, deps.now()));
}

/** An upload that had begun before HR's answer has ended by then. */
const UNDER_WAY_MS = 60_000;
/** What was granted longer ago is settled. */
const SETTLED_MS = 86_400_000;

/**
 * Carries out the deletions that were granted, each until it is done and entered; what is left over by a crash goes the next time, and what
 * was under way to the server while HR answered a minute later.
 */
export async function carryOutErasures(deps: Deps): Promise<void> {
  for (const request of await listUnerased(ERASABLE)) {
    const plan = await planGranted(request);
    if (!plan) continue;
    // As it was before anything went: a run that is cut off would leave the next one less to count.
    const erased = await noteErasing(request.id, countsOf(plan));
    await erase(request, plan);
    await finishErasure(request.id, erased, [auditOf(deps, request, erased)]);
  }
  const now = deps.now();
  const span = { fromAt: new Date(+now - SETTLED_MS), toAt: new Date(+now - UNDER_WAY_MS) };
  for (const request of await listUnsettled(ERASABLE, span)) {
    const plan = await planGranted(request);
    const isAny = plan !== null && plan.segments.length + plan.photos.length > 0;
    // As it was before anything went, here too.
    const late = isAny ? await noteErasingLate(request.id, countsOf(plan)) : request.erasingLate;
    if (plan) await eraseLate(request, plan, now);
    await settleErasure(request.id, now, late ? [auditOf(deps, request, late, ':late')] : []);
  }
}

/** What had been under way; what was judged since from what is left stays, but not where such an upload may have been in it. */
async function eraseLate(request: DataRequest, plan: ErasurePlan, at: Date): Promise<void> {
  const cleanAt = +plan.answeredAt + UNDER_WAY_MS;
  const isStale = ({ judgedAt }: Detection): boolean => judgedAt !== undefined && +judgedAt < cleanAt;
  const days = plan.segments.length > 0 ? plan.days : plan.days.filter(isStale);
  const running = days.flatMap(({ id, day }) => (day >= plan.answerDay ? id : []));
  await markShiftsDirty(running, at);
  // What was raised since stands on something else.
  await erase(request, { ...plan, days, alerts: [], shifts: [] });
}

async function planGranted(request: DataRequest): Promise<ErasurePlan | null> {
  const person = await findPerson(request.personId);
  // What came in after the answer is not what was asked about.
  return person && planErasure(request, person, request.answer?.at ?? request.submittedAt);
}

function auditOf(deps: Deps, { id, personId }: DataRequest, erased: Erased, when = ''): Pending {
  const subject = `data_requests:${id}`;
  const entry = { at: deps.now(), actorId: 'system', action: 'data.erase', subject, personId };
  return {
    id: `${id}:audit:erased${when}`,
    kind: 'audit',
    entry: { ...entry, to: JSON.stringify(erased) },
  };
}

async function erase({ personId, topic, day }: DataRequest, plan: ErasurePlan): Promise<void> {
  await eraseFixes(plan.segments, plan.span);
  const results = plan.days.map(({ id }) => id);
  await forgetResults(results, plan.answeredAt);
  if (day !== undefined && plan.segments.length > 0) await dropStays(personId, addDays(day, -1), plan.span);
  // What was learned from all of the tracks goes with them; nothing of the kind is left to learn it from again.
  if (day === undefined && plan.kept === plan.keptAlerts && (topic === 'track' || topic === 'all'))
    await deleteBaseline(personId);
  await deletePhotos(plan.photos);
  const photographed = plan.photos.map(({ punchId }) => punchId);
  await dropPunchPhotos(photographed);
  await dropVisitPhotos(photographed);
  await dropPunchDetails(plan.punches);
  await dropVisitDetails(plan.visits);
  // Before the alerts, which are what a run that broke off finds the shifts by.
  await dropFindings(personId, plan.shifts);
  for (const id of plan.alerts) await forgetAlert(id);
  if (plan.flexible > 0) await dropFlexibleWords(personId, plan.answerDay);
  if (plan.zones > 0) await dropZoneWords(personId, plan.answerDay);
}
