import { fenOf, writtenNumber } from '../../domain/written-amount.ts';
import { wallInstant, writtenClock, writtenDay, writtenMonth } from '../../domain/written-time.ts';
import type { Column, Read } from './record-columns.ts';
import { valueOfWord } from './record-words.ts';

/** Puts a cell into the row it belongs to; an empty cell is an absent field. A time without a zone is the wall clock of `timeZone`. */
export function fillField(
  row: Record<string, unknown>,
  { column: { field, read, words }, timeZone }: Readonly<{ column: Column; timeZone: string }>,
  cell: string,
): void {
  const value = cell.trim();
  if (value === '') return;
  const ours = (word: string): string => (words === undefined ? word : valueOfWord(words, word));
  const readOne = (text: string): unknown => READERS[read](text, timeZone) ?? text;
  // What cannot be read stays text, so that the schema says what is allowed there.
  const filled = read === 'list' ? listOf(value).map(ours) : readOne(ours(value));
  const [outer = '', inner] = field.split('.');
  row[outer] = inner === undefined ? filled : { ...asObject(row[outer]), [inner]: filled };
}

type Reader = (text: string, timeZone: string) => unknown;
const READERS: Readonly<Record<Read, Reader>> = {
  text: (text) => text,
  list: listOf,
  number: writtenNumber,
  yuan: (text) => writtenNumber(fenOf(text) ?? ''),
  instant: wallInstant,
  day: writtenDay,
  month: writtenMonth,
  clock: writtenClock,
  ring: ringOf,
};

function listOf(value: string): string[] {
  return value.split(/[|;；、]/).map((one) => one.trim());
}

function ringOf(value: string) {
  return value.split(/[;；|]/).map((corner) => {
    const [lng = '', lat = ''] = corner.trim().split(/[\s,，]+/);
    return { lng: writtenNumber(lng) ?? lng, lat: writtenNumber(lat) ?? lat };
  });
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
