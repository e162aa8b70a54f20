import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../server/connectors/files/csv.ts';
import { TrackRows } from '../../../server/connectors/files/track-rows.ts';
import { repeat } from '../../support/runs.ts';

function readRows(text: string) {
  const points: { atMs: number; lng: number; lat: number; accuracyM: number }[] = [];
  const refused: number[] = [];
  const rows = new TrackRows('csv', {
    openPerson: () => ({
      push: ([atMs = 0, lng = 0, lat = 0, accuracyM = 0]) => points.push({ atMs, lng, lat, accuracyM }),
    }),
    refuse: (line) => refused.push(line),
  });
  rows.write(Buffer.from(text));
  rows.end();
  return { points, refused };
}

function readSlowly(row: string) {
  try {
    return readCsv(`lat,lng,time,accuracy\n${row}`).map(({ accuracyM = 0, ...point }) => ({
      ...point,
      accuracyM,
    }));
  } catch {
    return 'refused';
  }
}

const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((all) => all.join(''));
const number = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '-', '+'), digits(0, 3), fc.constantFrom('', '.', '..'), digits(0, 20))
    .map((all) => all.join('')),
  fc.double({ min: -200, max: 200, noNaN: true }).map(String),
);
const time = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('2008', '2024', '1', '20a8'),
      fc.constantFrom('-', '/', 'x'),
      fc.constantFrom('02', '12', '13', '2'),
      fc.constantFrom('-', '/', ':'),
      fc.constantFrom('01', '29', '30', '31', '32'),
      fc.constantFrom(' ', 'T', '  '),
      fc.constantFrom('00:00:00', '23:59:59', '24:00:00', '12:60:00', '7:00:00', '12-00-00', '12:00'),
      fc.constantFrom('', '.5', '.123', '.123456', '.', 'Z', '.25Z', '+08:00', '+0800', ' '),
    )
    .map((all) => all.join('')),
  digits(7, 14),
  digits(9, 10).map((text) => `${text}.25`),
);

describe('TrackRows', () => {
  it('reads a row as the reader of whole files does, or refuses it as that does', () => {
    fc.assert(
      fc.property(number, number, time, fc.oneof(number, fc.constant('')), (lat, lng, at, accuracy) => {
        const row = `${lat},${lng},${at},${accuracy}`;
        // A day before it, so that the cell's date is compared with a kept one.
        const before = '1,1,2008-02-01 00:00:00,';
        const { points, refused } = readRows(`lat,lng,time,accuracy\n${before}\n${row}\n`);
        expect(refused.length > 0 ? 'refused' : points.slice(1)).toEqual(readSlowly(row));
      }),
      repeat(3000),
    );
  });

  it.each(['00000100000000', '0123456789', '1234567890.', '1234567890.5', '12345678', '1234567890123'])(
    'reads the Unix time %s as the reader of whole files does',
    (at) => {
      const { points, refused } = readRows(`lat,lng,time,accuracy\n1,1,${at},\n`);
      expect(refused.length > 0 ? 'refused' : points).toEqual(readSlowly(`1,1,${at},`));
    },
  );

  it('refuses a file that is one endless line', () => {
    const rows = new TrackRows('csv', { openPerson: () => null, refuse: () => undefined });
    expect(() => {
      for (let n = 0; n < 20; n++) rows.write(Buffer.alloc(100_000, 'x'));
    }).toThrow('longer than 1 MB');
  });
});
