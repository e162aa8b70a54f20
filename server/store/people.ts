import type { Role } from '../contract/person.ts';
import { askForRows, askTogether } from './ask-together.ts';
import { behind, type PageScope } from './page.ts';
import type { Pending } from './pending.ts';
import { People, toPeople, toPerson, type Person, type PersonDoc } from './people-model.ts';

export type { Person } from './people-model.ts';

/** Kinds of staff that are judged. */
const STAFF = ['promoter', 'rep', 'rider'] as const;
const WRITE_SIZE = 500;
const optional = [
  'isRegional',
  'regionId',
  'storePlaceId',
  'storeSinceAt',
  'leaderOpenId',
  'leftAt',
] as const;

/** Creates or replaces the person of this id; `pending` joins what waits already. */
export async function savePerson(person: Person, pending: readonly Pending[] = []): Promise<void> {
  await savePeople([{ person, pending }]);
}

/** The same for many people, in writes of at most 500. */
export async function savePeople(
  changes: readonly Readonly<{ person: Person; pending: readonly Pending[] }>[],
): Promise<void> {
  for (let from = 0; from < changes.length; from += WRITE_SIZE) {
    const part = changes.slice(from, from + WRITE_SIZE);
    await People.bulkWrite(
      part.map(({ person: { id, ...fields }, pending }) => {
        const absent = optional.filter((name) => fields[name] === undefined);
        const update = {
          $set: fields,
          ...(absent.length > 0 && { $unset: Object.fromEntries(absent.map((name) => [name, 1])) }),
          ...(pending.length > 0 && { $push: { pending: { $each: [...pending] } } }),
        };
        return { updateOne: { filter: { _id: id }, update, upsert: true } };
      }),
      { ordered: false },
    );
  }
}

/** Ends a person's time here, once; `pending` is written only then. */
export async function leavePerson(id: string, leftAt: Date, pending: readonly Pending[]): Promise<boolean> {
  const { modifiedCount } = await People.updateOne(
    { _id: id, isActive: true },
    { $set: { isActive: false, leftAt }, $push: { pending: { $each: [...pending] } } },
  );
  return modifiedCount === 1;
}

export async function findPerson(id: string): Promise<Person | null> {
  return toPerson((await askById(id)) ?? null);
}

const askById = askTogether(async (ids) => {
  const found = await People.find({ _id: { $in: ids } }).lean<PersonDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

export async function findPersonByOpenId(openId: string): Promise<Person | null> {
  return toPerson((await askByOpenId(openId)) ?? null);
}

const askByOpenId = askTogether(async (openIds) => {
  const found = await People.find({ openId: { $in: openIds } }).lean<PersonDoc[]>();
  return new Map(found.map((one) => [one.openId, one]));
});

/** By the id the attendance system uses. */
export async function findPersonByUserId(userId: string): Promise<Person | null> {
  return toPerson(await People.findOne({ userId }).sort({ isActive: -1 }).lean<PersonDoc>());
}

export async function findPersonByEmployeeNo(employeeNo: string): Promise<Person | null> {
  const [found] = await askByEmployeeNo(employeeNo);
  return toPerson(found ?? null);
}

const askByEmployeeNo = askForRows(
  (one: PersonDoc) => one.employeeNo,
  (employeeNos) =>
    People.find({ employeeNo: { $in: employeeNos } })
      .sort({ isActive: -1 })
      .lean<PersonDoc[]>(),
);

export async function findPeople(ids: readonly string[]): Promise<Person[]> {
  return toPeople(await People.find({ _id: { $in: [...ids] } }).lean<PersonDoc[]>());
}

/** Active people with a role, in one region or store when it is named. */
export async function findPeopleWithRole(
  role: Role,
  scope: { regionId?: string; storePlaceId?: string } = {},
): Promise<Person[]> {
  const { regionId, storePlaceId } = scope;
  return toPeople(
    await People.find({
      roles: role,
      isActive: true,
      ...(regionId !== undefined && { regionId }),
      ...(storePlaceId !== undefined && { storePlaceId }),
    })
      .sort({ _id: 1 })
      .lean<PersonDoc[]>(),
  );
}

/** Active promoters, reps and riders. */
export async function listStaff(): Promise<Person[]> {
  const query = People.find({ isActive: true, staffKind: { $in: [...STAFF] } });
  return toPeople(await query.sort({ _id: 1 }).lean<PersonDoc[]>());
}

/** How many of them there are, and how many of those up to an id. */
export async function countStaff(uptoId: string): Promise<Readonly<{ all: number; upto: number }>> {
  const staff = { isActive: true, staffKind: { $in: [...STAFF] } };
  const [all, upto] = await Promise.all([
    People.countDocuments(staff),
    People.countDocuments({ ...staff, _id: { $lte: uptoId } }),
  ]);
  return { all, upto };
}

/** People who have left, latest first, page by page. */
export async function listDeparted({ after, limit }: PageScope): Promise<Person[]> {
  const query = People.find({ isActive: false, ...behind('leftAt', after) })
    .sort({ leftAt: -1, _id: 1 })
    .limit(limit);
  return toPeople(await query.lean<PersonDoc[]>());
}

/** Everyone ever known, departed people too. */
export async function listPeople(): Promise<Person[]> {
  return toPeople(await People.find().sort({ _id: 1 }).lean<PersonDoc[]>());
}
