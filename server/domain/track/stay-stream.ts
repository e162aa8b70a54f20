import { cleanTrack } from './clean/index.ts';
import { beginsSession } from './clean/session.ts';
import type { CleanSettings } from './clean/settings.ts';
import { describePlainStay, plainRuleOf, type PlainStaySettings } from './plain-stays.ts';
import { scanRests } from './rest-scan.ts';
import { scanPlain, type Scanned, type ScanRange, type StaySpan } from './stay-scan.ts';
import type { StaySettings } from './stay-settings.ts';
import { describeStay } from './stays.ts';
import { TrackBuffer } from './track-buffer.ts';
import type { StayPoint, Track } from './track.ts';

/** How a stream judges: cleaned by our rules, or the plain rule on every fix. */
export type StreamRule =
  | Readonly<{ name: 'mingqin'; clean: CleanSettings; stay: StaySettings }>
  | Readonly<{ name: 'plain'; stay: PlainStaySettings }>;

/** What becomes of the fixes: each stay as it ends, and every kept fix once, in columns that are valid until the call returns. */
type StreamSink = Readonly<{
  onStay: (stay: StayPoint) => void;
  onKept: (track: Track) => void;
}>;

/**
 * The stays of one person from fixes that come one by one, the same as of the whole track at once. Held are only the fixes of the
 * session being cleaned, of the stay that is still open, and the one before it, so memory does not grow with the track.
 */
export class StayStream {
  /** Fixes taken so far. */
  fixes = 0;
  /** Fixes refused because they were older than the one before. */
  outOfOrder = 0;
  private latestMs = -Infinity;
  private readonly session = new TrackBuffer();
  private readonly open = new TrackBuffer();
  /** Fixes at the head of `open` that are only looked back at. */
  private passed = 0;
  private readonly rule: StreamRule;
  private readonly sink: StreamSink;

  constructor(rule: StreamRule, sink: StreamSink) {
    this.rule = rule;
    this.sink = sink;
  }

  /**
   * Takes the next fix (epoch ms, degrees east and north, metres with 0 = unknown; the array is not kept); false, and nothing else, when
   * it is older than the one before.
   */
  push(fix: Float64Array): boolean {
    const atMs = fix[0] ?? 0;
    if (atMs < this.latestMs) {
      this.outOfOrder++;
      return false;
    }
    const { session } = this;
    if (beginsSession(atMs, this.latestMs, session.length)) this.settle(false);
    this.latestMs = atMs;
    this.fixes++;
    session.push(fix);
    return true;
  }

  /** Says that no fix follows. */
  end(): void {
    this.settle(true);
  }

  private settle(isEnd: boolean): void {
    const { open, session, rule, sink } = this;
    const kept = rule.name === 'plain' ? session.view() : cleanTrack(session.view(), rule.clean).track;
    sink.onKept(kept);
    open.append(kept);
    session.dropBefore(session.length);
    const track = open.view();
    const { spans, openFrom } = this.scan(track, { from: this.passed, isEnd });
    for (const span of spans) sink.onStay(this.describe(track, span));
    this.passed = Math.min(1, openFrom);
    open.dropBefore(openFrom - this.passed);
  }

  private scan(track: Track, range: ScanRange): Scanned {
    const { rule } = this;
    return rule.name === 'plain'
      ? scanPlain(track, plainRuleOf(rule.stay), range)
      : scanRests(track, rule.stay, range);
  }

  private describe(track: Track, span: StaySpan): StayPoint {
    return this.rule.name === 'plain' ? describePlainStay(track, span) : describeStay(track, span);
  }
}
