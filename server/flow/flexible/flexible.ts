import type { FlexibleBody, FlexibleFault } from '../../contract/flexible.ts';
import { flexibleFaults } from '../../contract/texts/flexible-faults.ts';
import { dueFrom } from '../../domain/due.ts';
import { conflict, invalidInput } from '../../errors.ts';
import {
  countFlexible,
  findFlexible,
  insertFlexible,
  type FlexibleShift,
} from '../../store/flexible-shifts.ts';
import type { Person } from '../../store/people.ts';
import { findAnswerers } from '../approval/answerers.ts';
import { codeOf } from '../approval/approval.ts';
import { requireFewAsked } from '../approval/few-asked.ts';
import { zoneOf } from '../company/calendar.ts';
import type { Deps } from '../deps.ts';
import { digestOf } from '../digest-of.ts';
import { inTurn } from '../in-turn.ts';
import { previewFlexible } from './flexible-facts.ts';
import { askFlexible, flexibleAudit, flexibleSettings } from './flexible-parts.ts';

/** A person asks for other hours; the superior answers in the chat. The same id again is the same request. */
export const requestFlexible = (deps: Deps, person: Person, body: FlexibleBody): Promise<FlexibleShift> =>
  inTurn(`flexible:${person.id}`, () => requestOnce(deps, person, body));

async function requestOnce(deps: Deps, person: Person, body: FlexibleBody): Promise<FlexibleShift> {
  const { id, note, ...rest } = body;
  const weekdays = [...new Set(body.weekdays)].toSorted((a, b) => a - b);
  const asked = { ...rest, weekdays, ...(note !== undefined && { note }) };
  const digest = digestOf([Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  const known = await findFlexible(id);
  if (known) return sameAs(known, { person, digest });
  await requireFewAsked(deps, (sinceAt) => countFlexible(person.id, sinceAt));
  codeOf(deps, 'flexible');
  const settings = await flexibleSettings();
  const { faults, answerBy } = await previewFlexible(deps, person, { asked, settings });
  if (faults.length > 0) throw refused(faults);
  const at = deps.now();
  const base = { id, personId: person.id, version: -1, answers: [] } as const;
  const managers = await findAnswerers(base, { person, step: 'manager' });
  const question = await askFlexible(deps, base, { person, step: managers.length > 0 ? 'manager' : 'hr' });
  if (question.set.approverIds.length === 0) throw conflict('no_approver');
  const counted = {
    fromAt: at,
    workingDays: settings.answerDays,
    ...(answerBy && { latestAt: answerBy }),
  };
  const audit = flexibleAudit(base, { at, actorId: person.id, action: 'flexible.submit', to: 'pending' });
  const saved = await insertFlexible({
    ...base,
    ...asked,
    ...question.set,
    version: 0,
    digest,
    lastDay: asked.toDay,
    status: 'pending',
    submittedAt: at,
    ...dueFrom(counted, await zoneOf(person)),
    pending: [audit, ...question.pending],
    sent: [],
  });
  if (!saved) throw refused([{ field: 'fromDay', code: 'overlaps_request' }]);
  if (saved.created) await deps.enqueue({ name: 'relay' });
  return sameAs(saved.request, { person, digest });
}

function sameAs(
  request: FlexibleShift,
  { person, digest }: { person: Person; digest: string },
): FlexibleShift {
  if (request.personId !== person.id || request.digest !== digest) throw conflict('flexible_conflict');
  return request;
}

const refused = (faults: readonly FlexibleFault[]) =>
  invalidInput(faults.map((fault) => ({ field: fault.field, reason: reasonOf(fault), zh: inZh(fault) })));

/** For readers of the API; the app has a sentence for each code in its language. */
function reasonOf({ code, day, hours, limit }: FlexibleFault): string {
  const where = day === undefined ? '' : ` on ${day}`;
  const much = hours === undefined ? '' : `: ${hours}`;
  return `${code}${where}${much}${limit === undefined ? '' : ` (at most ${limit})`}`;
}

const inZh = ({ code, day = '', hours = 0, limit = 0 }: FlexibleFault): string =>
  flexibleFaults.zh[code]({ day, hours, limit });
