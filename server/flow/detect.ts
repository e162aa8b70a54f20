import { addDays, dayOf } from '../domain/time.ts';
import { findDetections, findDirty, findDirtyPeople, type Settled } from '../store/detections.ts';
import { findPerson, listStaff, type Person } from '../store/people.ts';
import { findSchedules } from '../store/schedules.ts';
import { timeJudgement } from '../metrics/work.ts';
import type { Deps } from './deps.ts';
import { loadCompany, type CompanyRecords } from './detect/detect-company.ts';
import { judgeDay } from './detect/detect-day.ts';
import { knownFor, NIGHTLY_DAYS, WINDOW_DAYS } from './detect/detect-window.ts';
import { eachAtMost } from './each-at-most.ts';
import { GROUP, sliceOf, walkOn } from './walk.ts';

/** Where the night's walk over everybody is kept. */
export const NIGHT_WALK = 'nightly-walk';
/** Data that never pauses is judged after this many settle times. */
const LONGEST_WAIT = 10;
/**
 * People judged side by side: those that are as far along share their queries, so that a whole group of the walk is begun at once; and
 * while some wait for the database others are computed.
 */
const AT_ONCE = GROUP;

/** Judges every day of a person that got data and has settled; the same function judges again when more comes. */
export async function detectPerson(deps: Deps, personId: string): Promise<number> {
  return detectSettled(deps, personId, await loadCompany(deps));
}

/** Everyone with data that has settled; after an import of many, the rest has its turn a minute later. */
export async function detectDue(deps: Deps): Promise<void> {
  const people = await findDirtyPeople(settledAt(deps));
  if (people.length === 0) return;
  const company = await loadCompany(deps);
  const untilMs = performance.now() + sliceOf(deps);
  await eachAtMost(AT_ONCE, people, async (personId) => {
    if (performance.now() < untilMs) await detectSettled(deps, personId, company);
  });
}

/** A slice of the night's run: true once everyone was judged. */
export async function detectNight(deps: Deps, night: string): Promise<boolean> {
  const company = await loadCompany(deps);
  const walk = { key: NIGHT_WALK, round: night, atOnce: AT_ONCE, sliceMs: sliceOf(deps) };
  return walkOn(walk, await listStaff(), async (person) => {
    await judgeLastDays(deps, person, company);
  });
}

/** The whole night in one go; returns how many shifts had to be judged. */
export async function detectNightly(
  deps: Deps,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<number> {
  let judged = 0;
  let done = 0;
  const company = await loadCompany(deps);
  const staff = await listStaff();
  await eachAtMost(AT_ONCE, staff, async (person) => {
    const shifts = await judgeLastDays(deps, person, company);
    judged += shifts;
    onProgress((done += 1), staff.length);
  });
  return judged;
}

/** Judges the last days of a person again, with the records as they are now. */
async function judgeLastDays(deps: Deps, person: Person, company: CompanyRecords): Promise<number> {
  const today = dayOf(deps.now(), person.timeZone);
  const schedules = await findSchedules(person.id, addDays(today, -NIGHTLY_DAYS), today);
  // A shift that still runs is judged when its data has settled; the night sees to those of which none comes.
  const over = schedules.filter(({ shifts }) => shifts.some(({ endAt }) => endAt <= deps.now()));
  return judgeDays(deps, person, { days: over.map(({ day }) => day), company });
}

async function detectSettled(deps: Deps, personId: string, company: CompanyRecords): Promise<number> {
  const dirty = await findDirty(personId, settledAt(deps));
  const person = dirty.length === 0 ? null : await findPerson(personId);
  if (!person) return 0;
  const days = new Set(dirty.map(({ day }) => day));
  const first = [...days].toSorted()[0] ?? '';
  // A later day within the fortnight counted the day that has changed.
  const later = await findDetections(
    personId,
    addDays(first, 1),
    addDays([...days].toSorted().at(-1) ?? '', WINDOW_DAYS),
  );
  for (const { day } of later) days.add(day);
  return judgeDays(deps, person, { days: [...days], company });
}

function settledAt({ now, settleMs }: Deps): Settled {
  const at = +now();
  return { quietBefore: new Date(at - settleMs), since: new Date(at - LONGEST_WAIT * settleMs) };
}

type Due = Readonly<{ days: readonly string[]; company: CompanyRecords }>;

const judgeDays = (deps: Deps, person: Person, due: Due): Promise<number> =>
  due.days.length === 0 ? Promise.resolve(0) : timeJudgement(() => judgeInOrder(deps, person, due));

/** The detections are read before the records: what comes in between marks them dirty beyond what is cleared. */
async function judgeInOrder(deps: Deps, person: Person, { days, company }: Due): Promise<number> {
  const ordered = days.toSorted();
  const fromDay = ordered[0];
  const toDay = ordered.at(-1);
  if (fromDay === undefined || toDay === undefined) return 0;
  const readAt = deps.now();
  const detections = await findDetections(person.id, fromDay, toDay);
  const known = await knownFor(person, { fromDay, toDay }, company);
  let judged = 0;
  for (const day of ordered) {
    const shifts = await judgeDay(deps, day, { known, detections, readAt });
    judged += shifts;
  }
  return judged;
}
