import type { CaseView } from '../../../server/contract/views.ts';

export function buildCase(change: Partial<CaseView> = {}): CaseView {
  return {
    id: 'c1',
    caseNo: 'C-1',
    version: 1,
    state: 'contacted',
    lane: 'undecided',
    pseudonym: '员工甲',
    openedAt: '2026-11-02T01:00:00Z',
    finding: {
      detector: 'competitor-dwell',
      version: 1,
      startAt: '2026-11-01T23:30:00Z',
      endAt: '2026-11-02T00:15:00Z',
      verdict: 'supported',
      severity: 'medium',
      numbers: { dwellMin: 45 },
      thresholds: { minDwellMin: 10 },
      sentence: { zh: '上班时间停留约 45 分钟。', en: 'Stayed about 45 minutes.' },
      whatWouldClear: { zh: '安排。', en: 'An arrangement.' },
      record: null,
    },
    beside: [],
    alertId: 'a1',
    messages: [],
    waits: [],
    history: [],
    actions: [],
    ...change,
  };
}
