import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { Interval } from '../domain/working-time.ts';
import type { Deps } from '../flow/deps.ts';
import { eachAtMost } from '../flow/each-at-most.ts';
import type { Person } from '../store/people.ts';
import { planDay, type Detour } from './day-plan.ts';
import { putDayRecords } from './day-records.ts';
import { doingsOf } from './doings.ts';
import { buildPeople, LATE_DATA, MUST_EXPLAIN, NEWCOMER, type DemoPerson } from './people.ts';
import { simulateFixes } from './simulate-day.ts';
import { buildSituations, lateDataOf } from './situations.ts';
import { findDemoPerson, findWorkingSpan, punch, sendFixes } from './staff.ts';
import { DEMO_ZONE, HISTORY_DAYS } from './start-time.ts';
import type { Moment } from './timeline.ts';

const STEP_MS = 120_000;
/** Seq numbers of one day begin here, so that every day's fixes have their own. */
const SEQ_PER_DAY = 10_000;
/** Everybody sends in the same minute of the evening. */
const AT_ONCE = 30;

/** Two weeks of punches and tracks of everyone, and this morning's punches; the detours of the situations are part of their days. */
export function ordinaryDays(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const staff = buildPeople().filter(
    (person) => ['导购', '业务代表', '配送员'].includes(person.jobTitle) && person.key !== NEWCOMER,
  );
  const days = Array.from({ length: HISTORY_DAYS }, (_, index) => addDays(today, -index - 1));
  return [...days.flatMap((day) => dayMoments(staff, day, startAt)), ...thisMorning(staff, today, startAt)];
}

function dayMoments(staff: readonly DemoPerson[], day: string, startAt: Date): Moment[] {
  const situations = Object.values(buildSituations(startAt)).filter((situation) => situation.day === day);
  const late = lateDataOf(startAt);
  const early = situations.map(({ personKey, detour, sentAt }) => ({
    at: sentAt,
    run: async (deps: Deps) => {
      const worker = await findWorker(pick(staff, personKey), day);
      if (worker !== null) await sendDay(deps, { worker, day, detours: [detour], until: sentAt });
    },
  }));
  const evening = {
    at: instantOf(day, '19:30', DEMO_ZONE),
    run: (deps: Deps) =>
      eachAtMost(AT_ONCE, staff, async (person) => {
        const told = situations
          .filter(({ personKey }) => personKey === person.key)
          .map(({ detour }) => detour);
        const detours = [...told, ...doingsOf(person.key, day, startAt)];
        const worker = await findWorker(person, day);
        if (worker === null) return;
        await punchDay(deps, worker);
        if (person.key === LATE_DATA && day === late.day) return;
        await sendDay(deps, { worker, day, detours, until: deps.now() });
        await recordDay(deps, { worker, day, detours, startAt });
      }),
  };
  return [...early, evening];
}

/** Everyone but the one who is to try it has checked in. */
function thisMorning(staff: readonly DemoPerson[], today: string, startAt: Date): Moment[] {
  const at = new Date(Math.min(startAt.getTime() - 60_000, instantOf(today, '10:05', DEMO_ZONE).getTime()));
  const present = staff.filter((person) => person.key !== MUST_EXPLAIN);
  return [{ at, run: (deps) => eachAtMost(AT_ONCE, present, (person) => punchIn(deps, person, today)) }];
}

/** Somebody of the staff on a working day. */
type Worker = Readonly<{ demo: DemoPerson; person: Person; span: Interval }>;

/** Null on a day off. */
async function findWorker(demo: DemoPerson, day: string): Promise<Worker | null> {
  const person = await findDemoPerson(demo.key);
  const span = await findWorkingSpan(person, day);
  return span && { demo, person, span };
}

/** A phone that sends the same day twice sends the same fixes: the server keeps one. */
async function sendDay(
  deps: Deps,
  input: { worker: Worker; day: string; detours: readonly Detour[]; until: Date },
): Promise<void> {
  const { demo, person, span } = input.worker;
  const stops = planDay(demo, span, input.detours);
  const all = simulateFixes({ seed: `${demo.key}:${input.day}`, stops, stepMs: STEP_MS });
  const fixes = all.filter((fix) => fix.atMs <= input.until.getTime());
  await sendFixes(deps, person, { install: person.openId, fixes, fromSeq: seqOf(input.day) });
}

/** What the company's other systems say of the day. */
async function recordDay(
  deps: Deps,
  input: { worker: Worker; day: string; detours: readonly Detour[]; startAt: Date },
): Promise<void> {
  const { worker, ...rest } = input;
  const { demo, person, span } = worker;
  const stops = planDay(demo, span, input.detours);
  await putDayRecords(deps, { ...rest, person: demo, employeeNo: person.employeeNo, stops });
}

async function punchDay(deps: Deps, { demo, person, span }: Worker): Promise<void> {
  const [first] = planDay(demo, span, []);
  const where = first === undefined ? {} : { where: first.at };
  const startAt = new Date(span.startAt.getTime() - minutesOf(demo, span) * 60_000);
  const endAt = new Date(span.endAt.getTime() + minutesOf(demo, span) * 30_000);
  await punch(deps, person, { kind: 'in', at: startAt, ...where });
  await punch(deps, person, { kind: 'out', at: endAt, ...where });
}

async function punchIn(deps: Deps, demo: DemoPerson, day: string): Promise<void> {
  const worker = await findWorker(demo, day);
  if (worker === null || worker.span.startAt > deps.now()) return;
  const { person, span } = worker;
  const [first] = planDay(demo, span, []);
  const at = new Date(
    Math.min(deps.now().getTime(), span.startAt.getTime() - minutesOf(demo, span) * 60_000),
  );
  await punch(deps, person, { kind: 'in', at, ...(first === undefined ? {} : { where: first.at }) });
}

/** Everyone has an own habit of coming a few minutes early. */
const minutesOf = (person: DemoPerson, span: Interval): number =>
  2 + (((person.name.codePointAt(0) ?? 0) + span.startAt.getUTCDate()) % 9);
const seqOf = (day: string): number =>
  (Math.floor(Date.parse(day) / 86_400_000) * SEQ_PER_DAY) % 1_900_000_000;

function pick(staff: readonly DemoPerson[], key: string): DemoPerson {
  const person = staff.find((one) => one.key === key);
  if (person === undefined) throw new Error(`no demo person ${key}`);
  return person;
}
