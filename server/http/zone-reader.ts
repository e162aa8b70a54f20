import type { AssignmentView, ZoneBoard, ZoneRow } from '../contract/zones.ts';
import { dayOf } from '../domain/time.ts';
import { zonesOn } from '../domain/zone/zones-of.ts';
import { companyMap } from '../flow/detect/company-map.ts';
import type { Deps } from '../flow/deps.ts';
import { whoseZones } from '../flow/detect/detect-facts.ts';
import { firstZoneDay } from '../flow/zone/zone-assign.ts';
import { mayFillZone, mayPlace, seesAllZones } from '../flow/zone/zone-rights.ts';
import { findPeople, listStaff, type Person } from '../store/people.ts';
import { listZoneAssignments, type ZoneAssignment } from '../store/zone-assignments.ts';
import { findZonePuts, type Zone, type ZonePut } from '../store/zones.ts';
import { fromWhom } from './place-reader.ts';
import { findRegionScope, type RegionScope } from './region-scope.ts';
import { noteLooks } from './register.ts';

/** The zones of one region with who works in them; each person's look is in the own ledger, once an hour (R16). */
export async function readZoneBoard(deps: Deps, reader: Person, asked: unknown): Promise<ZoneBoard> {
  const known = await knowZones(deps, reader, asked);
  const { scope, zones, today } = known;
  await noteLooks(deps, reader, { what: 'zone', personIds: scope.staff.map(({ id }) => id) });
  const puts = seesAllZones(reader) ? await findZonePuts(zones.map(({ id }) => id)) : NONE;
  const byIds = [...known.live.map(({ byId }) => byId), ...[...puts.values()].flatMap(({ by }) => by ?? [])];
  const people = new Map((await findPeople([...new Set(byIds)])).map((one) => [one.id, one]));
  const nameOf = (id: string): string | undefined => people.get(id)?.name;
  return {
    regions: scope.regions,
    region: scope.region,
    today,
    firstDay: firstZoneDay(deps, reader),
    zones: zones.map((zone, at) => ({
      ...rowOf(known, zone, { number: at + 1, reader, nameOf: (id) => nameOf(id) ?? '' }),
      ...holdOf(puts.get(zone.id), nameOf),
    })),
    staff: scope.staff
      .filter((person) => mayPlace(reader, person))
      .map((person) => ({
        ...whoOf(person),
        kind: person.staffKind,
        ground: known.grounds.get(person.id) ?? 'none',
      })),
  };
}

const NONE: Awaited<ReturnType<typeof findZonePuts>> = new Map();

/** Who put a zone, and what it is named by when somebody withdraws it. */
const holdOf = (
  put: ZonePut | undefined,
  nameOf: (id: string) => string | undefined,
): Pick<ZoneRow, 'hold'> => (put ? { hold: { seen: put.digest, put: fromWhom(put.by, false, nameOf) } } : {});

/** What stands in the picture of the region: each zone with its number and how many people it is for. */
export async function readZoneShapes(deps: Deps, reader: Person, asked: unknown) {
  const known = await knowZones(deps, reader, asked);
  const { scope, map, zones } = known;
  const shapes = zones.map((zone, at) => {
    const row = rowOf(known, zone, { number: at + 1, reader, nameOf: () => '' });
    const people = row.named.length + row.assigned.length + row.others;
    return { ...zone, number: at + 1, people, common: row.regionStaff };
  });
  const stores = [...map.placeById.values()].filter(
    ({ roles, regionId }) => roles.includes('own_store') && regionId === scope.region.id,
  );
  return { region: scope.region, shapes, stores: stores.map(({ center }) => center) };
}

type Ground = ZoneBoard['staff'][number]['ground'];
type KnownZones = Readonly<{
  scope: RegionScope;
  today: string;
  map: Awaited<ReturnType<typeof companyMap>>;
  /** Of the region, or with its staff in them; those of no region for who sees all. */
  zones: readonly Zone[];
  /** Assignments that hold or will. */
  live: readonly ZoneAssignment[];
  staffById: ReadonlyMap<string, Person>;
  /** By what the zones of the region's staff are theirs today. */
  grounds: ReadonlyMap<string, Ground>;
  regionNames: ReadonlyMap<string, string>;
}>;

