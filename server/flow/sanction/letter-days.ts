import type { LetterBody } from '../../contract/sanction.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { addWorkingDays } from '../../domain/calendar.ts';
import { standardSanction } from '../../domain/sanction/settings.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { badField } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { zoneOf } from '../company/calendar.ts';
import { procedureSettings } from '../case/case-facts.ts';
import { deadlineOf } from './letter-words.ts';

type LetterDays = Readonly<{ demand: string; unionReply: string }>;

/** First day, YYYY-MM-DD, a letter written now may name: a demand leaves the person, a notice the union, no less time than the path counts. */
export async function firstLetterDays(record: Pick<CaseRecord, 'timeZone'>, at: Date): Promise<LetterDays> {
  const today = dayOf(at, record.timeZone);
  return {
    demand: addDays(today, standardSanction.demandDays),
    unionReply: dayOf((await unionReplyDue(record, at)).at, record.timeZone),
  };
}

/** When the union's time is over that was told at `at`. */
export async function unionReplyDue(record: Pick<CaseRecord, 'timeZone'>, at: Date) {
  const { unionReplyDays } = await procedureSettings();
  return addWorkingDays(at, unionReplyDays, await zoneOf(record));
}

/** A letter that leaves too little time is not made at all: it could not be taken back. */
export async function requireTime(record: CaseRecord, body: LetterBody, at: Date): Promise<void> {
  const dueDay = deadlineOf(body);
  if (dueDay === undefined) return;
  const first = await firstLetterDays(record, at);
  const [field, day] =
    body.kind === 'demand' ? ['deadlineDay', first.demand] : ['replyDay', first.unionReply];
  if (dueDay < day) throw badField(field, rule.dayOrLater(day));
}
