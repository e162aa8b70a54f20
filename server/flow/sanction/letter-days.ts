import type { LetterBody } from '../../contract/sanction.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { addWorkingDays } from '../../domain/calendar.ts';
import { standardSanction } from '../../domain/sanction/settings.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { badField } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { zoneOf } from '../company/calendar.ts';
import { procedureSettings } from '../case/case-facts.ts';

type LetterDays = Readonly<{ demand: string; unionReply: string; termination: string }>;
type Dated = Pick<CaseRecord, 'timeZone' | 'appeal' | 'execution' | 'appealUntilAt'>;

/**
 * First day, YYYY-MM-DD, a letter written now may name: a demand leaves the person, a notice the union, no less time than the path counts;
 * no employment ends in the past or before the time to appeal is over.
 */
export async function firstLetterDays(record: Dated, at: Date): Promise<LetterDays> {
  const today = dayOf(at, record.timeZone);
  return {
    demand: addDays(today, standardSanction.demandDays),
    unionReply: dayOf((await unionReplyDue(record, at)).at, record.timeZone),
    termination: dayOf(terminationFrom(record, at), record.timeZone),
  };
}

function terminationFrom({ appeal, execution, appealUntilAt }: Dated, at: Date): Date {
  const isWindowOver = appeal?.decision !== undefined || execution !== undefined;
  return !isWindowOver && appealUntilAt !== undefined && appealUntilAt > at ? appealUntilAt : at;
}

/** When the union's time is over that was told at `at`. */
export async function unionReplyDue(record: Pick<CaseRecord, 'timeZone'>, at: Date) {
  const { unionReplyDays } = await procedureSettings();
  return addWorkingDays(at, unionReplyDays, await zoneOf(record));
}

/** A letter that leaves too little time is not made at all: it could not be taken back. */
export async function requireTime(record: CaseRecord, body: LetterBody, at: Date): Promise<void> {
  const named = namedDay(body);
  if (!named) return;
  const least = (await firstLetterDays(record, at))[named.kind];
  if (named.day < least) throw badField(named.field, rule.dayOrLater(least));
}

/** The day a letter names, and the field it was given in. */
function namedDay(body: LetterBody): { kind: keyof LetterDays; field: string; day: string } | null {
  if (body.kind === 'demand') return { kind: 'demand', field: 'deadlineDay', day: body.deadlineDay };
  if (body.kind === 'union_notice') return { kind: 'unionReply', field: 'replyDay', day: body.replyDay };
  if (body.kind !== 'termination') return null;
  return { kind: 'termination', field: 'effectiveDay', day: body.effectiveDay };
}
