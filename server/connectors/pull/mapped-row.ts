import type { PullField, VoidWhen } from '../../contract/pull-source.ts';
import { PullKindFieldsSchema, type PullKindFields } from '../../contract/pull-source-view.ts';
import { recordFieldsEn } from '../../contract/texts/record-fields.en.ts';
import { RecordKindSchema, type RecordKind } from '../../contract/records.ts';
import { mapRow } from '../../domain/pull/map-row.ts';
import { isVoidRow } from '../../domain/pull/void-row.ts';
import { fillField } from '../files/record-cells.ts';
import { RECORD_COLUMNS } from '../files/record-columns.ts';
import type { RecordRow } from '../files/record-rows.ts';
import { columnTitles } from '../files/record-template.ts';

/** What an amount may be: yuan that could be read are whole fen by now, and any other text of theirs must not be taken for fen. */
const FEN_OR_EMPTY = /^(?:-?\d+|\s*)$/;

type How = Readonly<{
  kind: RecordKind;
  fields: readonly PullField[];
  voidWhen?: VoidWhen | undefined;
  timeZone: string;
}>;

/** A row of another system as a row of a file: its values are read as a cell of that column is. `row` counts from 1 in the run. */
export function mappedRow({ kind, fields, voidWhen, timeZone }: How, given: unknown, row: number): RecordRow {
  const filled: Record<string, unknown> = {};
  const mapped = mapRow(fields, given, timeZone);
  const yuan = new Set(fields.flatMap((one) => ('from' in one && one.read === 'yuan' ? [one.field] : [])));
  for (const column of RECORD_COLUMNS[kind]) {
    const value = mapped.get(column.field);
    const isNoAmount = yuan.has(column.field) && typeof value === 'string' && !FEN_OR_EMPTY.test(value);
    const cell = isNoAmount ? null : cellOf(value);
    if (cell !== null) fillField(filled, { column, timeZone }, cell);
    else if (value !== undefined) filled[column.field] = value;
  }
  const { externalId, ...body } = filled;
  const columnOf = new Map(fields.map((one) => [one.field, 'from' in one ? one.from : one.field]));
  const isVoid = voidWhen !== undefined && isVoidRow(voidWhen, given);
  const base = { row, line: row, externalId, body, columnOf, isPulled: true } as const;
  return isVoid ? { ...base, voidBy: voidWhen.from } : base;
}

/** Fields that no record of this kind has. */
export function strangeFields({ kind, fields }: Pick<How, 'kind' | 'fields'>): string[] {
  const known = new Set(RECORD_COLUMNS[kind].map(({ field }) => field));
  return fields.flatMap(({ field }) => (known.has(field) ? [] : [field]));
}

/** What may be mapped, by kind. */
export function mappableFields(): PullKindFields {
  const kinds = RecordKindSchema.options.map((kind) => {
    const zh = columnTitles(kind, 'zh');
    const fields = RECORD_COLUMNS[kind].map(({ field }, at) => ({
      field,
      zh: zh[at] ?? field,
      en: recordFieldsEn[field] ?? field,
    }));
    return [kind, fields] as const;
  });
  return PullKindFieldsSchema.parse(Object.fromEntries(kinds));
}

/** Values that a cell can hold, a list of them with its sign in between; null = none of these. */
function cellOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((one) => typeof one === 'string' || typeof one === 'number') ? value.join('|') : null;
}
