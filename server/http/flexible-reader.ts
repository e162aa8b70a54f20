import {
  FlexibleStatusSchema,
  type FlexibleRegister,
  type FlexibleStatus,
  type FlexibleView,
} from '../contract/flexible.ts';
import { dayOf } from '../domain/time.ts';
import { notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findFlexible, findFlexibleShifts, type FlexibleShift } from '../store/flexible-shifts.ts';
import type { PageScope } from '../store/page.ts';
import { findPerson, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { isHr, isOwnRegion, readRegister, whoseOf } from './register.ts';
import { flexibleView, type FlexibleReader } from './views/flexible-view.ts';

/**
 * How a reader relates to a request; null = may not know that it exists. The superior who was asked, or the region's manager in their
 * place, reads it whole until the days asked for are over, or it was taken back.
 */
function flexibleReader(
  request: FlexibleShift,
  { subject, reader, at }: { subject: Person | null; reader: Person; at: Date },
): FlexibleReader | null {
  if (reader.id === request.personId) return 'subject';
  if (isHr(reader)) return 'hr';
  if (!subject) return null;
  const { approverIds, answers, status, toDay } = request;
  const isOfRegion = isOwnRegion(reader, subject);
  const isAsked = approverIds.includes(reader.id) || answers.some(({ byId }) => byId === reader.id);
  const isOpen = status !== 'withdrawn' && toDay >= todayOf(subject, at);
  if (isAsked && isOpen && (isOfRegion || subject.leaderOpenId === reader.openId)) return 'asked';
  return isOfRegion ? 'region' : null;
}

/** The request for this reader; somebody else's look is in the person's ledger (R16). */
export async function readFlexible(deps: Deps, id: string, reader: Person): Promise<FlexibleView> {
  const request = await findFlexible(id);
  const subject = request && (await findPerson(request.personId));
  const at = deps.now();
  const as = request && flexibleReader(request, { subject, reader, at });
  if (!request || !as) throw notFound('flexible_shift');
  const what = 'flexible_shift';
  await recordRead({ personId: request.personId, readerId: reader.id, what, purpose: what, at });
  const view = flexibleView(request, { reader: as, today: todayOf(subject ?? reader, at) });
  return as === 'subject' ? view : { ...view, person: await whoseOf(subject) };
}

const LIST_LIMIT = 200;
/** What waits or holds comes before what is over. */
const LIVE: readonly FlexibleStatus[] = ['pending', 'approved'];
const OVER = FlexibleStatusSchema.options.filter((status) => !LIVE.includes(status));

/** All requests for HR, the hours of those of the own region for its manager. */
export async function listFlexibleRegister(
  deps: Deps,
  reader: Person,
  after: unknown,
): Promise<FlexibleRegister> {
  const part = (statuses: readonly FlexibleStatus[]) => ({
    limit: LIST_LIMIT,
    list: (filter: PageScope & { personIds?: readonly string[] }) =>
      findFlexibleShifts({ ...filter, statuses }),
  });
  const parts = [part(LIVE), part(OVER)];
  const { rows, next } = await readRegister(deps, reader, { after, what: 'flexible_shift', parts });
  const at = deps.now();
  return {
    rows: rows.map(({ request, subject, person }) => {
      const as = flexibleReader(request, { subject, reader, at }) ?? 'region';
      return { ...flexibleView(request, { reader: as, today: todayOf(subject ?? reader, at) }), person };
    }),
    ...next,
  };
}

const todayOf = ({ timeZone }: Person, at: Date): string => dayOf(at, timeZone);
