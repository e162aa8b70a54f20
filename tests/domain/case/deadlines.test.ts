import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, Wait } from '../../../server/domain/case/case.ts';
import {
  decisionClock,
  explanationClock,
  verificationClock,
  type ClockZone,
} from '../../../server/domain/case/clocks.ts';
import { deriveDeadlines, type ClockFacts } from '../../../server/domain/case/deadlines.ts';
import { refuseMove } from '../../../server/domain/case/guard.ts';
import { nextShiftStart, ownWorkingDays } from '../../../server/domain/case/own-roster.ts';
import { publicationOf } from '../../../server/domain/case/publication.ts';
import { isOfficeTime, nextOfficeTime } from '../../../server/domain/calendar.ts';
import { reminderDue, reminderMoments } from '../../../server/domain/case/reminders.ts';
import { standardProcedure } from '../../../server/domain/case/settings.ts';
import { endWait, waitedDays } from '../../../server/domain/case/waits.ts';
import type { DaySchedule } from '../../../server/domain/working-time.ts';
import { repeat } from '../../support/runs.ts';
import { caseIn } from './case-in-state.ts';
import { dueByHand, daysAfter, endOf, wallOf } from './slow-calendar.ts';

const TIME_ZONE = 'Asia/Shanghai';
const zone = { timeZone: TIME_ZONE };
const facts: ClockFacts = { zone, rosteredDays: [], settings: standardProcedure };
/** An instant in Shanghai. */
const sh = (text: string): Date => new Date(`${text}+08:00`);
const reason = 'x'.repeat(20);
const waitOf = (startedAt: Date, endedAt?: Date) =>
  ({
    kind: 'delivery',
    startedAt,
    dueAt: endedAt ?? new Date(+startedAt + 86_400_000),
    certain: true,
    byId: 'hr',
    reason,
    ...(endedAt && { endedAt }),
  }) as const;

describe('deadlines over National Day 2026', () => {
  it('counts the Saturday that is worked for the holiday, and none of its seven days', () => {
    expect(explanationClock(sh('2026-09-30T15:00'), [], zone).dueAt).toEqual(sh('2026-10-10T23:59:59.999'));
    expect(decisionClock(sh('2026-09-30T15:00'), zone).dueAt).toEqual(sh('2026-10-10T23:59:59.999'));
  });
  it('counts the Sunday that is worked before it', () => {
    expect(decisionClock(sh('2026-09-18T10:00'), zone).dueAt).toEqual(sh('2026-09-22T23:59:59.999'));
  });
  it('publishes on the first working day after it, grave things on a holiday morning', () => {
    expect(publicationOf('medium', sh('2026-09-30T23:10'), zone).at).toEqual(sh('2026-10-08T09:00'));
    expect(publicationOf('medium', sh('2026-10-09T23:10'), zone).at).toEqual(sh('2026-10-10T09:00'));
    expect(publicationOf('high', sh('2026-09-30T22:00'), zone).at).toEqual(sh('2026-10-01T08:30'));
  });
  it('begins a day at midnight of the person’s own zone', () => {
    expect(verificationClock(sh('2026-09-29T23:59:59'), zone).dueAt).toEqual(sh('2026-10-09T23:59:59.999'));
    expect(verificationClock(sh('2026-09-30T00:00:00'), zone).dueAt).toEqual(sh('2026-10-10T23:59:59.999'));
    const urumqi = { timeZone: 'Asia/Urumqi' };
    expect(verificationClock(sh('2026-09-30T01:30'), urumqi).dueAt).toEqual(
      new Date('2026-10-09T17:59:59.999Z'),
    );
  });
  it('follows the company’s own days', () => {
    const overrides = { '2026-10-08': 'rest', '2026-10-11': 'work' } as const;
    expect(decisionClock(sh('2026-09-30T15:00'), { ...zone, overrides }).dueAt).toEqual(
      sh('2026-10-11T23:59:59.999'),
    );
  });
  it('says so when it crosses into a year that is not announced, unless the company set every day', () => {
    expect(decisionClock(sh('2026-12-30T10:00'), zone)).toMatchObject({ certain: false });
    expect(decisionClock(sh('2026-12-28T10:00'), zone)).toMatchObject({ certain: false });
    expect(decisionClock(sh('2026-12-22T10:00'), zone)).toMatchObject({ certain: true });
    const overrides = {
      '2026-12-31': 'work',
      '2027-01-01': 'rest',
      '2027-01-02': 'rest',
      '2027-01-03': 'rest',
      '2027-01-04': 'work',
      '2027-01-05': 'work',
    } as const;
    expect(decisionClock(sh('2026-12-30T10:00'), { ...zone, overrides })).toMatchObject({
      certain: true,
      dueAt: sh('2027-01-05T23:59:59.999'),
    });
  });
});

