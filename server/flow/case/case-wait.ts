import type { WaitBody } from '../../contract/case-bodies.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import type { CaseChanges } from '../../domain/case/move.ts';
import { endWait, isWaiting, standardWaitDays } from '../../domain/case/waits.ts';
import { addWorkingDays } from '../../domain/calendar.ts';
import { addDays, dayOf, endOfDay } from '../../domain/time.ts';
import { badField, conflict } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { factsOf } from './case-facts.ts';
import { loadCase, stepCase } from './case-step.ts';
import type { Actor, Deps } from '../deps.ts';

/** A correction may be given a month (Rudong, He Ting), a union ten working days: twice the longest is enough for all. */
const LONGEST_WAIT_DAYS = 60;

/** HR waits for something outside: the procedure's clock stands still, the wait's own runs. */
export async function startWait(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: WaitBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, kind, reason } = input.body;
  const startedAt = deps.now();
  const due = await waitDue(record, input.body, startedAt);
  const wait = { kind, startedAt, ...due, byId: actor.personId, reason };
  return stepCase(deps, record, {
    event: 'wait',
    actor,
    version,
    waitFor: kind,
    reason: `${kind} ${reason}`,
    changes: { waits: [...(record.waits ?? []), wait] },
  });
}

/** What was waited for has come, or its time is over: the procedure's clock goes on. */
export async function endOpenWait(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version?: number; reason: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, reason } = input;
  return stepCase(deps, record, {
    event: 'resume',
    actor,
    ...(version !== undefined && { version }),
    reason,
    changes: waitsEnded(record, deps.now()),
  });
}

/** Whatever ends a case ends what it waits for. */
export function waitsEnded(record: CaseRecord, at: Date): CaseChanges {
  return isWaiting(record) ? { waits: endWait(record.waits, at) } : {};
}

async function waitDue(record: CaseRecord, { kind, dueDay }: WaitBody, at: Date) {
  const { zone, settings } = await factsOf(record);
  const today = dayOf(at, zone.timeZone);
  if (dueDay !== undefined) {
    if (dueDay <= today || dueDay > addDays(today, LONGEST_WAIT_DAYS))
      throw badField('dueDay', rule.daysAfterToday(LONGEST_WAIT_DAYS));
    return { dueAt: endOfDay(dueDay, zone.timeZone), certain: true };
  }
  const days = standardWaitDays(kind, settings);
  if (days === null) throw conflict('due_day_missing');
  const { at: dueAt, certain } = addWorkingDays(at, days, zone);
  return { dueAt, certain, workingDays: days };
}
