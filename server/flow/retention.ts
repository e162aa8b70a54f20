import { z } from 'zod';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { deleteOldDeclarations } from '../store/declaration-documents.ts';
import { deleteOldFlexible } from '../store/flexible-approvals.ts';
import { deleteDetections } from '../store/forget-detections.ts';
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
import { finishCountedRun, runCounted, type CountedRun } from './counted-run.ts';
import { isRecent } from './is-recent.ts';
import { forgetAgreements, forgetCertificates } from './non-compete/forget-non-compete.ts';
import { forgetCases } from './case/forget-ended.ts';
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
/** What the run under way has done so far. */
const RUN_KEY = 'retention-run';
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
  let isAll = true;
  const before = (days: number) => new Date(+now - days * DAY_MS);
  const run = await runCounted<keyof Forgotten>(RUN_KEY, now, [
    [
      'records',
      async () => {
        const records = await forgetRecords(deps, held);
        isAll = records.isAll;
        return records.gone;
      },
    ],
    ['segments', () => forgetRawTracks(before(KEEP.rawTrack), held)],
    ['places', () => forgetPlaces(before(KEEP.rawTrack), held)],
    ['photos', () => forgetPhotos(before(KEEP.photo), held)],
    ['days', () => forgetDays(before(KEEP.dailyResult), held)],
    ['flexible', () => forgetFlexible(before(KEEP.flexibleShift), held)],
    ['zones', () => forgetZones(before(KEEP.zoneAssignment), held)],
    ['declarations', () => forgetDeclarations(before(KEEP.declaration), held)],
    ['alerts', () => forgetAlerts(before(KEEP.dismissedAlert))],
    ['leads', () => deleteEndedLeads(before(KEEP.dismissedAlert))],
    ['cases', () => forgetCases(now)],
    ['agreements', () => forgetAgreements(now)],
    ['certificates', () => forgetCertificates(now, held.keys())],
  ]);
  const forgotten = { ...NOTHING, ...run.done };
  await finishCountedRun(RUN_KEY, receiptOf(forgotten, run, now));
  await saveSetting(DONE_KEY, isAll ? now : doneAt);
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

/** Of a day on which something went: how much of each kind, of the whole run. */
function receiptOf(
  forgotten: Forgotten,
  { isResumed }: Pick<CountedRun<never>, 'isResumed'>,
  at: Date,
): Pending[] {
  const to = countsIn(forgotten);
  if (to === '') return [];
  const why = isResumed ? 'R13, at least: the run was broken off' : 'R13';
  const entry = { at, actorId: SYSTEM.personId, action: 'retention.forget', subject: 'retention', to, why };
  return [{ id: `${DONE_KEY}:${+at}`, kind: 'audit', entry }];
}

async function forgetAlerts(before: Date): Promise<number> {
  const timeZone = await getTimeZone();
  return forgetDismissed(dayOf(before, timeZone), A_DAY);
}
