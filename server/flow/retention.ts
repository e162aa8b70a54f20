import { z } from 'zod';
import { CLOSED_CASE_DAYS, caseKeptUntil } from '../domain/case/kept-until.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { appendAudit } from '../store/audit.ts';
import { deleteOldDeclarations } from '../store/declaration-documents.ts';
import { deleteOldFlexible } from '../store/flexible-approvals.ts';
import { deleteDetections } from '../store/forget-detections.ts';
import { countPapers, deleteCase, streamEndedCases, type EndedCase } from '../store/forget-cases.ts';
import { forgetDismissed } from '../store/forget-alerts.ts';
import { deleteEndedLeads } from '../store/leads.ts';
import { getTimeZone } from '../store/org-mapping.ts';
import type { Pending } from '../store/pending.ts';
import { deletePhotos, listOldPhotos } from '../store/photos.ts';
import { deleteFixes, deleteSegments, listOldSegments } from '../store/old-segments.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { SYSTEM, type Deps } from './deps.ts';
import { dropPlaces, dropPlacesOf, listPlaced } from '../store/old-places.ts';
import { deleteOldZoneAssignments } from '../store/zone-assignments.ts';
import { forgetRecords } from './records/forget-records.ts';
import { countsIn } from './counts-in.ts';
import { isRecent } from './is-recent.ts';
import { forgetAgreements, forgetCertificates } from './non-compete/forget-non-compete.ts';
import { isHeld, listHeld, type Held } from './case/legal-hold.ts';

/** Days for which raw positions are kept. */
export const RAW_TRACK_DAYS = 60;
/**
 * R13, in days: what a case rests on stays until two years after it was closed. Punches, shifts, overtime and hours of own choice are wage
 * records and no part of this, but for where somebody was, which goes with the raw track; records of work have a period that the company
 * sets (`record-period.ts`).
 */
const KEEP = {
  rawTrack: RAW_TRACK_DAYS,
  dismissedAlert: 90,
  photo: 180,
  dailyResult: 365,
  /** As long as the days it changed are kept as judged. */
  flexibleShift: 365,
  /** The same. */
  zoneAssignment: 365,
  /** The same, of side jobs that were declared, with their papers. */
  declaration: 365,
} as const;
const DAY_MS = 86_400_000;
const DONE_KEY = 'raw-tracks-forgotten-at';
/** Photos, and alerts, looked at a day: each is an act of its own. */
const A_DAY = 20_000;

const NOTHING = {
  segments: 0,
  places: 0,
  photos: 0,
  days: 0,
  flexible: 0,
  zones: 0,
  declarations: 0,
  records: 0,
  alerts: 0,
  leads: 0,
  cases: 0,
  agreements: 0,
  certificates: 0,
};
/** How many uploads of positions, places of punches and visits and so on went, and how many alerts are nobody's any more. */
export type Forgotten = Readonly<Record<keyof typeof NOTHING, number>>;

/** Once a day: deletes what nothing needs any more; again in the next minute when some of it is left. */
export async function forgetExpired(deps: Deps): Promise<Forgotten> {
  const now = deps.now();
  const doneAt = z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(DONE_KEY));
  if (isRecent(doneAt, now, DAY_MS)) return NOTHING;
  const held = await listHeld(now);
  const records = await forgetRecords(deps, held);
  const before = (days: number) => new Date(+now - days * DAY_MS);
  const forgotten = {
    segments: await forgetRawTracks(before(KEEP.rawTrack), held),
    places: await forgetPlaces(before(KEEP.rawTrack), held),
    photos: await forgetPhotos(before(KEEP.photo), held),
    days: await forgetDays(before(KEEP.dailyResult), held),
    flexible: await forgetFlexible(before(KEEP.flexibleShift), held),
    zones: await forgetZones(before(KEEP.zoneAssignment), held),
    declarations: await forgetDeclarations(before(KEEP.declaration), held),
    records: records.gone,
    alerts: await forgetAlerts(before(KEEP.dismissedAlert)),
    leads: await deleteEndedLeads(before(KEEP.dismissedAlert)),
    cases: await forgetCases(now),
    agreements: await forgetAgreements(now),
    certificates: await forgetCertificates(now, held.keys()),
  };
  await saveSetting(DONE_KEY, records.isAll ? now : doneAt, receiptOf(forgotten, now));
  await deps.enqueue({ name: 'relay' });
  return forgotten;
}

