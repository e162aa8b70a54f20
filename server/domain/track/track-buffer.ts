import type { Track } from './track.ts';

const FIRST_CAPACITY = 32;

/** Columns of fixes that grow at the end and are cut at the front. */
export class TrackBuffer {
  length = 0;
  capacity = FIRST_CAPACITY;
  private columns = emptyTrack(FIRST_CAPACITY);

  /** Adds a fix; there must be room. */
  push(atMs: number, lng: number, lat: number, accuracyM: number): void {
    const { columns, length } = this;
    columns.atMs[length] = atMs;
    columns.lng[length] = lng;
    columns.lat[length] = lat;
    columns.accuracyM[length] = accuracyM;
    this.length = length + 1;
  }

  /** Twice the room. */
  grow(): void {
    const old = this.view();
    this.capacity *= 2;
    this.columns = emptyTrack(this.capacity);
    for (const name of COLUMNS) this.columns[name].set(old[name]);
  }

  /** The fixes held; valid until the next change. */
  view(): Track {
    const { columns, length } = this;
    return {
      atMs: columns.atMs.subarray(0, length),
      lng: columns.lng.subarray(0, length),
      lat: columns.lat.subarray(0, length),
      accuracyM: columns.accuracyM.subarray(0, length),
    };
  }

  /** Holds from now on the fixes `from` to before `to` of `settled` (none of them later here) and its own from `rest` on. */
  keep(settled: Track, [from, to]: readonly [number, number], rest: number): void {
    const kept = to - from;
    for (const name of COLUMNS) {
      const column = this.columns[name];
      column.set(settled[name].subarray(from, to));
      column.copyWithin(kept, rest, this.length);
    }
    this.length = kept + this.length - rest;
  }
}

const COLUMNS = ['atMs', 'lng', 'lat', 'accuracyM'] as const;

function emptyTrack(length: number): Record<(typeof COLUMNS)[number], Float64Array> {
  return {
    atMs: new Float64Array(length),
    lng: new Float64Array(length),
    lat: new Float64Array(length),
    accuracyM: new Float64Array(length),
  };
}
