import { isDeepStrictEqual } from 'node:util';
import { CaseStateSchema, type CaseState } from '../../contract/case.ts';
import { isEnded } from '../../domain/case/case.ts';
import { deriveDeadlines } from '../../domain/case/deadlines.ts';
import { recountRows } from '../../domain/case/recount.ts';
import { reminderDue } from '../../domain/case/reminders.ts';
import { openWaitOf } from '../../domain/case/waits.ts';
import { saveDeadlines, saveReminder } from '../../store/case-clocks.ts';
import { listCasesIn, type CaseRecord } from '../../store/cases.ts';
import { tendDeciders } from './appeal-deciders.ts';
import { caseRules, factsOf, type CaseRules } from './case-facts.ts';
import { zoneWith } from '../company/calendar.ts';
import { endExplanation, mayEndExplanation } from '../case.ts';
import { moveAudit } from './case-step.ts';
import { endOpenWait } from './case-wait.ts';
import { tendWay } from './case-way.ts';
import type { Pending } from '../../store/pending.ts';
import { EXPLAIN_SOON } from '../card/card-contact.ts';
import { closeExecuted } from '../decision.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { tendEach } from '../each-of.ts';

const PAGE = 200;
const UNDER_WAY = CaseStateSchema.options.filter((state) => !isEnded(state));

/**
 * Every minute, for every case under way: its deadlines are derived anew from the data, so that neither a lost job nor a changed calendar
 * or roster loses one; what time alone moves is moved; the reminder whose time has come is queued.
 */
export async function tendCases(deps: Deps): Promise<void> {
  const rules = await caseRules();
  await tendEach('cases', casesUnderWay(), (record) => tendCase(deps, record, rules));
}

/** A state at a time: ended cases are never read, however many there are. */
async function* casesUnderWay(): AsyncGenerator<CaseRecord> {
  for (const state of UNDER_WAY) yield* casesIn(state);
}

async function* casesIn(state: CaseState): AsyncGenerator<CaseRecord> {
  let after = '';
  for (;;) {
    const page = await listCasesIn(state, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}

async function tendCase(deps: Deps, found: CaseRecord, rules: CaseRules): Promise<void> {
  const at = deps.now();
  const record = await tendWay(deps, await refreshDeadlines(deps, found, rules));
  if (mayEndExplanation(record, at)) return void (await endExplanation(deps, record));
  const wait = openWaitOf(record);
  if (wait?.kind === 'leave' && at >= wait.dueAt)
    return void (await endOpenWait(deps, SYSTEM, { caseId: record.id, reason: 'wait_over' }));
  await tendDeciders(deps, record);
  if (record.state === 'executed') await closeExecuted(deps, record);
  else await remind(record, at, rules);
}

async function refreshDeadlines(deps: Deps, record: CaseRecord, rules: CaseRules): Promise<CaseRecord> {
  const { clock, explanationDueAt, appealUntilAt } = record;
  const known = {
    ...(clock && { clock }),
    ...(explanationDueAt && { explanationDueAt }),
    ...(appealUntilAt && { appealUntilAt }),
  };
  const derived = deriveDeadlines(record, await factsOf(record, rules), deps.now());
  if (isDeepStrictEqual(known, derived)) return record;
  const shown = [derived.explanationDueAt, derived.clock?.dueAt].map((dueAt) => +(dueAt ?? 0));
  const isShown = isDeepStrictEqual(
    [shown, derived.clock?.kind],
    [[explanationDueAt, clock?.dueAt].map((dueAt) => +(dueAt ?? 0)), clock?.kind],
  );
  const id = [record.id, record.version, 'deadlines', derived.clock?.kind ?? '', ...shown].join(':');
  const rows = recountRows(record, derived, deps.now());
  const audits = rows.map((row, index) => moveAudit(record, row, `${id}:audit:${index}`));
  const refresh: Pending[] = isShown ? [] : [{ id, kind: 'refresh' }];
  await saveDeadlines(record, derived, { rows, pending: [...audits, ...refresh] });
  return { ...record, ...derived, history: [...record.history, ...rows] };
}

async function remind(record: CaseRecord, at: Date, rules: CaseRules): Promise<void> {
  if (!record.clock || record.clock.kind === 'appeal_window') return;
  const { urgentAfterMin } = rules.settings;
  const step = reminderDue(record.clock, at, { urgentAfterMin, zone: zoneWith(rules.ownDays, record) });
  const isForThePerson = step === 'most' && record.clock.kind === 'explanation' && !record.explanation;
  if (step) await saveReminder(record, step, isForThePerson ? [EXPLAIN_SOON] : []);
}
