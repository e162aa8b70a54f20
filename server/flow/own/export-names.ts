import { exportWords } from '../../contract/texts/export.ts';
import type { Role } from '../../contract/person.ts';
import { clockOf, dayOf } from '../../domain/time.ts';
import type { Shift } from '../../domain/working-time.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { findPeople, type Person } from '../../store/people.ts';
import type { PersonalRow } from '../../store/personal-data.ts';
import { findPlaceNames } from '../../store/places.ts';
import { findSchedules } from '../../store/schedules.ts';

type Kind = 'place' | 'region' | 'zone' | 'shift' | 'person';
/** What the ids of a person's own rows stand for; of other people the role alone. */
export type ExportNames = Readonly<Record<Kind, ReadonlyMap<string, string>>>;
type Places = ReadonlyMap<string, string>;
type Rows = ReadonlyMap<string, readonly PersonalRow[]>;

/** Every day there is. */
const [FIRST_DAY, LAST_DAY] = ['0000-01-01', '9999-12-31'];
/** Fields that hold such an id, or a list of them; the name stands beside it under the same word. */
const FIELDS: readonly (readonly [Kind, RegExp, suffix: string])[] = [
  ['place', /(?:^p|P)laceIds?$|^customerIds?$/, 'Name'],
  ['region', /^regionIds?$/, 'Name'],
  ['zone', /^zoneIds?$/, 'Name'],
  ['shift', /^shiftId$/, 'Text'],
  ['person', /(?:^by|By|^actor|^reader|^approver|^decider|^deputy|^hr)Ids?$/, 'Role'],
];
/** Whose word weighs most comes first. */
const ROLES: readonly Role[] = [
  'hr_lead',
  'legal',
  'hr',
  'area_manager',
  'store_manager',
  'staff_rep',
  'admin',
];

export async function loadExportNames(person: Person, data: Rows): Promise<ExportNames> {
  const asked = { place: new Set<string>(), person: new Set<string>() };
  for (const rows of data.values())
    for (const row of rows)
      walk(row, (kind, ids) => {
        if (kind === 'place' || kind === 'person') for (const id of ids) asked[kind].add(id);
      });
  const schedules = await findSchedules(person.id, FIRST_DAY, LAST_DAY);
  for (const { shifts } of schedules) for (const { placeId = '' } of shifts) asked.place.add(placeId);
  const [place, people, { regions }] = await Promise.all([
    findPlaceNames([...asked.place]),
    findPeople([...asked.person]),
    getOrgMapping(),
  ]);
  const roles = people.map((one) => [one.id, one.id === person.id ? exportWords.self : roleOf(one)] as const);
  return {
    place,
    region: new Map(regions.map(({ id, name }) => [id, name])),
    zone: new Map((data.get('zones') ?? []).map(({ _id, name }) => [String(_id), String(name)])),
    shift: new Map(
      schedules.flatMap(({ shifts, timeZone }) =>
        shifts.map((shift) => [shift.id, shiftText(shift, timeZone, place)] as const),
      ),
    ),
    person: new Map([['system', exportWords.system], ...roles]),
  };
}

/** The same row with the name beside each id that has one; a list of ids gets a list of names. */
export function withNames(row: PersonalRow, names: ExportNames): PersonalRow {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) => {
      const own = [key, inside(value, names)] as const;
      const field = fieldOf(key);
      const found = field ? idsIn(value).flatMap((id) => names[field.kind].get(id) ?? []) : [];
      if (!field || found.length === 0) return [own];
      return [own, [field.nameKey, Array.isArray(value) ? found : found[0]] as const];
    }),
  );
}

const inside = (value: unknown, names: ExportNames): unknown => {
  if (Array.isArray(value)) return value.map((one: unknown) => inside(one, names));
  return isRow(value) ? withNames(value, names) : value;
};

function walk(row: PersonalRow, tell: (kind: Kind, ids: readonly string[]) => void): void {
  for (const [key, value] of Object.entries(row)) {
    const field = fieldOf(key);
    if (field) tell(field.kind, idsIn(value));
    for (const one of Array.isArray(value) ? value : [value]) if (isRow(one)) walk(one, tell);
  }
}

function fieldOf(key: string): { kind: Kind; nameKey: string } | null {
  const found = FIELDS.find(([, pattern]) => pattern.test(key));
  if (!found) return null;
  const [kind, , suffix] = found;
  return { kind, nameKey: key.replace(/Ids?$/, suffix) };
}

const idsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
const isRow = (value: unknown): value is PersonalRow =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const roleOf = ({ roles }: Person): string =>
  exportWords.roles[ROLES.find((role) => roles.includes(role)) ?? 'employee'];

function shiftText({ startAt, endAt, placeId = '' }: Shift, timeZone: string, places: Places): string {
  const hours = `${dayOf(startAt, timeZone)} ${clockOf(startAt, timeZone)}-${clockOf(endAt, timeZone)}`;
  return [hours, places.get(placeId)].filter((part) => part !== undefined).join(' ');
}
