import type { RecordKind } from '../../contract/records.ts';
import { csvCell } from '../../domain/csv-cell.ts';
import { RECORD_COLUMNS } from './record-columns.ts';

type Column = (typeof RECORD_COLUMNS)[RecordKind][number];
const CHINESE = /\p{Script=Han}/u;

/** How the columns of a kind are headed in a language, in their order. */
export function columnTitles(kind: RecordKind, language: 'zh' | 'en'): string[] {
  return RECORD_COLUMNS[kind].map(({ field, names }) => {
    const chinese = language === 'zh' ? names.find((name) => CHINESE.test(name)) : undefined;
    return chinese ?? field.split('.').at(-1) ?? field;
  });
}

/** The same with the other heading an amount may have. */
export function allowedTitles(kind: RecordKind, language: 'zh' | 'en'): string[] {
  const titles = columnTitles(kind, language);
  return RECORD_COLUMNS[kind].map(({ inYuan = [] }, at) => {
    const title = titles[at] ?? '';
    const yuan = inYuan.find((name) => CHINESE.test(name) === (language === 'zh'));
    if (yuan === undefined) return title;
    return language === 'zh' ? `${title}（或${yuan}）` : `${title} (or ${yuan})`;
  });
}

/** A file of one kind with its header and one record, as an office program opens it. */
export function recordTemplate(
  kind: RecordKind,
  language: 'zh' | 'en',
  example: Readonly<Record<string, unknown>>,
): string {
  const cells = RECORD_COLUMNS[kind].map((column) => cellOf(column, example));
  return `\uFEFF${[columnTitles(kind, language), cells].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function cellOf({ field, read }: Column, example: Readonly<Record<string, unknown>>): string {
  const [outer = '', inner] = field.split('.');
  const value = inner === undefined ? example[outer] : Object(example[outer])[inner];
  if (value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => (read === 'ring' ? `${one.lng} ${one.lat}` : String(one))).join('|');
}
