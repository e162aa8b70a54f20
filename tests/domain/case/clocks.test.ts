import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays } from '../../../server/domain/calendar.ts';
import {
  contactClock,
  decisionClock,
  explanationClock,
  verificationClock,
} from '../../../server/domain/case/clocks.ts';
import { isQuiet, nextSpeakMoment, publicationOf } from '../../../server/domain/case/publication.ts';
import { clockOf } from '../../../server/domain/time.ts';

const zone = { timeZone: 'Asia/Shanghai' };
const friday = new Date('2026-11-20T06:00:00Z');

describe('clocks', () => {
  it('gives HR 24 hours from publication', () => {
    expect(contactClock(friday).dueAt).toEqual(new Date('2026-11-21T06:00:00Z'));
  });
  it('gives the person three working days over a weekend', () => {
    expect(explanationClock(friday, [], zone).dueAt).toEqual(new Date('2026-11-25T15:59:59.999Z'));
  });
  it('waits for the third own working day when that is later, at most ten days', () => {
    expect(
      explanationClock(friday, ['2026-11-20', '2026-11-22', '2026-11-25', '2026-11-27'], zone).dueAt,
    ).toEqual(new Date('2026-11-27T15:59:59.999Z'));
    expect(explanationClock(friday, ['2026-11-28', '2026-12-05', '2026-12-12'], zone).dueAt).toEqual(
      new Date('2026-11-30T15:59:59.999Z'),
    );
  });
  it('gives verification and decision three working days each', () => {
    expect(verificationClock(friday, zone)).toMatchObject({
      kind: 'verification',
      dueAt: new Date('2026-11-25T15:59:59.999Z'),
    });
    expect(decisionClock(friday, zone)).toMatchObject({ kind: 'decision', certain: true });
  });
  it('never ends an explanation before three working days are over', () => {
    const when = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-10'), noInvalidDate: true });
    const day = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(when, fc.uniqueArray(day, { maxLength: 12 }), (from, offsets) => {
        const days = offsets
          .toSorted((a, b) => a - b)
          .map((offset) => new Date(+from + offset * 86_400_000).toISOString().slice(0, 10));
        const { dueAt } = explanationClock(from, days, zone);
        expect(+dueAt).toBeGreaterThanOrEqual(+addWorkingDays(from, 3, zone).at);
      }),
      { numRuns: 300 },
    );
  });
});

describe('publication (T0)', () => {
  it('is 09:00 on the next HR working day for what the night finds', () => {
    const night = new Date('2026-11-20T18:10:00Z');
    expect(publicationOf('medium', night, zone).at).toEqual(new Date('2026-11-23T01:00:00Z'));
  });
  it('is at once for high severity in the daytime, and 08:30 for the night', () => {
    expect(publicationOf('high', friday, zone).at).toEqual(friday);
    expect(publicationOf('high', new Date('2026-11-20T14:00:00Z'), zone).at).toEqual(
      new Date('2026-11-21T00:30:00Z'),
    );
    expect(publicationOf('high', new Date('2026-11-20T23:00:00Z'), zone).at).toEqual(
      new Date('2026-11-21T00:30:00Z'),
    );
  });
  it('never lets a message out between 21:00 and 08:30 and never holds one that is free to go', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        (at) => {
          const speakAt = nextSpeakMoment(at, 'Asia/Shanghai');
          const clock = clockOf(speakAt, 'Asia/Shanghai');
          expect(clock >= '08:30' && clock < '21:00').toBe(true);
          expect(+speakAt === +at).toBe(!isQuiet(at, 'Asia/Shanghai'));
          expect(+speakAt - +at).toBeLessThanOrEqual(11.5 * 3_600_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});
