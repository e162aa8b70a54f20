import type { PullField } from '../../contract/pull-source.ts';
import { dayOf } from '../time.ts';
import { fenOf } from '../written-amount.ts';
import { writtenDay, writtenInstant } from '../written-time.ts';
import { valueAt } from './path.ts';

/** 1973-03-03: smaller numbers are no instants in seconds; larger than 1e11 they are milliseconds. */
const LEAST_S = 1e8;
const LEAST_MS = 1e11;

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
  return how === 'yuan' && isScalar(value) ? (fenOf(String(value)) ?? value) : value;
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
  return writtenInstant(text, timeZone);
}

function dayText(value: unknown, timeZone: string): string | null {
  if (!isScalar(value)) return null;
  const day = writtenDay(String(value).trim());
  if (day !== null) return day;
  const instant = instantText(value, timeZone);
  return instant === null ? null : dayOf(new Date(instant), timeZone);
}