async function knowZones(deps: Deps, reader: Person, asked: unknown): Promise<KnownZones> {
  const seesAll = seesAllZones(reader);
  const [scope, map, assignments, staff] = await Promise.all([
    findRegionScope(reader, { asked, seesAll }),
    companyMap(),
    listZoneAssignments(),
    listStaff(),
  ]);
  const today = dayOf(deps.now(), reader.timeZone);
  const live = assignments.filter(
    ({ fromDay, lastDay }) => lastDay === undefined || (lastDay >= today && lastDay >= fromDay),
  );
  const own = new Set(scope.staff.map(({ id }) => id));
  const ownNos = new Set(scope.staff.map(({ employeeNo }) => employeeNo));
  const used = new Set(live.filter(({ personId }) => own.has(personId)).map(({ zoneId }) => zoneId));
  const zones = map.zones.filter(
    ({ id, regionId, employeeNos = [] }) =>
      regionId === scope.region.id ||
      used.has(id) ||
      employeeNos.some((no) => ownNos.has(no)) ||
      (seesAll && regionId === undefined),
  );
  return {
    scope,
    today,
    map,
    zones,
    live,
    staffById: new Map(staff.map((person) => [person.id, person])),
    grounds: new Map(scope.staff.map((person) => [person.id, groundOf(map, person, today)])),
    regionNames: new Map(scope.regions.map(({ id, name }) => [id, name])),
  };
}

type Drawn = Readonly<{ number: number; reader: Person; nameOf: (id: string) => string }>;

function rowOf(known: KnownZones, zone: Zone, { number, reader, nameOf }: Drawn): ZoneRow {
  const { scope, live, staffById, grounds, regionNames } = known;
  const { id, name, regionId, employeeNos } = zone;
  const own = new Set(scope.staff.map((person) => person.id));
  const named = [...staffById.values()].filter(({ employeeNo }) => employeeNos?.includes(employeeNo));
  const assigned = live.flatMap((assignment) => {
    const person = staffById.get(assignment.personId);
    return assignment.zoneId === id && person ? [{ assignment, person }] : [];
  });
  const here = <T>(all: readonly T[], idOf: (one: T) => string): T[] =>
    all.filter((one) => own.has(idOf(one)));
  const ownNamed = here(named, (person) => person.id);
  const ownAssigned = here(assigned, ({ person }) => person.id);
  const regionName = regionNames.get(regionId ?? '');
  return {
    number,
    id,
    name,
    ...(regionName !== undefined && { regionName }),
    master: employeeNos ? 'record' : 'console',
    named: ownNamed.map(whoOf),
    assigned: ownAssigned.map(({ assignment, person }) =>
      assignmentView(known, assignment, {
        person,
        byName: nameOf(assignment.byId),
        mayEnd: assignment.end === undefined && mayFillZone(reader, zone) && mayPlace(reader, person),
      }),
    ),
    regionStaff:
      employeeNos || regionId === undefined
        ? 0
        : scope.staff.filter((person) => person.regionId === regionId && grounds.get(person.id) === 'region')
            .length,
    others: named.length - ownNamed.length + assigned.length - ownAssigned.length,
    mayAssign: !employeeNos && mayFillZone(reader, zone),
  };
}

function assignmentView(
  known: KnownZones,
  { id, zoneId, fromDay, lastDay, reason }: ZoneAssignment,
  { person, ...rest }: Readonly<{ person: Person; byName: string; mayEnd: boolean }>,
): AssignmentView {
  const { map, today } = known;
  const day = fromDay > today ? fromDay : today;
  const holding = zonesOn(map.zones, whoseZones(map, person), day);
  const holds = holding.ground === 'assignment' && holding.zones.some((zone) => zone.id === zoneId);
  return {
    id,
    ...whoOf(person),
    fromDay,
    ...(lastDay !== undefined && { lastDay }),
    ...(reason !== undefined && { reason }),
    ...rest,
    state: !holds ? 'overruled' : fromDay > today ? 'coming' : 'now',
  };
}

function groundOf(map: KnownZones['map'], person: Person, today: string): Ground {
  const { ground, zones } = zonesOn(map.zones, whoseZones(map, person), today);
  return zones.length === 0 ? 'none' : ground;
}

const whoOf = ({ id, name, employeeNo }: Person) => ({ personId: id, name, employeeNo });
