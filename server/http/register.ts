import type { Whose } from '../contract/asked.ts';
import { forbidden } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import type { PageScope } from '../store/page.ts';
import { findPeople, listStaff, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { readPage } from './page.ts';

export const isHr = ({ roles }: Person): boolean => roles.includes('hr') || roles.includes('hr_lead');

export function isOwnRegion(reader: Person, subject: Person | null): boolean {
  return (
    reader.roles.includes('area_manager') &&
    reader.regionId !== undefined &&
    reader.regionId === subject?.regionId
  );
}

/** Name, number and region, for others than the person. */
export async function whoseOf(subject: Person | null): Promise<Whose> {
  return whoseIn(await regionNames(), subject);
}

function whoseIn(regions: ReadonlyMap<string, string>, subject: Person | null | undefined): Whose {
  const regionName = regions.get(subject?.regionId ?? '');
  return {
    name: subject?.name ?? '',
    employeeNo: subject?.employeeNo ?? '',
    ...(regionName !== undefined && { regionName }),
  };
}

type Request = Readonly<{ id: string; personId: string; submittedAt: Date }>;
type RegisterPart<T> = Readonly<{
  limit: number;
  list: (filter: Readonly<{ personIds?: readonly string[] }> & PageScope) => Promise<readonly T[]>;
}>;
type Row<T> = Readonly<{ request: T; subject: Person | null; person: Whose }>;

/** A page of requests: all for HR, those of the own region for its manager; each look is in the ledger of whom it is about, once an hour (R16). */
export async function readRegister<T extends Request>(
  deps: Deps,
  reader: Person,
  { after, what, parts }: Readonly<{ after: unknown; what: string; parts: readonly RegisterPart<T>[] }>,
): Promise<Readonly<{ rows: Row<T>[]; next: Readonly<{ next?: string }> }>> {
  if (!isHr(reader) && !reader.roles.includes('area_manager')) throw forbidden('not_your_role');
  const whose = isHr(reader) ? {} : { personIds: await regionOf(reader) };
  const { items, next } = await readPage(
    after,
    parts.map(({ limit, list }) => ({
      limit,
      list: (scope: PageScope) => list({ ...whose, ...scope }),
      endOf: ({ submittedAt, id }: T) => ({ at: submittedAt, id }),
    })),
  );
  const found = await findPeople(items.map(({ personId }) => personId));
  const people = new Map(found.map((one) => [one.id, one]));
  await noteLooks(deps, reader, { what, personIds: [...people.keys()] });
  const regions = await regionNames();
  const rows = items.map((request) => {
    const subject = people.get(request.personId) ?? null;
    return { request, subject, person: whoseIn(regions, subject) };
  });
  return { rows, next };
}

/** Enters the looks at these people's data in their ledgers, once an hour. */
export async function noteLooks(
  deps: Deps,
  { id: readerId }: Person,
  { what, personIds }: Readonly<{ what: string; personIds: readonly string[] }>,
): Promise<void> {
  const at = deps.now();
  await Promise.all(
    personIds.map((personId) =>
      recordRead({ personId, readerId, what, purpose: what, at }, onceAnHour(at, [what, readerId, personId])),
    ),
  );
}

/** The id of a look that is entered once an hour: a page that stays open looks again each minute. */
export const onceAnHour = (at: Date, of: readonly string[]): string =>
  [...of, at.toISOString().slice(0, 13)].join(':');

const regionNames = async (): Promise<Map<string, string>> =>
  new Map((await getOrgMapping()).regions.map(({ id, name }) => [id, name]));

async function regionOf(reader: Person): Promise<string[]> {
  return (await listStaff()).filter((one) => isOwnRegion(reader, one)).map(({ id }) => id);
}
