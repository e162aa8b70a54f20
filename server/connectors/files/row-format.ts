import { readHeader, rowPoint } from './csv-columns.ts';
import { splitCsvLine } from './csv-line.ts';
import { DELTA_HEADER } from './delta-csv.ts';
import { pltPoint } from './plt.ts';
import { parseNumber, toPoint, type TrackPoint } from './track-point.ts';

/** What a column holds; the first four are also the places of a fix's numbers (FixSink). */
export const ROLE = { time: 0, lng: 1, lat: 2, accuracy: 3, uid: 4, dateThenTime: 5, skip: 6 } as const;

/** How the rows of a file are read. */
export type RowFormat = Readonly<{
  /** The role of each column, to read rows by bytes; without any, every row is read by `readCells`. */
  roles: Uint8Array;
  /** The column of the uid, -1 when there is none. */
  uidColumn: number;
  /** The reading of a row in any spelling, or what is wrong with it. */
  readCells: (cells: readonly string[]) => TrackPoint | string;
}>;

export const PLT_FORMAT: RowFormat = {
  roles: Uint8Array.of(ROLE.lat, ROLE.lng, ROLE.skip, ROLE.skip, ROLE.skip, ROLE.dateThenTime),
  uidColumn: -1,
  readCells: pltPoint,
};

/** The format a CSV file's first line tells; `isBare`: that line is a row already. Throws when it names no position or time. */
export function csvFormat(firstLine: string): { format: RowFormat; isBare: boolean } {
  if (firstLine === DELTA_HEADER) return { format: deltaFormat(), isBare: false };
  const { columns, isBare } = readHeader(splitCsvLine(firstLine) ?? []);
  const roles = new Uint8Array(1 + Math.max(...Object.values(columns))).fill(ROLE.skip);
  for (const [name, at] of Object.entries(columns)) if (at >= 0) roles[at] = ROLE_OF[name] ?? ROLE.skip;
  return {
    format: { roles, uidColumn: columns.user, readCells: (cells) => rowPoint(cells, columns) },
    isBare,
  };
}

const ROLE_OF: Readonly<Record<string, number>> = {
  lat: ROLE.lat,
  lng: ROLE.lng,
  time: ROLE.time,
  user: ROLE.uid,
  accuracy: ROLE.accuracy,
};

/** Rows as differences to the person's row before (seconds, micro-degrees). */
function deltaFormat(): RowFormat {
  const sums = new Map<string, { seconds: number; latE6: number; lngE6: number }>();
  return {
    roles: new Uint8Array(0),
    uidColumn: 0,
    readCells([uid = '', seconds, latE6, lngE6]) {
      const before = sums.get(uid) ?? { seconds: 0, latE6: 0, lngE6: 0 };
      const sum = {
        seconds: before.seconds + parseNumber(seconds),
        latE6: before.latE6 + parseNumber(latE6),
        lngE6: before.lngE6 + parseNumber(lngE6),
      };
      sums.set(uid, sum);
      return toPoint({ atMs: sum.seconds * 1000, lng: sum.lngE6 / 1e6, lat: sum.latE6 / 1e6 });
    },
  };
}
