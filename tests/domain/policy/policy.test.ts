import { describe, expect, it } from 'vitest';
import { alertTarget } from '../../../server/domain/policy/alert-status.ts';
import { declaredWindows, encloses, windowOn } from '../../../server/domain/declared-hours.ts';
import { earnsManagerCard } from '../../../server/domain/policy/escalation.ts';
import { buildCase } from '../case/case-example.ts';

const { finding } = buildCase();
const facts = { day: '2026-11-16', otherDays: [], isHeld: false };

describe('what a finding asks of its alert', () => {
  it('opens a severe one at once, watches a single medium day, opens it on the second day', () => {
    expect(alertTarget(finding, facts)).toBe('open');
    const medium = { ...finding, severity: 'medium' } as const;
    expect(alertTarget(medium, facts)).toBe('watching');
    expect(alertTarget(medium, { ...facts, otherDays: ['2026-11-03'] })).toBe('open');
    expect(alertTarget(medium, { ...facts, otherDays: ['2026-11-02'] })).toBe('watching');
  });
  it('raises nothing from undecided or contradicted ones', () => {
    expect(alertTarget({ ...finding, verdict: 'undecided' }, facts)).toBe('none');
    expect(alertTarget({ ...finding, verdict: 'contradicted', reasons: ['elsewhere'] }, facts)).toBe('none');
  });
  it('keeps a permitted one as silenced and holds the manager card while a declaration waits', () => {
    const permitted = { ...finding, verdict: 'contradicted', reasons: ['permitted_declaration'] } as const;
    expect(alertTarget(permitted, facts)).toBe('silenced');
    expect(alertTarget(finding, { ...facts, isHeld: true })).toBe('watching');
  });
  it('counts a day once, and low severity never earns a card', () => {
    expect(earnsManagerCard('medium', '2026-11-16', ['2026-11-16'])).toBe(false);
    expect(earnsManagerCard('low', '2026-11-16', ['2026-11-15'])).toBe(false);
  });
});

describe('a declaration', () => {
  const declared = {
    weekdays: [1, 5],
    startTime: '22:00',
    endTime: '02:00',
    fromDay: '2026-11-01',
    toDay: '2026-11-16',
  };
  it('covers its hours on its weekdays, over midnight too, and no other day', () => {
    const night = { startAt: new Date('2026-11-16T15:00:00Z'), endAt: new Date('2026-11-16T17:30:00Z') };
    const [window] = declaredWindows(declared, night, 'Asia/Shanghai');
    expect(window).toEqual({
      startAt: new Date('2026-11-16T14:00:00Z'),
      endAt: new Date('2026-11-16T18:00:00Z'),
    });
    expect(window && encloses(window, night)).toBe(true);
    const tuesday = { startAt: new Date('2026-11-17T15:00:00Z'), endAt: new Date('2026-11-17T15:30:00Z') };
    expect(declaredWindows(declared, tuesday, 'Asia/Shanghai')).toEqual([]);
    const after = { startAt: new Date('2026-11-20T15:00:00Z'), endAt: new Date('2026-11-20T15:30:00Z') };
    expect(declaredWindows(declared, after, 'Asia/Shanghai')).toEqual([]);
  });
  it('reads two clocks of one day as that day', () => {
    expect(windowOn('2026-11-16', { startTime: '09:00', endTime: '10:00' }, 'Asia/Shanghai')).toEqual({
      startAt: new Date('2026-11-16T01:00:00Z'),
      endAt: new Date('2026-11-16T02:00:00Z'),
    });
  });
});
