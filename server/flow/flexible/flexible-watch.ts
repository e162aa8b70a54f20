import { isOfficeTime } from '../../domain/calendar.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import { findHoldingFlexible, findWaitingFlexible, saveFlexibleDue } from '../../store/flexible-approvals.ts';
import { updateFlexible, type FlexibleShift } from '../../store/flexible-shifts.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson, listDeparted, type Person } from '../../store/people.ts';
import { zoneOf } from '../company/calendar.ts';
import { recountOf } from '../company/recount.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { eachOf, tendEach } from '../each-of.ts';
import { takeGivenAnswer } from '../approval/given-answer.ts';
import { flexibleTopic } from './answer-flexible.ts';
import { flexibleRequestOf } from './ask-flexible.ts';
import { askAgainFlexible } from './flexible-answer.ts';
import { writeEnd } from './flexible-end.ts';
import { askFlexible, flexibleAudit } from './flexible-parts.ts';

const BATCH = 500;
/** Leavers looked at each minute, those who left last first. */
const LATEST_LEAVERS = 100;
/** Days after its last one until which a late yes may still clear what was judged. */
const LATE_DAYS = 7;

/** What time does to requests: an overdue answer is asked of HR, one that is over lapses, and those of people who left end. */
export async function watchFlexible(deps: Deps, { batch } = { batch: BATCH }): Promise<void> {
  const waiting = eachOf(batch, findWaitingFlexible, ({ submittedAt, id }) => ({ at: submittedAt, id }));
  try {
    await tendEach('flexible shifts', waiting, (request) => watchWaiting(deps, request));
  } finally {
    await endThoseOfLeavers(deps, batch);
  }
}

async function watchWaiting(deps: Deps, found: FlexibleShift): Promise<void> {
  const person = await findPerson(found.personId);
  if (!person?.isActive) {
    await writeEnd(deps, found, { actor: SYSTEM, event: 'withdraw' });
    return;
  }
  const at = deps.now();
  const lastDay = addDays(found.lastDay, LATE_DAYS);
  if (lastDay < dayOf(at, person.timeZone)) {
    if (await isAnswered(deps, found, instantOf(addDays(lastDay, 1), '00:00', person.timeZone))) return;
    await writeEnd(deps, found, { actor: SYSTEM, event: 'lapse', slot: 'result' });
    return;
  }
  const request = await recount(deps, found, person);
  const { step = 'hr', approverIds, dueAt, escalatedAt } = request;
  const isLate = dueAt !== undefined && dueAt <= at && escalatedAt === undefined;
  if (isLate) {
    // The answer stays overdue; the next one is asked when there is somebody at work to ask.
    if (!isOfficeTime(at, await zoneOf({ timeZone: await getTimeZone() }))) return;
    if (await isAnswered(deps, request, dueAt)) return;
    const answer = { step, result: 'no_answer', at, byId: approverIds[0] ?? SYSTEM.personId } as const;
    await askAgainFlexible(deps, { request, person }, { answer, step: 'hr', isEscalated: true });
  } else if (approverIds.length === 0) await askSomebody(deps, request, person);
}

const isAnswered = (deps: Deps, found: FlexibleShift, dueAt: Date): Promise<boolean> =>
  takeGivenAnswer(deps, flexibleTopic, { request: flexibleRequestOf(found), dueAt });

async function recount(deps: Deps, request: FlexibleShift, person: Person): Promise<FlexibleShift> {
  const moved = await recountOf(deps, request, person);
  if (!moved) return request;
  const { dueAt, auditId, entry } = moved;
  const change = { ...entry, action: 'flexible.recount', from: 'pending', to: 'pending' };
  await saveFlexibleDue(request, dueAt, [{ ...flexibleAudit(request, change), id: auditId }]);
  return { ...request, dueAt };
}

/** Nobody could be asked before. */
async function askSomebody(deps: Deps, request: FlexibleShift, person: Person): Promise<void> {
  const { step = 'hr' } = request;
  const asked = await askFlexible(deps, request, { person, step });
  if (asked.pending.length === 0) return;
  const change = { at: deps.now(), actorId: SYSTEM.personId, action: 'flexible.ask', to: `pending:${step}` };
  const pending = [flexibleAudit(request, change), ...asked.pending];
  await updateFlexible(request, { set: asked.set, pending });
}

async function endThoseOfLeavers(deps: Deps, limit: number): Promise<void> {
  const today = dayOf(deps.now(), await getTimeZone());
  const left = (await listDeparted({ limit: LATEST_LEAVERS })).map(({ id }) => id);
  if (left.length === 0) return;
  for (const request of await findHoldingFlexible({ fromDay: addDays(today, 1), personIds: left }, { limit }))
    await writeEnd(deps, request, { actor: SYSTEM, event: 'end' });
}
