import {
  finishFix,
  OPTIONAL_COLUMNS,
  REQUIRED_COLUMNS,
  type Column,
  type FixDraft,
  type SegmentFix,
} from './segment-fix.ts';
import { ByteReader, ByteWriter } from './varint.ts';

export type { SegmentFix } from './segment-fix.ts';

const VERSION = 1;
/** Far above one upload (1,000 fixes): a larger count means corrupt bytes, refused before memory is taken for it. */
const MAX_FIXES = 100_000;
const MAX_SOURCES = 16;
const MAX_SOURCE_CHARS = 24;

/**
 * One upload segment as bytes: version, count, then column after column, each value as the difference to the one before (device time
 * as the difference to corrected time) in zig-zag varints; optional columns carry a presence run list.
 */
export function encodeSegment(fixes: readonly SegmentFix[]): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(VERSION);
  writer.int(fixes.length);
  for (const column of REQUIRED_COLUMNS) writeColumn(writer, column, fixes);
  for (const column of OPTIONAL_COLUMNS) {
    writeRuns(
      writer,
      fixes.map((fix) => Number(fix[column.key] !== undefined)),
    );
    writeColumn(
      writer,
      column,
      fixes.filter((fix) => fix[column.key] !== undefined),
    );
  }
  writeRuns(
    writer,
    fixes.map(({ mock }) => (mock === undefined ? 0 : mock ? 2 : 1)),
  );
  writeSources(writer, fixes);
  return writer.finish();
}

/** The fixes of encodeSegment, in the stored precision. Throws RangeError when the bytes are not such a segment. */
export function decodeSegment(bytes: Uint8Array): SegmentFix[] {
  const reader = new ByteReader(bytes);
  const version = reader.byte();
  if (version !== VERSION) throw new RangeError(`unknown segment version ${version}`);
  const count = reader.int();
  if (count < 0 || count > MAX_FIXES) throw new RangeError(`segment of ${count} fixes`);
  const drafts = Array.from({ length: count }, (): FixDraft => ({}));
  for (const column of REQUIRED_COLUMNS) readColumn(reader, column, drafts);
  for (const column of OPTIONAL_COLUMNS) {
    const present = readRuns(reader, count, 1);
    readColumn(
      reader,
      column,
      drafts.filter((_, at) => present[at] === 1),
    );
  }
  readRuns(reader, count, 2).forEach((mark, at) => {
    const draft = drafts[at];
    if (draft && mark > 0) draft.mock = mark === 2;
  });
  readSources(reader, drafts);
  reader.expectEnd();
  return drafts.map(finishFix);
}

function writeColumn(writer: ByteWriter, column: Column, fixes: readonly SegmentFix[]): void {
  let previous = 0;
  for (const fix of fixes) {
    const value = fix[column.key];
    if (value === undefined || !(value >= column.min && value <= column.max))
      throw new RangeError(`${column.key} ${value} outside ${column.min}..${column.max}`);
    const base = column.after ? Math.round(fix[column.after] ?? 0) : 0;
    const scaled = Math.round(value * column.scale) - base;
    writer.int(scaled - previous);
    previous = scaled;
  }
}

function readColumn(reader: ByteReader, column: Column, drafts: readonly FixDraft[]): void {
  let previous = 0;
  for (const draft of drafts) {
    previous += reader.int();
    const base = column.after ? (draft[column.after] ?? 0) : 0;
    const value = (previous + base) / column.scale;
    if (!(value >= column.min && value <= column.max))
      throw new RangeError(`${column.key} outside ${column.min}..${column.max}`);
    draft[column.key] = value + 0;
  }
}

function writeRuns(writer: ByteWriter, marks: readonly number[]): void {
  for (let at = 0; at < marks.length;) {
    const mark = marks[at] ?? 0;
    let end = at + 1;
    while (end < marks.length && marks[end] === mark) end++;
    writer.int(mark);
    writer.int(end - at);
    at = end;
  }
}

function readRuns(reader: ByteReader, count: number, maxMark: number): Uint8Array {
  const marks = new Uint8Array(count);
  for (let at = 0; at < count;) {
    const mark = reader.int();
    const length = reader.int();
    if (mark < 0 || mark > maxMark || length < 1 || at + length > count) throw new RangeError('bad run');
    marks.fill(mark, at, at + length);
    at += length;
  }
  return marks;
}

function writeSources(writer: ByteWriter, fixes: readonly SegmentFix[]): void {
  const words = [...new Set(fixes.flatMap(({ source }) => source ?? []))];
  if (words.length > MAX_SOURCES) throw new RangeError('too many sources');
  writer.int(words.length);
  for (const word of words) writeWord(writer, word);
  writeRuns(
    writer,
    fixes.map(({ source }) => (source === undefined ? 0 : words.indexOf(source) + 1)),
  );
}

function writeWord(writer: ByteWriter, word: string): void {
  if (word.length > MAX_SOURCE_CHARS || !/^[\x20-\x7e]*$/.test(word)) throw new RangeError(`source ${word}`);
  writer.int(word.length);
  for (let at = 0; at < word.length; at++) writer.byte(word.charCodeAt(at));
}

function readSources(reader: ByteReader, drafts: readonly FixDraft[]): void {
  const count = reader.int();
  if (count < 0 || count > MAX_SOURCES) throw new RangeError('too many sources');
  const words = Array.from({ length: count }, () => {
    const length = reader.int();
    if (length < 0 || length > MAX_SOURCE_CHARS) throw new RangeError('source too long');
    return String.fromCharCode(...Array.from({ length }, () => reader.byte()));
  });
  readRuns(reader, drafts.length, count).forEach((mark, at) => {
    const draft = drafts[at];
    const word = words[mark - 1];
    if (draft && word !== undefined) draft.source = word;
  });
}
