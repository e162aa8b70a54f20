import { recordTemplate } from '../../connectors/files/record-template.ts';
import { RECORD_EXAMPLES } from '../../contract/open-api/examples.ts';
import type { RecordKind } from '../../contract/records.ts';

export { columnTitles } from '../../connectors/files/record-template.ts';

/** A CSV file of one kind to fill in: its header and one record. */
export function importTemplate(kind: RecordKind, language: 'zh' | 'en'): string {
  return recordTemplate(kind, language, { externalId: `${kind}-1`, ...RECORD_EXAMPLES[kind] });
}
