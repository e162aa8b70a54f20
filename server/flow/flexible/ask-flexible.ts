import { flowZh } from '../../contract/texts/flow.zh.ts';
import { wallClock } from '../../domain/expected-days.ts';
import { plannedShifts } from '../../domain/flexible-hours.ts';
import { hoursOf } from '../../domain/flexed-days.ts';
import type { DaySchedule } from '../../domain/working-time.ts';
import { flexibleForm } from '../../feishu/approval-forms.ts';
import { saveFlexibleInstance } from '../../store/flexible-approvals.ts';
import { findFlexible, type FlexibleShift } from '../../store/flexible-shifts.ts';
import { findPerson } from '../../store/people.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import { ownRequestOf } from '../approval/own-request.ts';
import type { Deps } from '../deps.ts';
import { previewFlexible } from './flexible-facts.ts';
import { daysText, flexibleSettings } from './flexible-parts.ts';

/** Different shifts of the asked days that the form names. */
const MOST_SHOWN = 4;

/** The superior, and HR where there is none or no answer, is asked about other hours. */
export const flexibleQuestion: ApprovalQuestion = {
  kind: 'flexible',
  findWaiting: async (id) => {
    const request = await findFlexible(id);
    const isAsked = request?.status === 'pending' && request.approverIds.length > 0;
    return isAsked ? flexibleRequestOf(request) : null;
  },
  draft: async (deps, { documentId }) => {
    const request = await findFlexible(documentId);
    if (!request) throw new Error('a request that is gone asks for nothing');
    const { id, personId, reason = 'private', note, answers } = request;
    const person = await findPerson(personId);
    const said = answers.some(({ result }) => result === 'no_answer') ? flowZh.flexible.noAnswer : undefined;
    return flexibleForm({
      person: person?.name ?? personId,
      period: daysText(request),
      ...(await shiftTexts(deps, request)),
      reason: flowZh.flexibleReasons[reason],
      note: [note, said].filter((line) => line !== undefined).join('\n'),
      link: `${deps.publicUrl}/console/#/flexible-shifts/${id}`,
    });
  },
  noteInstance: ({ documentId, requestId }, instanceCode) =>
    saveFlexibleInstance(documentId, requestId, instanceCode),
};

export const flexibleRequestOf = (request: FlexibleShift): ApprovalRequest => ownRequestOf(request);

/** The hours asked for and the present ones, as the attendance has them now. */
async function shiftTexts(deps: Deps, request: FlexibleShift): Promise<{ hours: string; before: string }> {
  const person = await findPerson(request.personId);
  const settings = await flexibleSettings();
  const preview =
    person && (await previewFlexible(deps, person, { asked: request, settings, exceptId: request.id }));
  const days = preview?.days ?? [];
  const hours = textOf(days.map(({ after }) => after));
  const before = textOf(days.map(({ before: now }) => now));
  const { startTime, endTime } = request;
  return {
    hours: hours === '' ? `${startTime}-${endTime}` : hours,
    before: before === '' ? flowZh.flexible.noShift : before,
  };
}

/** Each different shift once: `09:00-18:00 (12:00-13:00) 8 h`. */
function textOf(schedules: readonly DaySchedule[]): string {
  const texts = schedules.flatMap((schedule) => {
    const { day, timeZone } = schedule;
    const clock = (at: Date): string => wallClock(at, day, timeZone);
    const shifts = plannedShifts(schedule).map(({ startAt, endAt, breaks }) => {
      const rests = breaks.map((rest) => `${clock(rest.startAt)}-${clock(rest.endAt)}`);
      return `${clock(startAt)}-${clock(endAt)}${rests.length > 0 ? ` (${rests.join(', ')})` : ''}`;
    });
    return shifts.length === 0 ? [] : [`${shifts.join(' + ')} ${hoursOf(schedule)} h`];
  });
  return [...new Set(texts)].slice(0, MOST_SHOWN).join('; ');
}
