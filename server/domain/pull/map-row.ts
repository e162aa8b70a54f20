import type { PullField } from '../../contract/pull-source.ts';
import { dayOf, instantOf } from '../time.ts';
import { valueAt } from './path.ts';

/** 1973-03-03: smaller numbers are no instants in seconds; larger than 1e11 they are milliseconds. */
const LEAST_S = 1e8;
const LEAST_MS = 1e11;
const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Our fields of a row of theirs. Nothing is refused here: what cannot be read as the mapping says stays as it is, so that the record's own
 * rules name the field and what is allowed. Times without a zone are the wall clock of `timeZone`; absent values stay absent.
 */
export function mapRow(fields: readonly PullField[], row: unknown, timeZone: string): Map<string, unknown> {
  const mapped = new Map<string, unknown>();
  for (const one of fields) {
    const value = 'constant' in one ? one.constant : read(one, valueAt(row, one.from), timeZone);
    if (value !== undefined && value !== null) mapped.set(one.field, value);
  }
  return mapped;
}

function read(
  { read: how, values }: Extract<PullField, { from: string }>,
  value: unknown,
  timeZone: string,
): unknown {
  const ours = values?.find(({ theirs }) => isScalar(value) && theirs === String(value).trim())?.ours;
  if (ours !== undefined) return ours;
  if (how === 'time') return instantText(value, timeZone) ?? value;
  if (how === 'day') return dayText(value, timeZone) ?? value;
  return how === 'yuan' ? (fenOf(value) ?? value) : value;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** An instant as ISO 8601 in UTC: of a time with or without a zone, or of seconds or milliseconds since 1970. */
function instantText(value: unknown, timeZone: string): string | null {
  if (!isScalar(value)) return null;
  const text = String(value).trim();
  if (/^\d{9,13}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    const ms = number >= LEAST_MS ? number : number >= LEAST_S ? number * 1000 : Number.NaN;
    return Number.isNaN(ms) ? null : new Date(Math.round(ms)).toISOString();
  }
  if (WITH_ZONE.test(text)) return Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
  const [, year = '', month = '', day = '', hour, minute = '', second = '0'] = LOCAL.exec(text) ?? [];
  if (hour === undefined) return null;
  const date = dateText(year, month, day);
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const at = instantOf(date, `${hour.padStart(2, '0')}:${minute}`, timeZone);
  return new Date(+at + Number(second) * 1000).toISOString();
}

function dayText(value: unknown, timeZone: string): string | null {
  if (!isScalar(value)) return null;
  const [, year, month = '', day = '', hour] = LOCAL.exec(String(value).trim()) ?? [];
  if (year !== undefined && hour === undefined) return dateText(year, month, day);
  const instant = instantText(value, timeZone);
  return instant === null ? null : dayOf(new Date(instant), timeZone);
}

/** YYYY-MM-DD of a day that there is. */
function dateText(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? text : null;
}

/** Fen of yuan by its digits, not by a product of fractions; more than two decimals are no amount. */
function fenOf(value: unknown): string | null {
  if (!isScalar(value)) return null;
  const [, sign = '', whole, part = ''] = DECIMAL.exec(String(value).trim().replaceAll(',', '')) ?? [];
  if (whole === undefined || !/^\d{0,2}0*$/.test(part)) return null;
  const fen = `${whole}${part.slice(0, 2).padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  return fen === '0' ? '0' : `${sign}${fen}`;
}