describe('waits', () => {
  const verified: Case = {
    ...caseIn('verified'),
    verification: { at: sh('2026-09-28T10:00'), byId: 'v', result: 'substantiated', reason },
  };
  const at = sh('2026-10-09T10:00');
  it('have their own clock while the decision’s stands still', () => {
    const waiting = { ...verified, waits: [waitOf(sh('2026-09-29T10:00'))] };
    expect(deriveDeadlines(waiting, facts, at).clock).toMatchObject({
      kind: 'delivery',
      startedAt: sh('2026-09-29T10:00'),
    });
  });
  it('give the decision back the working days they took, and are reported apart', () => {
    const wait = waitOf(sh('2026-09-29T10:00'), sh('2026-10-09T09:00'));
    // Tuesday 29th was the clock's; 30 September, 8 and 9 October were the wait's.
    expect(deriveDeadlines({ ...verified, waits: [wait] }, facts, at).clock).toMatchObject({
      kind: 'decision',
      dueAt: sh('2026-10-12T23:59:59.999'),
    });
    expect(waitedDays(wait, at, zone)).toBe(3);
  });
  it('of delivery and of leave leave the person the whole time to appeal, before the penalty and after it', () => {
    const approved = { ...caseIn('approved'), appealUntilAt: sh('2026-11-26T23:59:59.999') };
    const executed = { ...caseIn('executed'), appealUntilAt: sh('2026-12-02T23:59:59.999') };
    const subject = { personId: 'subject', roles: ['employee'] };
    const untilOf = (record: Case, at_: Date) => deriveDeadlines(record, facts, at_).appealUntilAt;
    // Approved on Monday 23rd; Tuesday was the window's, Wednesday to Friday the wait's.
    const away = { ...waitOf(sh('2026-11-24T10:00'), sh('2026-11-27T10:00')), kind: 'leave' } as const;
    expect(untilOf({ ...approved, waits: [away] }, sh('2026-11-27T11:00'))).toEqual(
      sh('2026-12-01T23:59:59.999'),
    );
    const union = { ...away, kind: 'union_reply' } as const;
    expect(untilOf({ ...approved, waits: [union] }, sh('2026-11-27T11:00'))).toEqual(
      sh('2026-11-26T23:59:59.999'),
    );
    // Carried out on Friday 27th; the paper is on its way until a day nobody knows.
    const due = { ...waitOf(sh('2026-11-27T11:00')), dueAt: sh('2026-12-08T23:59:59.999') };
    const onItsWay = { ...executed, waits: [due] };
    expect(untilOf(onItsWay, sh('2026-11-28T10:00'))).toEqual(sh('2026-12-11T23:59:59.999'));
    const late = sh('2026-12-20T10:00');
    expect(refuseMove(onItsWay, { event: 'appeal', actor: subject, at: late })).toBeNull();
    const came = {
      ...onItsWay,
      waits: [{ ...due, endedAt: late }],
      appealUntilAt: sh('2026-12-11T23:59:59.999'),
    };
    expect(untilOf(came, late)).toEqual(sh('2026-12-23T23:59:59.999'));
  });
  it('are counted anew once the holidays of the next year are known, unless somebody named the last day', () => {
    const startedAt = sh('2026-12-29T10:00');
    const told = {
      ...waitOf(startedAt, sh('2027-01-07T23:59:59.999')),
      kind: 'union_reply',
      certain: false,
    } as const;
    const { endedAt: _ended, ...running } = told;
    // The bridge that the notice adds to the two holidays of the law; ten working days in all.
    const overrides = { '2027-01-04': 'rest', '2027-01-05': 'rest' } as const;
    const known = { ...facts, zone: { ...zone, overrides } };
    const waitsOf = (wait: Wait) => deriveDeadlines({ ...verified, waits: [wait] }, known, at).waits;
    expect(waitsOf(running)).toMatchObject([{ dueAt: sh('2027-01-15T23:59:59.999') }]);
    expect(waitsOf({ ...running, workingDays: 3 })).toMatchObject([{ dueAt: sh('2027-01-06T23:59:59.999') }]);
    expect(waitsOf({ ...running, certain: true })).toBeUndefined();
    expect(waitsOf(told)).toBeUndefined();
  });
  it('end all at once, those that ended before as they were', () => {
    const [first, second] = [waitOf(sh('2026-09-29T10:00'), sh('2026-09-29T11:00')), waitOf(at)];
    expect(endWait([first, second], at)).toEqual([first, { ...second, endedAt: at }]);
  });
});

