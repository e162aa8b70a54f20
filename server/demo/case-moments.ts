import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { contactCase } from '../flow/case.ts';
import { declareSideJob } from '../flow/declare/declare.ts';
import type { Deps } from '../flow/deps.ts';
import { sweep } from '../flow/sweep.ts';
import { listCases } from '../store/cases.ts';
import { findDeclaration } from '../store/declarations.ts';
import { findPeople } from '../store/people.ts';
import { centerOf } from './day-plan.ts';
import { DECLARED, HR, MUST_EXPLAIN } from './people.ts';
import { simulateFixes, type SimulatedFix } from './simulate-day.ts';
import { buildSituations, DECLARED_PLACE, lateDataOf } from './situations.ts';
import { actorOf, findDemoPerson, sendFixes } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV7Of } from './uuid.ts';

/** Somebody decides in the tenant's approval list. */
export type Approve = (decision: {
  openId: string;
  instanceCode: string;
  decision: 'APPROVED' | 'REJECTED';
  comment: string;
}) => Promise<void>;

const COARSE_STEP_MS = 12 * 60_000;
const MIN_MS = 60_000;
const MORNINGS_AGO = [1, 2, 3];

/** What people did about the situations before the demo begins. */
export function caseMoments(input: { startAt: Date; approve: Approve }): Moment[] {
  const situations = buildSituations(input.startAt);
  const judged = Object.values(situations).map(({ sentAt }) => ({ at: later(sentAt, 2), run: sweep }));
  const contactAt = instantOf(situations.mustExplain.day, '17:00', DEMO_ZONE);
  return [
    ...judged,
    ...declaration(input),
    ...lateData(input.startAt),
    { at: contactAt, run: contactMustExplain },
    { at: later(contactAt, 1), run: sweep },
    ...MORNINGS_AGO.flatMap((daysAgo) => {
      const at = instantOf(addDays(dayOf(input.startAt, DEMO_ZONE), -daysAgo), '10:30', DEMO_ZONE);
      return [
        { at, run: contactOpen },
        { at: later(at, 1), run: sweep },
      ];
    }),
  ];
}

/** Each morning HR writes to whoever a case was opened about since; today's are left to the visitor. */
async function contactOpen(deps: Deps): Promise<void> {
  const hr = await actorOf(HR);
  for (const { id, contact } of await listCases({ states: ['open', 'explaining'], limit: 50 }))
    if (contact === undefined) await contactCase(deps, hr, { caseId: id });
}

/** HR has written to the person who must explain. */
async function contactMustExplain(deps: Deps): Promise<void> {
  const person = await findDemoPerson(MUST_EXPLAIN);
  const [found] = await listCases({ personId: person.id, limit: 1 });
  if (found === undefined) throw new Error('the demo case that waits for an explanation was not opened');
  await contactCase(deps, await actorOf(HR), { caseId: found.id, version: found.version });
}

/** A side job declared nine days ago, agreed to by the manager that day and by HR the next: it silences the stay at its place. */
function declaration({ startAt, approve }: { startAt: Date; approve: Approve }): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const declaredAt = instantOf(addDays(today, -9), '11:00', DEMO_ZONE);
  const id = uuidV7Of(declaredAt, DECLARED);
  const declare = async (deps: Deps): Promise<void> => {
    await declareSideJob(deps, await findDemoPerson(DECLARED), {
      id,
      kind: 'platform_gig',
      employer: '社区团购自提点',
      placeExternalId: DECLARED_PLACE,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startTime: '15:00',
      endTime: '18:00',
      fromDay: addDays(today, -9),
      toDay: addDays(today, 80),
      note: '午后空档代收团购包裹，不影响配送',
    });
  };
  const answer = (comment: string) => async (): Promise<void> => {
    const { instanceCode, approverIds } = (await findDeclaration(id)) ?? { approverIds: [] };
    const [approver] = await findPeople(approverIds);
    if (instanceCode === undefined || approver === undefined)
      throw new Error('the demo declaration has no approval');
    await approve({ openId: approver.openId, instanceCode, decision: 'APPROVED', comment });
  };
  const managerAt = instantOf(addDays(today, -9), '15:00', DEMO_ZONE);
  const hrAt = instantOf(addDays(today, -8), '10:00', DEMO_ZONE);
  return [
    { at: declaredAt, run: declare },
    { at: later(declaredAt, 1), run: sweep },
    { at: managerAt, run: answer('不影响配送班次') },
    { at: later(managerAt, 1), run: sweep },
    { at: hrAt, run: answer('同意；仅限代收包裹，不得在排班时间配送') },
    { at: later(hrAt, 1), run: sweep },
  ];
}

/** Network positions first put the person at a rival; the phone's own satellite fixes come hours later and clear it. */
function lateData(startAt: Date): Moment[] {
  const late = lateDataOf(startAt);
  const send = (fixes: readonly SimulatedFix[], fromSeq: number) => async (deps: Deps) => {
    const person = await findDemoPerson(late.personKey);
    await sendFixes(deps, person, { install: `${person.openId}:${late.day}`, fixes, fromSeq });
  };
  const span = { fromMs: late.coarse.startAt.getTime(), toMs: late.coarse.endAt.getTime() };
  const coarse = simulateFixes({
    seed: 'coarse',
    stops: [{ at: centerOf(late.coarse.placeId), ...span }],
    stepMs: COARSE_STEP_MS,
  }).map((fix) => ({ ...fix, accuracyM: 25 }));
  const satellite = simulateFixes({
    seed: 'satellite',
    stops: [{ at: centerOf(late.customerId), fromMs: span.fromMs + MIN_MS, toMs: span.toMs + MIN_MS }],
    stepMs: 2 * MIN_MS,
  });
  return [
    { at: late.coarseSentAt, run: send(coarse, 0) },
    { at: later(late.coarseSentAt, 2), run: sweep },
    { at: late.lateSentAt, run: send(satellite, coarse.length) },
    { at: later(late.lateSentAt, 2), run: sweep },
  ];
}

const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MIN_MS);
