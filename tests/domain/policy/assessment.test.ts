import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssessmentStatusSchema } from '../../../server/contract/assessment.ts';
import {
  assessmentFor,
  keptUntilDay,
  runningNames,
  scopeChanges,
} from '../../../server/domain/policy/assessment.ts';
import { addDays } from '../../../server/domain/time.ts';
import { repeat } from '../../support/runs.ts';

const NEEDS = ['track', 'visits', 'orders'] as const;
const NAMES = ['off-zone', 'off-hours', 'two-stores'] as const;
const detector = fc.record({ name: fc.constantFrom(...NAMES), needs: fc.subarray([...NEEDS]) });
const day = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2026-11-01', n));
const scope = fc.record({
  detectors: fc.uniqueArray(detector, { selector: ({ name }) => name, maxLength: 3 }),
  notices: fc.subarray(['location:1', 'photo:1', 'photo:2']),
  regions: fc.subarray(['pudong', 'xuhui']),
});
const assessment = fc.record({
  status: fc.constantFrom(...AssessmentStatusSchema.options),
  reviewDay: day,
  scope,
});

describe('what may run', () => {
  it('is only what is switched on and wholly named by an approved assessment before its review is overdue', () => {
    fc.assert(
      fc.property(
        fc.array(assessment, { maxLength: 4 }),
        fc.uniqueArray(detector, { selector: ({ name }) => name, maxLength: 3 }),
        fc.subarray([...NAMES]),
        day,
        (assessments, detectors, off, today) => {
          const running = runningNames(detectors, { assessments, off: new Set(off), today });
          for (const { name, needs } of detectors) {
            const isCovered = assessments.some(
              (one) =>
                one.status === 'approved' &&
                one.reviewDay >= today &&
                one.scope.detectors.some(
                  (own) => own.name === name && needs.every((need) => own.needs.includes(need)),
                ),
            );
            expect(running.has(name)).toBe(isCovered && !off.includes(name));
          }
        },
      ),
      repeat(300),
    );
  });

  it('is nothing without any assessment', () => {
    const needs = { name: 'off-zone', needs: ['track'] };
    expect(runningNames([needs], { assessments: [], off: new Set(), today: '2026-11-19' }).size).toBe(0);
    expect(assessmentFor([], needs, '2026-11-19')).toBeNull();
  });
});

describe('the scope of an assessment', () => {
  it('is not changed by less than was assessed, and every growth is named', () => {
    fc.assert(
      fc.property(scope, scope, (assessed, now) => {
        expect(scopeChanges(assessed, assessed)).toEqual([]);
        const named = scopeChanges(assessed, now);
        for (const region of now.regions)
          expect(named.includes(`region:${region}`)).toBe(!assessed.regions.includes(region));
        for (const notice of now.notices)
          expect(named.includes(`notice:${notice}`)).toBe(!assessed.notices.includes(notice));
      }),
      repeat(200),
    );
  });

  it('grows when a detector reads something new', () => {
    const of = (needs: string[]) => ({ detectors: [{ name: 'off-zone', needs }], notices: [], regions: [] });
    expect(scopeChanges(of(['track']), of(['track', 'orders']))).toEqual(['detector:off-zone:orders']);
  });
});

it('is kept for three years after it stopped to apply', () => {
  expect(keptUntilDay({ reviewDay: '2026-12-31' }, '2026-06-30') >= '2029-06-30').toBe(true);
  expect(keptUntilDay({ reviewDay: '2026-12-31' }, undefined) >= '2029-12-31').toBe(true);
});
