import { columnTitle } from '../../connectors/files/record-columns.ts';
import type { RecordRow } from '../../connectors/files/record-rows.ts';
import type { ImportFault, RecordKind } from '../../contract/records.ts';
import { isRecordFault, recordFault, said } from '../../contract/texts/record-faults.ts';
import type { Language } from '../../contract/texts/sentence.ts';
import type { FieldFault } from '../../errors.ts';
import type { KeptFault } from '../../store/imports.ts';

/** As long as an id may be. */
const MAX_ID = 100;

/** All that is wrong with a row, kept as one. */
export function keptFaults([first, ...rest]: readonly FieldFault[], row: RecordRow): KeptFault {
  const kept = keptFault(first ?? { field: 'row', ...said('invalid') }, row);
  const more = rest.map((one) => {
    const { row: _row, externalId: _id, ...other } = keptFault(one, row);
    return other;
  });
  return { ...kept, ...(more.length > 0 && { more }) };
}

type KeptSentence = Pick<KeptFault, 'fault' | 'named' | 'reason' | 'zh'>;
type Reader = Readonly<{ kind: RecordKind; language: Language }>;

/** Each fault of a row by itself, the row's number with it. */
export const sayAll = ({ more = [], ...first }: KeptFault, reader: Reader): ImportFault[] =>
  [first, ...more.map((one) => ({ ...one, row: first.row }))].map((one) => sayKept(one, reader));

/** A fault of a row as it is kept, for whoever asks later in either language; a sentence with a name is not kept itself. */
export function keptFault({ field, reason, fault: given, named, zh }: FieldFault, row: RecordRow): KeptFault {
  // Rows may have wall clocks, which are read before their zone is asked for.
  const fault = given === 'instant' ? 'instantInFile' : given;
  const what = fault === undefined ? { reason, zh } : { fault, ...(named !== undefined && { named }) };
  return { row: row.row, ...idOf(row), ...placeInFile(field, row), ...what };
}

export function sayKept(
  { row, field, isOurs, position, ...kept }: KeptFault,
  { kind, language }: Reader,
): ImportFault {
  const reason = sentenceOf(kept, language);
  const told = position === undefined ? reason : recordFault('position', language, { n: position, reason });
  return { row, field: isOurs ? nameOf(field, { kind, language }) : field, reason: told };
}

function sentenceOf({ fault, named, reason = '', zh = reason }: KeptSentence, language: Language): string {
  if (fault !== undefined && isRecordFault(fault)) return recordFault(fault, language, named);
  return language === 'zh' ? zh : reason;
}

function idOf(row: RecordRow): Pick<KeptFault, 'externalId'> {
  if (!('isPulled' in row) || typeof row.externalId !== 'string') return {};
  return { externalId: row.externalId.slice(0, MAX_ID) };
}

/** A field without a column of the file, as its reader calls it. */
function nameOf(field: string, { kind, language }: Reader): string {
  if (field === 'row') return recordFault('wholeRow', language);
  return language === 'zh' ? columnTitle(kind, field) : field;
}

/** The name the file has for the column, and the place in a list from 1. */
function placeInFile(
  field: string,
  row: RecordRow,
): Readonly<Pick<KeptFault, 'field' | 'isOurs' | 'position'>> {
  const ours = { field, isOurs: true } as const;
  if ('unread' in row) return ours;
  const { columnOf } = row;
  const whole = columnOf.get(field);
  if (whole !== undefined) return { field: whole };
  const inner = [...columnOf].filter(([name]) => name.startsWith(`${field}.`)).map(([, column]) => column);
  if (inner.length > 0) return { field: inner.join(', ') };
  const [outer = '', index] = field.split('.');
  const column = columnOf.get(outer);
  if (column === undefined) return ours;
  if (index === undefined) return { field: column };
  return { field: column, position: Number(index) + 1 };
}
