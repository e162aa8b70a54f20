import { RecordToPutSchema, type RecordKind, type RecordToPut } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import type { FieldFault } from '../../errors.ts';
import type { Deps } from '../deps.ts';
import { checkShape, findBadKey } from '../faults.ts';
import { checkReferences, textIn, type Found, type Known } from './record-references.ts';
import { ringFaults } from './ring-check.ts';

type Given = Readonly<{ kind: RecordKind; externalId: unknown; record: unknown }>;

/**
 * The record of a body that nobody has looked at, or all that is wrong with it, in both languages: what its schema refuses, and of the
 * other fields what they refer to and nobody has, and times that cannot be.
 */
export async function readRecord(
  deps: Pick<Deps, 'now'>,
  given: Given,
  known: Known,
): Promise<Readonly<{ put: RecordToPut }> | Readonly<{ faults: readonly FieldFault[] }>> {
  const parsed = parseRecord(given);
  if ('put' in parsed) return parsed;
  const wrong = new Set(parsed.faults.map(({ field }) => field.split('.')[0]));
  const record = Object.fromEntries(
    Object.entries(Object(given.record)).filter(([field]) => !wrong.has(field)),
  );
  const { faults } = await checkRecord(deps, { kind: given.kind, record }, known);
  return { faults: [...parsed.faults, ...faults] };
}

/** The same by its schema alone. */
export function parseRecord(given: Given): { put: RecordToPut } | { faults: FieldFault[] } {
  const inBody = (fault: FieldFault): FieldFault => ({
    ...fault,
    field: fault.field.replace(/^record\./, '').replace(/^record$/, 'body'),
  });
  const badKey = findBadKey(given.record);
  if (badKey) return { faults: [inBody(badKey)] };
  const checked = checkShape(RecordToPutSchema, given);
  return 'data' in checked ? { put: checked.data } : { faults: checked.faults.map(inBody) };
}

/** What would be refused or said of a record whose fields are each right, or of those of its fields that are. */
export async function checkRecord(
  { now }: Pick<Deps, 'now'>,
  found: Found,
  known: Known,
): Promise<Readonly<{ faults: readonly FieldFault[]; notices: readonly FieldFault[] }>> {
  const [{ faults, notices }, ofRing] = await Promise.all([
    checkReferences(found, known),
    ringFaults(found.record),
  ]);
  return { faults: [...checkTime(found, now()), ...faults, ...ofRing], notices };
}

const DAY_MS = 24 * 3_600_000;
/** Days ahead of what has happened: other systems' clocks and zones may be wrong by less. */
const HAPPENED_DAYS = 1;
/** Days ahead of what is meant to be done; more is a slip of the year. */
const MEANT_DAYS = { tasks: 31, plans: 366, targets: 731 } as const;

/** What is said to have happened must have: a visit of next year would be missed once its day comes. */
function checkTime(found: Found, now: Date): readonly FieldFault[] {
  const { kind, record } = found;
  const field = timeField(kind);
  const at = field && textIn(record, field);
  if (field === undefined || at === undefined) return [];
  const isMeant = kind === 'tasks' || kind === 'plans' || kind === 'targets';
  const days = isMeant ? MEANT_DAYS[kind] : HAPPENED_DAYS;
  if (Date.parse(kind === 'targets' ? `${at}-01` : at) - +now <= days * DAY_MS) return [];
  return [{ field, ...(isMeant ? said('farAhead', { days }) : said('future')) }];
}

function timeField(kind: RecordKind): string | undefined {
  if (kind === 'places' || kind === 'zones') return undefined;
  if (kind === 'visits' || kind === 'tasks') return 'endAt';
  if (kind === 'plans') return 'day';
  return kind === 'targets' ? 'month' : 'at';
}
