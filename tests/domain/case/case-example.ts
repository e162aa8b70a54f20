import type { Case } from '../../../server/domain/case/case.ts';

/** A case of one dwell, under way since Monday 2026-11-16 10:00 in Shanghai. */
export function buildCase(overrides: Partial<Case> = {}): Case {
  const openedAt = new Date('2026-11-16T02:00:00Z');
  return {
    id: 'c1',
    caseNo: 'C-261116-AAAAAA',
    version: 0,
    state: 'open',
    lane: 'undecided',
    alertId: 'a1',
    personId: 'subject',
    pseudonym: 'M-1001',
    engagement: 'full_time',
    timeZone: 'Asia/Shanghai',
    finding: {
      detector: 'competitor-dwell',
      version: 1,
      personId: 'subject',
      shiftId: 's1',
      placeId: 'rival',
      days: ['2026-11-16'],
      startAt: new Date('2026-11-16T02:00:00Z'),
      endAt: new Date('2026-11-16T03:10:00Z'),
      score: 0.9,
      severity: 'high',
      verdict: 'supported',
      numbers: { dwellMin: 70 },
      thresholds: { minDwellMin: 10 },
      reasons: ['dwell_inside'],
      evidence: [],
      sentence: { zh: '停留 70 分钟', en: 'stayed 70 min' },
      whatWouldClear: { zh: '主管确认', en: 'the manager says so' },
    },
    openedAt,
    publishAt: openedAt,
    history: [],
    ...overrides,
  };
}