describe('deadlines derived again', () => {
  const contacted: Case = { ...caseIn('contacted'), contact: { at: sh('2026-09-30T15:00'), byId: 'hr' } };
  const { explanationDueAt: _due, ...fresh } = contacted;
  const at = sh('2026-09-30T15:00');
  it('start from the first moment the person could read the message', () => {
    const late = { ...fresh, contact: { at: sh('2026-09-28T21:30'), byId: 'hr' } };
    expect(deriveDeadlines(late, facts, at).explanationDueAt).toEqual(sh('2026-10-09T23:59:59.999'));
    const queued = {
      ...fresh,
      contact: { at: sh('2026-09-28T10:00'), byId: 'hr', queuedUntil: sh('2026-09-30T09:00') },
    };
    expect(deriveDeadlines(queued, facts, at).explanationDueAt).toEqual(sh('2026-10-10T23:59:59.999'));
  });
  it('move to a later date with the calendar or the roster, and never to an earlier one that the person was not told', () => {
    const told = deriveDeadlines(fresh, facts, at);
    expect(told.explanationDueAt).toEqual(sh('2026-10-10T23:59:59.999'));
    const known = { ...fresh, ...told };
    const later = { ...facts, zone: { ...zone, overrides: { '2026-10-10': 'rest' } as const } };
    expect(deriveDeadlines(known, later, at).explanationDueAt).toEqual(sh('2026-10-12T23:59:59.999'));
    const earlier = { ...facts, zone: { ...zone, overrides: { '2026-10-01': 'work' } as const } };
    expect(deriveDeadlines(known, earlier, at).explanationDueAt).toEqual(sh('2026-10-10T23:59:59.999'));
  });

  it('stands still while HR waits for a leave of the person’s, and never ends earlier for it', () => {
    const leave = {
      ...waitOf(sh('2026-10-09T09:00')),
      kind: 'leave',
      dueAt: sh('2026-10-16T23:59:59.999'),
    } as const;
    const known = { ...contacted, explanationDueAt: sh('2026-10-10T23:59:59.999') };
    const waiting = deriveDeadlines({ ...known, waits: [leave] }, facts, sh('2026-10-09T09:00'));
    expect(waiting).toMatchObject({
      explanationDueAt: sh('2026-10-19T23:59:59.999'),
      clock: { kind: 'leave' },
    });
    const back = { ...leave, endedAt: sh('2026-10-12T09:00') };
    const told = { ...known, explanationDueAt: sh('2026-10-19T23:59:59.999'), waits: [back] };
    expect(deriveDeadlines(told, facts, sh('2026-10-12T09:00')).explanationDueAt).toEqual(
      sh('2026-10-19T23:59:59.999'),
    );
  });
  it('keep what was reminded of the same clock, but say again when a moved one is due', () => {
    const derived = deriveDeadlines(fresh, facts, at).clock;
    if (!derived) throw new Error('no clock');
    const clock = { ...derived, reminded: ['half', 'most', 'due'] as const };
    const same = deriveDeadlines({ ...fresh, clock }, facts, at);
    expect(same.clock?.reminded).toEqual(['half', 'most', 'due']);
    const later = { ...facts, zone: { ...zone, overrides: { '2026-10-10': 'rest' } as const } };
    const moved = deriveDeadlines({ ...fresh, clock }, later, at);
    expect(moved.clock?.reminded).toEqual(['half', 'most']);
  });
  it('close what was carried out after the appeal at once, not before it was carried out', () => {
    const done = caseIn('executed');
    const decidedOn = (day: string) => {
      const decidedAt = new Date(`2026-11-${day}T02:00:00Z`);
      const decision = { at: decidedAt, byId: 'third', result: 'upheld', reason } as const;
      return { ...done, appeal: { id: 'a', at: decidedAt, text: '不同意', decision } } as const;
    };
    const later = sh('2026-12-01T10:00');
    const executedAt = done.execution?.at;
    expect(deriveDeadlines(decidedOn('25'), facts, later).clock).toMatchObject({ dueAt: executedAt });
    expect(deriveDeadlines(decidedOn('28'), facts, later).clock).toMatchObject({
      dueAt: new Date('2026-11-28T02:00:00Z'),
    });
  });

  it('hold the execution back until the window is over, then run its own clock', () => {
    const approved: Case = {
      ...caseIn('approved'),
      decision: { id: 'd', at: sh('2026-09-30T15:00'), byId: 'legal', result: 'approved', comment: '' },
    };
    const { appealUntilAt: _until, ...decided } = approved;
    const now = deriveDeadlines(decided, facts, sh('2026-09-30T15:01'));
    expect(now).toMatchObject({
      clock: { kind: 'appeal_window' },
      appealUntilAt: sh('2026-10-10T23:59:59.999'),
    });
    const then = deriveDeadlines({ ...decided, ...now }, facts, sh('2026-10-10T23:59:59.999'));
    expect(then.clock).toMatchObject({ kind: 'execution', dueAt: sh('2026-10-14T23:59:59.999') });
  });
});

