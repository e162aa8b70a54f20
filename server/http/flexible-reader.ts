import {
  FlexibleStatusSchema,
  type FlexibleRegister,
  type FlexibleStatus,
  type FlexibleView,
} from '../contract/flexible.ts';
import { dayOf } from '../domain/time.ts';
import { forbidden, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findFlexible, findFlexibleShifts, type FlexibleShift } from '../store/flexible-shifts.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import type { PageScope } from '../store/page.ts';
import { findPeople, findPerson, listStaff, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { isHr, isOwnRegion } from './declaration-reader.ts';
import { readPage } from './page.ts';
import { flexibleView, type FlexibleReader } from './views/flexible-view.ts';

/**
 * How a reader relates to a request; null = may not know that it exists. The superior who was asked reads it until the days asked for are
 * over, or it was taken back.
 */
function flexibleReader(
  request: FlexibleShift,
  { subject, reader, at }: { subject: Person | null; reader: Person; at: Date },
): FlexibleReader | null {
  if (reader.id === request.personId) return 'subject';
  if (isHr(reader)) return 'hr';
  if (isOwnRegion(reader, subject)) return 'other';
  const { approverIds, answers, status, toDay } = request;
  const isAsked = approverIds.includes(reader.id) || answers.some(({ byId }) => byId === reader.id);
  if (!isAsked || !subject || subject.leaderOpenId !== reader.openId) return null;
  return status !== 'withdrawn' && toDay >= dayOf(at, subject.timeZone) ? 'other' : null;
}

/** The request for this reader; somebody else's look is in the person's ledger (R16). */
export async function readFlexible(deps: Deps, id: string, reader: Person): Promise<FlexibleView> {
  const request = await findFlexible(id);
  const subject = request && (await findPerson(request.personId));
  const as = request && flexibleReader(request, { subject, reader, at: deps.now() });
  if (!request || !as) throw notFound('flexible shift');
  await recordRead({ ...look(request.personId, reader), at: deps.now() });
  return flexibleView(request, { reader: as, today: dayOf(deps.now(), reader.timeZone) });
}

const look = (personId: string, reader: Person) => ({
  personId,
  readerId: reader.id,
  what: 'flexible_shift',
  purpose: 'flexible_shift',
});

const LIST_LIMIT = 200;
/** What waits or holds comes before what is over. */
const LIVE: readonly FlexibleStatus[] = ['pending', 'approved'];
const OVER = FlexibleStatusSchema.options.filter((status) => !LIVE.includes(status));

/** All requests for HR, those of the own region for its manager; each look is in the ledger of whom it is about, once an hour (R16). */
export async function listFlexibleRegister(
  deps: Deps,
  reader: Person,
  after: unknown,
): Promise<FlexibleRegister> {
  if (!isHr(reader) && !reader.roles.includes('area_manager')) throw forbidden('not_your_role');
  const whose = isHr(reader) ? {} : { personIds: await regionOf(reader) };
  const part = (statuses: readonly FlexibleStatus[]) => ({
    limit: LIST_LIMIT,
    list: (scope: PageScope) => findFlexibleShifts({ ...whose, statuses, ...scope }),
    endOf: ({ submittedAt, id }: FlexibleShift) => ({ at: submittedAt, id }),
  });
  const { items, next } = await readPage(after, [part(LIVE), part(OVER)]);
  const people = new Map(
    (await findPeople(items.map(({ personId }) => personId))).map((one) => [one.id, one]),
  );
  const regions = new Map((await getOrgMapping()).regions.map(({ id, name }) => [id, name]));
  await noteLooks(deps, reader, [...people.keys()]);
  const today = dayOf(deps.now(), reader.timeZone);
  const at = deps.now();
  return {
    rows: items.map((request) => {
      const person = people.get(request.personId);
      const regionName = regions.get(person?.regionId ?? '');
      return {
        ...flexibleView(request, {
          reader: flexibleReader(request, { subject: person ?? null, reader, at }) ?? 'other',
          today,
        }),
        person: {
          name: person?.name ?? '',
          employeeNo: person?.employeeNo ?? '',
          ...(regionName !== undefined && { regionName }),
        },
      };
    }),
    ...next,
  };
}

async function noteLooks(deps: Deps, reader: Person, personIds: readonly string[]): Promise<void> {
  const at = deps.now();
  const hour = at.toISOString().slice(0, 13);
  await Promise.all(
    personIds.map((personId) =>
      recordRead({ ...look(personId, reader), at }, `flexible:${reader.id}:${personId}:${hour}`),
    ),
  );
}

async function regionOf(reader: Person): Promise<string[]> {
  return (await listStaff()).filter((one) => isOwnRegion(reader, one)).map(({ id }) => id);
}
