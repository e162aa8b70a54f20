import type { FenceId } from '../../connectors/files/fence-file.ts';
import type { FixSink } from '../../connectors/files/track-rows.ts';
import type { Datum } from '../../contract/geo.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import type { FenceGrid } from '../../domain/geo/fence-grid.ts';
import { StayStream, type StreamRule } from '../../domain/track/stay-stream.ts';
import type { StayPoint, Track } from '../../domain/track/track.ts';

/** Fences by place in the grid, with their ids. */
export type Fences = Readonly<{ grid: FenceGrid; ids: readonly FenceId[] }>;

type StaysCounts = {
  fixes: number;
  kept: number;
  stays: number;
  outOfOrder: number;
  insideFence: number;
};

/** Everyone a file speaks of: takes their fixes and holds their staypoints, already as lines. */
export class People {
  readonly counts: StaysCounts = { fixes: 0, kept: 0, stays: 0, outOfOrder: 0, insideFence: 0 };
  private readonly people = new Map<string, { stream: StayStream; lines: string[]; sink: FixSink }>();
  private readonly rule: StreamRule;
  private readonly datum: Datum;
  private readonly fences: Fences | null;

  constructor(asked: { rule: StreamRule; datum: Datum; fences: Fences | null }) {
    this.rule = asked.rule;
    this.datum = asked.datum;
    this.fences = asked.fences;
  }

  /** Who takes the fixes of `uid`; the same one when asked again. */
  open(uid: string): FixSink {
    const known = this.people.get(uid);
    if (known) return known.sink;
    const lines: string[] = [];
    const stream = new StayStream(this.rule, {
      onStay: (stay) => lines.push(this.lineOf(uid, stay)),
      onKept: (track) => this.countKept(track),
    });
    const sink = this.sinkOf(stream);
    this.people.set(uid, { stream, lines, sink });
    return sink;
  }

  /** Ends every track; the lines by uid, then start. */
  *end(): Generator<string, void, undefined> {
    const { counts, people } = this;
    for (const { stream } of people.values()) {
      stream.end();
      counts.fixes += stream.fixes + stream.outOfOrder;
      counts.outOfOrder += stream.outOfOrder;
    }
    const uids = [...people.keys()].sort();
    for (const uid of uids) yield* people.get(uid)?.lines ?? [];
  }

  private sinkOf(stream: StayStream): FixSink {
    const { datum } = this;
    if (datum === 'wgs84') return stream;
    const moved = new Float64Array(4);
    return {
      push([atMs = 0, lng = 0, lat = 0, accuracyM = 0]) {
        const point = toWgs84({ lng, lat }, datum);
        moved.set([atMs, point.lng, point.lat, accuracyM]);
        stream.push(moved);
      },
    };
  }

  private lineOf(uid: string, { lng, lat, startAt, endAt, fixes, extentM }: StayPoint): string {
    this.counts.stays++;
    return JSON.stringify({
      uid,
      lng: Number(lng.toFixed(7)),
      lat: Number(lat.toFixed(7)),
      start: startAt.toISOString(),
      end: endAt.toISOString(),
      fixes,
      radiusM: Number(extentM.toFixed(1)),
      ...(this.fences ? { fences: this.fencesAt(this.fences, lng, lat) } : {}),
    });
  }

  /** Sorted as words, numbers too. */
  private fencesAt({ grid, ids }: Fences, lng: number, lat: number): FenceId[] {
    const found = grid.find(lng, lat);
    return Array.from(grid.hits.subarray(0, found), (at) => ids[at] ?? '').sort((a, b) =>
      String(a) < String(b) ? -1 : 1,
    );
  }

  private countKept({ lng, lat }: Track): void {
    this.counts.kept += lng.length;
    const grid = this.fences?.grid;
    if (!grid) return;
    for (let at = 0; at < lng.length; at++)
      if (grid.find(lng[at] ?? 0, lat[at] ?? 0) > 0) this.counts.insideFence++;
  }
}
