import { ExternalIdSchema } from '../../contract/place.ts';
import type { RecordKind } from '../../contract/records.ts';
import { said } from '../../contract/texts/record-faults.ts';
import type { FieldFault } from '../../errors.ts';
import { parseRecord } from './record-checks.ts';

/** The id of a row that says it is void: whatever else it lacks, its id alone is looked at. */
export function readVoidRow({
  kind,
  externalId: given,
}: Readonly<{ kind: RecordKind; externalId: unknown }>):
  Readonly<{ externalId: string }> | Readonly<{ faults: readonly FieldFault[] }> {
  const id = ExternalIdSchema.safeParse(given);
  if (id.success) return { externalId: id.data };
  const parsed = parseRecord({ kind, externalId: given, record: {} });
  const all = 'faults' in parsed ? parsed.faults : [];
  const faults = all.filter(({ field }) => field === 'externalId');
  return { faults: faults.length > 0 ? faults : [{ field: 'externalId', ...said('invalid') }] };
}