describe('against counting by hand', { timeout: 60_000 }, () => {
  const timeZone = fc.constantFrom(
    'Asia/Shanghai',
    'Asia/Urumqi',
    'Asia/Tokyo',
    'America/New_York',
    'Europe/London',
  );
  const when = fc.date({ min: new Date('2026-09-14'), max: new Date('2026-11-20'), noInvalidDate: true });
  const dayNames = Array.from({ length: 90 }, (_, n) =>
    new Date(Date.UTC(2026, 8, 10 + n)).toISOString().slice(0, 10),
  );
  const own = fc.dictionary(fc.constantFrom(...dayNames), fc.constantFrom('work', 'rest'), { maxKeys: 6 });
  const minutes = fc.array(fc.integer({ min: 1, max: 5 * 1440 }), { minLength: 0, maxLength: 4 });

  it('decides within three working days without the days of its waits', () => {
    fc.assert(
      fc.property(timeZone, when, own, minutes, (name, startedAt, days, gaps) => {
        const waits = pausesOf(startedAt, gaps);
        const got = decisionClock(
          startedAt,
          { timeZone: name, overrides: days },
          waits.map((p) => waitOf(p.startedAt, p.endedAt)),
        );
        expect(got.dueAt).toEqual(dueByHand(startedAt, 3, { timeZone: name, own: days, pauses: waits }));
      }),
      repeat(80),
    );
  });

  it('explains for three working days or three own days, the later, at most ten days', () => {
    const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 10 });
    fc.assert(
      fc.property(timeZone, when, own, offsets, (name, startedAt, days, shifts) => {
        const later = [...take(daysAfter(startedAt, name), 21)];
        const rostered = shifts.toSorted((a, b) => a - b).flatMap((n) => later[n] ?? []);
        const working = dueByHand(startedAt, 3, { timeZone: name, own: days });
        const third = rostered[2];
        const latest = third === undefined ? working : new Date(Math.max(+endOf(third, name), +working));
        const cap = Math.max(+endOf(later[9] ?? '', name), +working);
        const got = explanationClock(startedAt, rostered, { timeZone: name, overrides: days });
        expect(got.dueAt).toEqual(new Date(Math.min(+latest, cap)));
      }),
      repeat(40),
    );
  });

  it('writes to nobody who is off or on leave, and to everybody else at once', () => {
    const shift = fc.record({ day: fc.integer({ min: 0, max: 12 }), isOnLeave: fc.boolean() });
    fc.assert(
      fc.property(when, fc.array(shift, { maxLength: 10 }), (at, shifts) => {
        const today = wallOf(at, TIME_ZONE).day;
        const schedules = [...new Map(shifts.map((one) => [one.day, one])).values()].map((one) =>
          scheduleOf(today, one),
        );
        const start = nextShiftStart(schedules, at);
        const works = new Set(ownWorkingDays(schedules));
        if (start === undefined) return;
        expect(+start).toBeGreaterThan(+at);
        expect(works.has(today)).toBe(false);
        const onLeave = schedules.some(({ leaves }) =>
          leaves.some((l) => l.startAt <= start && start < l.endAt),
        );
        expect(onLeave).toBe(false);
      }),
      repeat(200),
    );
  });
});

