import { cleanTrack } from './clean/index.ts';
import type { CleanSettings } from './clean/settings.ts';
import { describePlainStay, plainRuleOf, type PlainStaySettings } from './plain-stays.ts';
import { lastSpan, scanStays, type StayRule, type StaySpan } from './stay-scan.ts';
import type { StaySettings } from './stay-settings.ts';
import { describeStay, stayRuleOf } from './stays.ts';
import { TrackBuffer } from './track-buffer.ts';
import type { StayPoint, Track } from './track.ts';

/** How a stream judges: cleaned by our rules, or the plain rule on every fix. */
export type StreamRule =
  | Readonly<{ name: 'mingqin'; clean: CleanSettings; stay: StaySettings }>
  | Readonly<{ name: 'plain'; stay: PlainStaySettings }>;

/** What becomes of the fixes: each stay as it ends, and every kept fix once, in columns of which the first `count` are meant. */
export type StreamSink = Readonly<{
  onStay: (stay: StayPoint) => void;
  onKept: (track: Track, count: number) => void;
}>;

/** Fixes held before they are judged; fits a core's cache. */
const CHUNK = 8192;

/**
 * The stays of one person from fixes that come one by one, the same as of the whole track at once. Held are only the fixes of the stay
 * that is still open and those a later fix may still clear or reject, so memory does not grow with the track.
 */
export class StayStream {
  /** Fixes taken so far. */
  fixes = 0;
  /** Fixes refused because they were older than the one before. */
  outOfOrder = 0;
  private latestMs = -Infinity;
  private readonly buffer = new TrackBuffer();
  private readonly rule: StreamRule;
  private readonly sink: StreamSink;
  private readonly scan: StayRule;

  constructor(rule: StreamRule, sink: StreamSink) {
    this.rule = rule;
    this.sink = sink;
    this.scan = rule.name === 'plain' ? plainRuleOf(rule.stay) : stayRuleOf(rule.stay);
  }

  /** Takes the next fix (epoch ms, degrees, metres with 0 = unknown); false, and nothing else, when it is older than the one before. */
  push(atMs: number, lng: number, lat: number, accuracyM: number): boolean {
    if (atMs < this.latestMs) {
      this.outOfOrder++;
      return false;
    }
    this.latestMs = atMs;
    this.fixes++;
    const { buffer } = this;
    if (buffer.length === buffer.capacity) {
      if (buffer.length >= CHUNK) this.settle(false);
      if (2 * buffer.length > buffer.capacity) buffer.grow();
    }
    buffer.push(atMs, lng, lat, accuracyM);
    return true;
  }

  /** Says that no fix follows. */
  end(): void {
    this.settle(true);
  }

  private settle(isEnd: boolean): void {
    const raw = this.buffer.view();
    const settledMs = this.settledMs(isEnd);
    const track = this.rule.name === 'plain' ? raw : cleanTrack(raw, this.rule.clean).track;
    const settledTo = countBefore(track, settledMs);
    const { spans, openFrom } = scanStays(track, this.scan, settledTo);
    for (const span of spans) this.sink.onStay(this.describe(track, span));
    const last = isEnd && this.keepsLast() ? lastSpan(track, this.scan, openFrom) : null;
    if (last) this.sink.onStay(this.describe(track, last));
    this.sink.onKept(track, isEnd ? settledTo : openFrom);
    this.buffer.keep(track, [openFrom, settledTo], countBefore(raw, settledMs));
  }

  /** Before this moment no verdict of a clean rule can change: the spike rule looks furthest ahead. */
  private settledMs(isEnd: boolean): number {
    if (isEnd || this.rule.name === 'plain') return Infinity;
    return this.latestMs - this.rule.clean.maxSpikeMin * 60_000;
  }

  private describe(track: Track, span: StaySpan): StayPoint {
    return this.rule.name === 'plain' ? describePlainStay(track, span) : describeStay(track, span);
  }

  private keepsLast(): boolean {
    return this.rule.name === 'plain' || this.rule.stay.includeLast;
  }
}

function countBefore({ atMs }: Track, ms: number): number {
  let count = atMs.length;
  while (count > 0 && (atMs[count - 1] ?? 0) >= ms) count--;
  return count;
}
