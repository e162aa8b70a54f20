import type { RecordRow } from '../connectors/files/record-rows.ts';
import type { ImportFault } from '../contract/records.ts';
import { recordFault, said, sayFault, type FaultLanguage } from '../contract/texts/record-faults.ts';
import type { FieldFault } from '../errors.ts';
import type { KeptFault } from '../store/imports.ts';

/** All that is wrong with a row, kept as one. */
export function keptFaults([first, ...rest]: readonly FieldFault[], row: RecordRow): KeptFault {
  const kept = keptFault(first ?? { field: 'row', ...said('invalid') }, row);
  const more = rest.map((one) => {
    const { row: _same, ...other } = keptFault(one, row);
    return other;
  });
  return { ...kept, ...(more.length > 0 && { more }) };
}

/** Each fault of a row by itself, the row's number with it. */
export const sayAll = ({ more = [], ...first }: KeptFault, language: FaultLanguage): ImportFault[] =>
  [first, ...more.map((one) => ({ ...one, row: first.row }))].map((one) => sayKept(one, language));

/** A fault of a row as it is kept, for whoever asks later in either language; a sentence with a name is not kept itself. */
export function keptFault({ field, reason, fault, named, zh }: FieldFault, row: RecordRow): KeptFault {
  const what =
    fault === undefined
      ? { reason, ...(zh !== undefined && { zh }) }
      : { fault, ...(named !== undefined && { named }) };
  return { row: row.row, ...placeInFile(field, row), ...what };
}

export function sayKept({ row, field, position, ...kept }: KeptFault, language: FaultLanguage): ImportFault {
  const reason = sayFault({ reason: '', ...kept }, language);
  const told = position === undefined ? reason : recordFault('position', language, { n: position, reason });
  return { row, field, reason: told };
}

/** The name the file has for the column, and the place in a list from 1. */
function placeInFile(field: string, row: RecordRow): Readonly<{ field: string; position?: number }> {
  if ('openQuote' in row) return { field };
  const { columnOf } = row;
  const whole = columnOf.get(field);
  if (whole !== undefined) return { field: whole };
  const inner = [...columnOf].filter(([name]) => name.startsWith(`${field}.`)).map(([, column]) => column);
  if (inner.length > 0) return { field: inner.join(', ') };
  const [outer = '', index] = field.split('.');
  const column = columnOf.get(outer);
  if (column === undefined || index === undefined) return { field: column ?? field };
  return { field: column, position: Number(index) + 1 };
}