describe('reminders', () => {
  const rule = { urgentAfterMin: 60, zone: { timeZone: 'Asia/Shanghai' } };
  const clockOf = (startedAt: string, dueAt: string) =>
    ({ kind: 'contact', startedAt: sh(startedAt), dueAt: sh(dueAt), certain: true }) as const;
  const clock = clockOf('2026-09-28T09:00', '2026-09-28T18:00');
  const moments = (startedAt: string, dueAt: string, where: ClockZone = rule.zone) =>
    reminderMoments(clockOf(startedAt, dueAt), { ...rule, zone: where }).map(({ at }) => at);

  it('come at half, at 80 %, when it is due and an hour later urgently', () => {
    expect(reminderMoments(clockOf('2026-09-28T09:00', '2026-09-28T14:00'), rule)).toEqual([
      { step: 'half', at: sh('2026-09-28T11:30') },
      { step: 'most', at: sh('2026-09-28T13:00') },
      { step: 'due', at: sh('2026-09-28T14:00') },
      { step: 'urgent', at: sh('2026-09-28T15:00') },
    ]);
  });
  it('are sent once each, and only the latest of those that were slept through', () => {
    expect(reminderDue(clock, sh('2026-09-28T13:29'), rule)).toBeNull();
    expect(reminderDue(clock, sh('2026-09-28T13:30'), rule)).toBe('half');
    expect(reminderDue({ ...clock, reminded: ['half'] }, sh('2026-09-28T14:00'), rule)).toBeNull();
    expect(reminderDue(clock, sh('2026-09-29T12:00'), rule)).toBe('urgent');
    expect(reminderDue({ ...clock, reminded: ['urgent'] }, sh('2026-09-30T12:00'), rule)).toBeNull();
  });
  it('of a night come before people leave, and not after the deadline', () => {
    expect(moments('2026-09-28T09:00', '2026-09-29T09:00')).toEqual([
      sh('2026-09-28T17:00'),
      sh('2026-09-28T17:00'),
      sh('2026-09-29T09:00'),
      sh('2026-09-29T10:00'),
    ]);
  });
  it('of a deadline on a Saturday warn on Friday and say that it has passed on Monday', () => {
    expect(moments('2026-11-20T09:00', '2026-11-21T09:00')).toEqual([
      sh('2026-11-20T17:00'),
      sh('2026-11-20T17:00'),
      sh('2026-11-23T09:00'),
      sh('2026-11-23T10:00'),
    ]);
  });
  it('of a deadline in a public holiday warn on the last working day before, also when most of the time was over earlier', () => {
    const [, most, due] = moments('2026-09-16T09:00', '2026-10-02T23:59');
    expect([most, due]).toEqual([sh('2026-09-30T09:00'), sh('2026-10-08T09:00')]);
  });
  it('come on a Saturday that is worked in exchange, and on no day the company has off', () => {
    expect(moments('2026-09-19T09:00', '2026-09-20T14:00')[1]).toEqual(sh('2026-09-20T09:00'));
    const overrides = { '2026-09-20': 'rest' } as const;
    expect(moments('2026-09-18T09:00', '2026-09-20T14:00', { ...rule.zone, overrides })).toEqual([
      sh('2026-09-18T17:00'),
      sh('2026-09-18T17:00'),
      sh('2026-09-21T09:00'),
      sh('2026-09-21T10:00'),
    ]);
  });
  it('only ever come in working hours, in order, and warn before the deadline where there are any before it', () => {
    const from = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-11-30'), noInvalidDate: true });
    fc.assert(
      fc.property(from, fc.integer({ min: 60, max: 15_000 }), (startedAt, lengthMin) => {
        const dueAt = new Date(+startedAt + lengthMin * 60_000);
        const found = reminderMoments({ kind: 'contact', startedAt, dueAt, certain: true }, rule);
        expect(found.every(({ at }) => isOfficeTime(at, rule.zone) && at >= startedAt)).toBe(true);
        expect(found.map(({ at }) => +at)).toEqual(found.map(({ at }) => +at).toSorted((a, b) => a - b));
        const mayBeWarned = nextOfficeTime(startedAt, rule.zone) < dueAt;
        expect(found.slice(0, 2).map(({ at }) => at < dueAt)).toEqual([mayBeWarned, mayBeWarned]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Pauses one after another, from minutes that alternate between running and waiting. */
function pausesOf(from: Date, gaps: readonly number[]): { startedAt: Date; endedAt: Date }[] {
  const pauses = [];
  let ms = +from;
  for (let index = 0; index + 1 < gaps.length; index += 2) {
    const startedAt = new Date((ms += (gaps[index] ?? 0) * 60_000));
    pauses.push({ startedAt, endedAt: new Date((ms += (gaps[index + 1] ?? 0) * 60_000)) });
  }
  return pauses;
}

function scheduleOf(today: string, { day, isOnLeave }: { day: number; isOnLeave: boolean }): DaySchedule {
  const name = new Date(Date.parse(`${today}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);
  const shift = { id: name, startAt: sh(`${name}T09:00`), endAt: sh(`${name}T18:00`), breaks: [] };
  const leave = { startAt: sh(`${name}T00:00`), endAt: sh(`${name}T23:59`) };
  return {
    personId: 'p',
    day: name,
    timeZone: TIME_ZONE,
    shifts: [shift],
    leaves: isOnLeave ? [leave] : [],
    trips: [],
  };
}

function* take<T>(from: Generator<T>, count: number): Generator<T> {
  for (let taken = 0; taken < count; taken += 1) {
    const { value, done } = from.next();
    if (done === true) return;
    yield value;
  }
}