async function forgetRawTracks(before: Date, held: Held): Promise<number> {
  let gone = await deleteFixes(before, [...held.keys()]);
  for (const [personId, spans] of held) {
    const old = await listOldSegments(personId, before);
    gone += await deleteSegments(old.filter((segment) => !isHeld(segment, spans)).map(({ id }) => id));
  }
  return gone;
}

/** Where punches and visits were made, as the notice for it says. */
async function forgetPlaces(before: Date, held: Held): Promise<number> {
  let gone = await dropPlaces(before, [...held.keys()]);
  for (const [personId, spans] of held) {
    const old = await listPlaced(personId, before);
    const free = old.filter(({ at }) => !isHeld({ startAt: at, endAt: at }, spans));
    gone += await dropPlacesOf(free.map(({ id }) => id));
  }
  return gone;
}

async function forgetPhotos(before: Date, held: Held): Promise<number> {
  const old = await listOldPhotos(before, A_DAY);
  const gone = old.filter(
    ({ personId, capturedAt }) =>
      !isHeld({ startAt: capturedAt, endAt: capturedAt }, held.get(personId) ?? []),
  );
  await deletePhotos(gone);
  return gone.length;
}

/** What was judged of a day, with its stays. */
async function forgetDays(before: Date, held: Held): Promise<number> {
  const timeZone = await getTimeZone();
  const startOf = (day: string) => instantOf(day, '00:00', timeZone);
  return deleteDetections(dayOf(before, timeZone), [...held.keys()], ({ personId, day }) =>
    isHeld({ startAt: startOf(day), endAt: startOf(addDays(day, 1)) }, held.get(personId) ?? []),
  );
}

/** Of people about whom a case rests nothing goes: their hours say what working time was. */
async function forgetFlexible(before: Date, held: Held): Promise<number> {
  const timeZone = await getTimeZone();
  return deleteOldFlexible(dayOf(before, timeZone), [...held.keys()]);
}

/** The same of the zones they were in. */
async function forgetZones(before: Date, held: Held): Promise<number> {
  const timeZone = await getTimeZone();
  return deleteOldZoneAssignments(dayOf(before, timeZone), [...held.keys()]);
}

/** The same of side jobs: a case may rest on one that was approved. */
async function forgetDeclarations(before: Date, held: Held): Promise<number> {
  const timeZone = await getTimeZone();
  return deleteOldDeclarations(dayOf(before, timeZone), [...held.keys()]);
}

/** Cases past their time, with their papers. */
async function forgetCases(now: Date): Promise<number> {
  let gone = 0;
  for await (const ended of streamEndedCases(new Date(+now - CLOSED_CASE_DAYS * DAY_MS))) {
    const keptUntil = caseKeptUntil(ended);
    if (keptUntil === undefined || now <= keptUntil) continue;
    await noteForgotten(ended, now);
    await deleteCase(ended);
    gone += 1;
  }
  return gone;
}

/** Before it is deleted, and once: what went, when and why, and nothing of whom it was about. */
async function noteForgotten({ id, state }: EndedCase, at: Date): Promise<void> {
  await appendAudit(`cases:${id}:forget`, {
    at,
    actorId: SYSTEM.personId,
    action: 'case.forget',
    subject: `cases:${id}`,
    from: state,
    to: countsIn(await countPapers(id)),
    why: `R13: ${CLOSED_CASE_DAYS} days after its end`,
  });
}

/** Of a day on which something went: how much of each kind. */
function receiptOf(forgotten: Forgotten, at: Date): Pending[] {
  const to = countsIn(forgotten);
  if (to === '') return [];
  const entry = {
    at,
    actorId: SYSTEM.personId,
    action: 'retention.forget',
    subject: 'retention',
    to,
    why: 'R13',
  };
  return [{ id: `${DONE_KEY}:${+at}`, kind: 'audit', entry }];
}

async function forgetAlerts(before: Date): Promise<number> {
  const timeZone = await getTimeZone();
  return forgetDismissed(dayOf(before, timeZone), A_DAY);
}
