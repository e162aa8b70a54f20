import type { RecordKind } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import type { FieldFault } from '../../errors.ts';
import { getOrgMapping, type Region } from '../../store/org-mapping.ts';
import { findPersonByEmployeeNo } from '../../store/people.ts';
import { askForPlace } from '../../store/places.ts';

/** What records refer to; each is asked for once in a run, whatever the number of records. */
export type Known = Readonly<{
  person: (employeeNo: string) => Promise<{ id: string; timeZone: string } | null>;
  place: (id: string) => Promise<'standing' | 'withdrawn' | 'unknown'>;
  regions: () => Promise<readonly Region[]>;
}>;

export function createKnown(): Known {
  const regions = once(async (_all: '') => (await getOrgMapping()).regions);
  return {
    person: once(findPersonByEmployeeNo),
    place: once(async (id: string) => {
      const found = await askForPlace(id);
      if (!found) return 'unknown';
      return found.withdrawnAt === undefined ? 'standing' : 'withdrawn';
    }),
    regions: () => regions(''),
  };
}

/** Regions named in a refusal. */
const SHOWN_REGIONS = 12;

/** A record as far as it is known to be right: each field that is there is. */
export type Found = Readonly<{ kind: RecordKind; record: object }>;

/** A field that holds words. */
export function textIn(record: object, field: string): string | undefined {
  const value: unknown = Reflect.get(record, field);
  return typeof value === 'string' ? value.trim() : undefined;
}

export const noEmployee = (kind: RecordKind): FieldFault => ({
  field: personField(kind),
  ...said('noEmployee'),
});
const personField = (kind: RecordKind): string => (kind === 'orders' ? 'bookedTo' : 'employeeNo');

/**
 * What a record refers to and nobody has. A person or a region must be there (`faults`); a customer or another place may come later, as
 * company systems send in any order: the record is kept and the sender told (`notices`).
 */
export async function checkReferences(
  { kind, record }: Found,
  known: Known,
): Promise<Readonly<{ faults: readonly FieldFault[]; notices: readonly FieldFault[] }>> {
  if (kind === 'places' || kind === 'zones') {
    const faults = await checkRegion(textIn(record, 'regionId'), known);
    const named: unknown = Reflect.get(record, 'employeeNos');
    const employeeNos = Array.isArray(named) ? named.filter((one) => typeof one === 'string') : [];
    return { faults: [...faults, ...(await checkPeople(employeeNos, known))], notices: [] };
  }
  const employeeNo = textIn(record, personField(kind));
  const isKnown = employeeNo === undefined || (await known.person(employeeNo)) !== null;
  const faults = isKnown ? [] : [noEmployee(kind)];
  const field = kind === 'attendance' || kind === 'anchors' ? 'placeId' : 'customerId';
  const placeId = textIn(record, field);
  const found = placeId === undefined ? 'standing' : await known.place(placeId);
  if (found === 'standing') return { faults, notices: [] };
  return {
    faults,
    notices: [{ field, ...said(found === 'unknown' ? 'unknownPlace' : 'withdrawnPlace') }],
  };
}

async function checkRegion(id: string | undefined, known: Known): Promise<FieldFault[]> {
  if (id === undefined) return [];
  const regions = await known.regions();
  if (regions.some((region) => region.id === id)) return [];
  if (regions.length === 0) return [{ field: 'regionId', ...said('noRegions') }];
  const named = regions.slice(0, SHOWN_REGIONS).map((one) => `${one.id} (${one.name})`);
  const allowed = [...named, ...(regions.length > SHOWN_REGIONS ? ['…'] : [])].join(', ');
  return [{ field: 'regionId', ...said('noRegion', { allowed }) }];
}

async function checkPeople(employeeNos: readonly string[], known: Known): Promise<FieldFault[]> {
  const found = await Promise.all(employeeNos.map((employeeNo) => known.person(employeeNo)));
  return found.flatMap((person, index) =>
    person ? [] : [{ field: `employeeNos.${index}`, ...said('noEmployee') }],
  );
}

/** Asks once for each key. */
function once<Key extends string, Value>(ask: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const asked = new Map<Key, Promise<Value>>();
  return (key) => {
    const known = asked.get(key) ?? ask(key);
    asked.set(key, known);
    return known;
  };
}
