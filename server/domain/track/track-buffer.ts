import type { Track } from './track.ts';

const FIRST_CAPACITY = 32;

/** Columns of fixes that grow at the end and are cut at the front. */
export class TrackBuffer {
  length = 0;
  private capacity = FIRST_CAPACITY;
  private columns = emptyTrack(FIRST_CAPACITY);

  /** Adds a fix: epoch ms, degrees east and north, metres. */
  push(fix: Float64Array): void {
    if (this.length === this.capacity) this.grow();
    const { columns, length } = this;
    columns.atMs[length] = fix[0] ?? 0;
    columns.lng[length] = fix[1] ?? 0;
    columns.lat[length] = fix[2] ?? 0;
    columns.accuracyM[length] = fix[3] ?? 0;
    this.length = length + 1;
  }

  /** Twice the room. */
  private grow(): void {
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

  /** Adds the fixes of a track. */
  append(track: Track): void {
    const added = track.atMs.length;
    while (this.length + added > this.capacity) this.grow();
    for (const name of COLUMNS) this.columns[name].set(track[name], this.length);
    this.length += added;
  }

  /** Forgets the first `count` fixes. */
  dropBefore(count: number): void {
    for (const name of COLUMNS) this.columns[name].copyWithin(0, count, this.length);
    this.length -= count;
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
