import { expect, it } from 'vitest';
import { findLastOrdinal } from '../../server/store/segment-ordinals.ts';
import { appendSegment, findFixes, findSegmentsBySeq } from '../../server/store/segments.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();
const fix = (seq: number, atMs: number) => ({
  seq,
  atMs,
  capturedAtMs: atMs,
  lng: 121.5,
  lat: 31.2,
  accuracyM: 10,
});
const segment = (ordinal: number, fixes: ReturnType<typeof fix>[]) => ({
  personId: 'zhang',
  installId: 'i',
  ordinal,
  receivedAt: new Date(0),
  sourceDatum: 'wgs84' as const,
  fixes,
  conflicts: [],
});

it('gives one ordinal to one upload only', async () => {
  expect(await findLastOrdinal('zhang', 'i')).toBe(0);
  expect(await appendSegment(segment(1, [fix(1, 1_000), fix(2, 2_000)]))).toBe(true);
  expect(await appendSegment(segment(1, [fix(3, 3_000)]))).toBe(false);
  expect(await appendSegment(segment(2, [fix(3, 3_000)]))).toBe(true);
  expect(await findLastOrdinal('zhang', 'i')).toBe(2);
  const both = [
    findLastOrdinal('zhang', 'other'),
    findLastOrdinal('zhang', 'i'),
    findLastOrdinal('zhang', 'i'),
  ];
  expect(await Promise.all(both)).toEqual([0, 2, 2]);
});

it('finds segments by seq and fixes by time, both ends included', async () => {
  const seqs = async (from: number, to: number) =>
    (await findSegmentsBySeq({ personId: 'zhang', installId: 'i' }, from, to)).map(({ ordinal }) => ordinal);
  expect(await seqs(2, 2)).toEqual([1]);
  expect((await seqs(2, 3)).toSorted((a, b) => a - b)).toEqual([1, 2]);
  expect(await seqs(4, 9)).toEqual([]);
  const { segments } = await findFixes('zhang', new Date(2_000), new Date(3_000));
  expect(segments.flatMap(({ fixes }) => fixes.map(({ seq }) => seq))).toEqual([2, 3]);
  expect((await findFixes('li', new Date(0), new Date(9_000))).segments).toEqual([]);
});
