import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerStepSchema } from '../../../server/contract/asked.ts';
import { DeclarationSettingsSchema, DeclarationStatusSchema } from '../../../server/contract/declaration.ts';
import { declaredWindows } from '../../../server/domain/declared-hours.ts';
import {
  holdsCard,
  isInAmnesty,
  isNoticeOnly,
  moveDeclaration,
  permittedUntil,
  weekHours,
  type DeclarationEvent,
  type DeclarationState,
} from '../../../server/domain/policy/declaration.ts';
import { repeat } from '../../support/runs.ts';

const ZONE = 'Asia/Shanghai';
const settings = DeclarationSettingsSchema.parse({});
const EVENTS: readonly DeclarationEvent[] = [
  'approve',
  'reject',
  'release',
  'withdraw',
  'end',
  'contest',
  'reopen',
  'reopen_review',
];

describe('moves of a declaration', () => {
  const allowed: Readonly<Record<string, string>> = {
    'pending:manager approve': 'pending:hr',
    'pending:manager release': 'pending:hr',
    'pending:manager reject': 'rejected',
    'pending:manager withdraw': 'withdrawn',
    'pending:hr approve': 'approved',
    'pending:hr reject': 'rejected',
    'pending:hr withdraw': 'withdrawn',
    'pending:review approve': 'approved',
    'pending:review reject': 'rejected',
    'pending:review withdraw': 'rejected',
    'rejected contest': 'pending:review',
    'approved reopen_review': 'pending:review',
    'approved withdraw': 'ended',
    'approved end': 'ended',
    'approved reopen': 'pending:hr',
  };
  const states: DeclarationState[] = DeclarationStatusSchema.options.flatMap((status): DeclarationState[] =>
    status === 'pending' ? AnswerStepSchema.options.map((step) => ({ status, step })) : [{ status }],
  );
  const nameOf = ({ status, step }: { status: string; step?: string | undefined }) =>
    step === undefined ? status : `${status}:${step}`;
  it.each(states.flatMap((state) => EVENTS.map((event) => [nameOf(state), event, state] as const)))(
    '%s %s leads where the table says, or nowhere',
    (name, event, state) => {
      const next = moveDeclaration(state, event);
      expect(next && nameOf(next)).toBe(allowed[`${name} ${event}`] ?? null);
    },
  );
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const hours = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  startTime: clock,
  endTime: clock,
});

describe('a notice is enough', () => {
  it('only where no declared minute falls into a known shift, at no rival, for a light kind and few hours', () => {
    fc.assert(
      fc.property(
        hours,
        fc.array(fc.integer({ min: 0, max: 27 }), { maxLength: 10 }),
        fc.boolean(),
        fc.constantFrom('family_help' as const, 'employed' as const),
        (declared, days, isRival, kind) => {
          const shifts = days.map((n) => ({
            startAt: new Date(Date.UTC(2026, 10, 2 + n, 1)),
            endAt: new Date(Date.UTC(2026, 10, 2 + n, 10)),
          }));
          const period = { ...declared, kind, fromDay: '2026-11-01', toDay: '2026-11-30' };
          const isEnough = isNoticeOnly(period, { isRival, shifts, timeZone: ZONE }, settings);
          const overlaps = shifts.some((shift) => declaredWindows(period, shift, ZONE).length > 0);
          const isLight = weekHours(period, ZONE) <= settings.lightWeekHours;
          expect(isEnough).toBe(
            !isRival && kind === 'family_help' && shifts.length > 0 && !overlaps && isLight,
          );
        },
      ),
      repeat(200),
    );
  });
});

describe('the amnesty', () => {
  const effectiveAt = new Date('2026-10-01T00:00:00Z');
  it.each([
    ['2026-09-20T00:00:00Z', true],
    ['2026-10-31T00:00:00Z', true],
    ['2026-10-31T00:00:01Z', false],
  ])('at %s: %s', (at, expected) => {
    expect(isInAmnesty(new Date(at), effectiveAt, settings)).toBe(expected);
  });
  it('has not ended before a policy is in force', () => {
    expect(isInAmnesty(new Date('2026-01-01T00:00:00Z'), null, settings)).toBe(true);
  });
});

describe('what a declaration permits', () => {
  it('never grows when it ends, and a refusal permits only amnesty time before it', () => {
    const moment = fc.date({
      min: new Date('2026-10-01T00:00:00Z'),
      max: new Date('2027-01-31T00:00:00Z'),
      noInvalidDate: true,
    });
    const until = (declaration: Parameters<typeof permittedUntil>[0]) =>
      +(permittedUntil(declaration, ZONE) ?? 0);
    fc.assert(
      fc.property(fc.boolean(), moment, moment, (isAmnesty, decidedAt, endedAt) => {
        const declaration = { toDay: '2026-12-31', isAmnesty, decidedAt, endedAt };
        const whole = until({ ...declaration, status: 'approved' });
        expect(whole).toBe(+new Date('2026-12-31T15:59:59.999Z'));
        expect(until({ ...declaration, status: 'ended' })).toBe(Math.min(whole, +endedAt));
        expect(until({ ...declaration, status: 'rejected' })).toBe(
          isAmnesty ? Math.min(whole, +decidedAt) : 0,
        );
        expect(until({ ...declaration, status: 'pending' })).toBe(0);
        expect(until({ ...declaration, status: 'withdrawn' })).toBe(0);
      }),
      repeat(200),
    );
    expect(permittedUntil({ status: 'pending', toDay: '2026-12-31' }, ZONE)).toBeNull();
  });
});

describe('a second look that nobody has decided', () => {
  const refusedAt = new Date('2026-11-19T04:00:00Z');
  const toDay = '2026-12-31';
  const refused = { status: 'rejected', toDay, decidedAt: refusedAt } as const;
  const asked = { status: 'pending', toDay, decidedAt: refusedAt, review: { refusedAt } } as const;
  const upheld = { ...asked, status: 'rejected', decidedAt: new Date('2026-11-24T04:00:00Z') } as const;

  it.each([true, false])(
    'permits what the refusal permits, no more and no less (amnesty %s)',
    (isAmnesty) => {
      const before = permittedUntil({ ...refused, isAmnesty }, ZONE);
      expect(before).toEqual(isAmnesty ? refusedAt : null);
      expect(permittedUntil({ ...asked, isAmnesty }, ZONE)).toEqual(before);
      expect(permittedUntil({ ...upheld, isAmnesty }, ZONE)).toEqual(before);
    },
  );

  it('permits the whole period once somebody says yes', () => {
    expect(permittedUntil({ ...asked, status: 'approved' }, ZONE)).toEqual(
      new Date('2026-12-31T15:59:59.999Z'),
    );
  });

  it('holds the manager card for time before the refusal alone, as while the declaration waited', () => {
    const span = (endAt: Date) => ({ endAt });
    const later = new Date(+refusedAt + 1);
    expect(holdsCard({ status: 'pending' }, span(later))).toBe(true);
    expect(holdsCard(asked, span(refusedAt))).toBe(true);
    expect(holdsCard(asked, span(later))).toBe(false);
    expect(holdsCard(refused, span(refusedAt))).toBe(false);
    expect(holdsCard(upheld, span(refusedAt))).toBe(false);
  });
});
