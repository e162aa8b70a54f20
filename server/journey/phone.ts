import { MAX_FIXES_PER_BATCH } from '../contract/ingest.ts';
import { centerOf } from '../demo/day-plan.ts';
import { simulateFixes, type SimulatedFix, type Stop } from '../demo/simulate-day.ts';
import { DEMO_ZONE } from '../demo/start-time.ts';
import { uuidV4Of } from '../demo/uuid.ts';
import { instantOf } from '../domain/time.ts';
import { demand, type Visitor } from './visitor.ts';

/** A stay of a told day, by demo place id, 'HH:mm' to 'HH:mm'. */
export type ToldStop = readonly [placeId: string, from: string, to: string];

const STEP_MS = 60_000;

/** Positions of a told day, one a minute. */
export function fixesOf(key: string, day: string, stops: readonly ToldStop[]): SimulatedFix[] {
  const told = stops.map(([placeId, from, to]): Stop => ({
    at: centerOf(placeId),
    fromMs: +instantOf(day, from, DEMO_ZONE),
    toMs: +instantOf(day, to, DEMO_ZONE),
  }));
  return simulateFixes({ seed: `${key} ${day}`, stops: told, stepMs: STEP_MS });
}

/** Somebody's phone: numbers its positions on from what it sent before. */
export class Phone {
  private readonly key: string;
  private nextSeq = 0;

  constructor(key: string) {
    this.key = key;
  }

  async send(visitor: Visitor, fixes: readonly SimulatedFix[], sentAt: Date): Promise<void> {
    for (let from = 0; from < fixes.length; from += MAX_FIXES_PER_BATCH) {
      const part = fixes.slice(from, from + MAX_FIXES_PER_BATCH);
      const first = this.nextSeq;
      this.nextSeq += part.length;
      const answer = await visitor.send('POST', '/api/v1/fixes', {
        installId: uuidV4Of(`journey ${this.key}`),
        sentAtMs: +sentAt,
        serverOffsetMs: 0,
        datum: 'wgs84',
        fixes: part.map(({ atMs, ...fix }, n) => ({ ...fix, seq: first + n, capturedAtMs: atMs })),
      });
      demand(answer, `${this.key} sends positions`);
    }
  }
}
