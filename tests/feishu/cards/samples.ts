import type { Card } from '../../../server/contract/card.ts';
import type { CaseOutcome, CaseState } from '../../../server/contract/case.ts';
import { alertGroupCard } from '../../../server/feishu/cards/alert-group-card.ts';
import type { AlertGroupCardInput } from '../../../server/feishu/cards/alert-group-card.ts';
import { alertNudgeCard } from '../../../server/feishu/cards/alert-nudge-card.ts';
import { alertManagerCard } from '../../../server/feishu/cards/alert-manager-card.ts';
import type { AlertManagerCardInput } from '../../../server/feishu/cards/alert-manager-card.ts';
import { caseContactCard } from '../../../server/feishu/cards/case-contact-card.ts';
import { caseDecisionCard } from '../../../server/feishu/cards/case-decision-card.ts';
import { caseHrCard } from '../../../server/feishu/cards/case-hr-card.ts';
import type { CaseHrCardInput } from '../../../server/feishu/cards/case-hr-card.ts';
import { clockReminderCard } from '../../../server/feishu/cards/clock-reminder-card.ts';
import { declarationResultCard } from '../../../server/feishu/cards/declaration-result-card.ts';
import { monthlyReportCard } from '../../../server/feishu/cards/monthly-report-card.ts';
import type { MonthlyReportCardInput } from '../../../server/feishu/cards/monthly-report-card.ts';
import { punchConfirmCard } from '../../../server/feishu/cards/punch-confirm-card.ts';
import type { Language } from '../../../server/feishu/cards/text.ts';

export const timeZone = 'Asia/Shanghai';
const at = new Date('2026-11-23T06:00:00Z');
const url = 'https://mingqin.example.com/h5/#/alerts/a1';
const numbers = [
  { label: '停留', value: '46 分钟' },
  { label: '距离', value: '320 米' },
  { label: '定位误差', value: '25 米' },
];

export const buildGroupInput = (overrides: Partial<AlertGroupCardInput> = {}): AlertGroupCardInput => ({
  pseudonym: 'M-1023',
  staffKindLabel: '导购',
  regionName: '浦东区域',
  minutes: 45.4,
  respondBy: at,
  timeZone,
  state: 'open',
  url,
  ...overrides,
});

export const buildManagerInput = (overrides: Partial<AlertManagerCardInput> = {}): AlertManagerCardInput => ({
  alertId: 'a1',
  version: 3,
  alertNo: 'M-1023',
  personName: '张敏',
  shiftText: '11月23日 09:00–18:00 世纪大道店',
  sentence: '14:05 到 14:51 停留在一家同类门店附近，与排班地点不一致。',
  numbers,
  coveragePct: 81.6,
  whatWouldClear: '客户拜访记录，或您的安排说明',
  detailUrl: url,
  state: 'open',
  ...overrides,
});

export const buildHrInput = (overrides: Partial<CaseHrCardInput> = {}): CaseHrCardInput => ({
  caseId: 'c1',
  version: 5,
  caseNo: 'C-2026-001',
  pseudonym: '员工 K7',
  state: 'explaining',
  sentence: '与排班地点不一致约 46 分钟。',
  numbers,
  clock: { label: '联系员工', dueAt: at, overdue: false },
  actions: ['contact', 'open'],
  url,
  timeZone,
  ...overrides,
});

export const buildReport = (
  overrides: Partial<MonthlyReportCardInput['report']> = {},
): MonthlyReportCardInput['report'] => ({
  month: '2026-11',
  workedDays: 21,
  distanceKm: 134.26,
  coveragePct: 78,
  punches: { total: 42, confirmed: 41, waiting: 1 },
  days: Array.from({ length: 30 }, (_, no) => ({
    day: `2026-11-${String(no + 1).padStart(2, '0')}`,
    workedMin: 480,
    distanceKm: 6,
    coveragePct: 80,
    stays: 3,
  })),
  previous: { workedDays: 20, distanceKm: null, coveragePct: 70 },
  alerts: [],
  ...overrides,
});

const groupStates = ['open', 'handled', 'cleared'] as const;
const managerStates = ['open', 'arranged', 'data_error', 'asked', 'escalated', 'cleared', 'closed'] as const;
const caseStates: readonly CaseState[] = [
  'open',
  'explaining',
  'contacted',
  'verified',
  'proposed',
  'approved',
  'rejected',
  'executed',
  'appealed',
  'closed',
  'withdrawn',
];
const outcomes: readonly CaseOutcome[] = [
  'talk',
  'warning',
  'unsubstantiated',
  'permitted',
  'withdrawn',
  'rejected',
];

/** Every card in every state and language, by name. */
export const samples: readonly (readonly [string, Card])[] = (['zh', 'en'] as const).flatMap((language) => [
  ...groupStates.map((state) =>
    named('alert-group', state, alertGroupCard({ ...buildGroupInput({ state }), language })),
  ),
  ...managerStates.map((state) =>
    named(
      'alert-manager',
      state,
      alertManagerCard({ ...buildManagerInput({ state, handledBy: '王强' }), language }),
    ),
  ),
  ...caseStates.map((state) => named('case-hr', state, caseHrCard({ ...buildHrInput({ state }), language }))),
  named(
    'case-hr',
    'overdue',
    caseHrCard({ ...buildHrInput({ clock: { label: '决定', dueAt: at, overdue: true } }), language }),
  ),
  named(
    'case-hr',
    'bare',
    caseHrCard({ ...buildHrInput({ clock: undefined, numbers: [], actions: [] }), language }),
  ),
  ...outcomes.map((outcome) => named('case-decision', outcome, decision(outcome, language))),
  ...others(language),
]);

function named(card: string, state: string, built: Card): readonly [string, Card] {
  return [`${card} ${state} ${built.config.summary?.content ?? ''}`, built];
}

function decision(outcome: CaseOutcome, language: Language): Card {
  const reasons = '两类独立证据一致；员工的说明已核对。';
  const shared = { caseNo: 'C-2026-001', outcome, reasons, timeZone, url, language };
  return caseDecisionCard(
    outcome === 'talk' ? shared : { ...shared, legalBasis: '考勤制度第 8 条', appealUntil: at },
  );
}

function others(language: Language): (readonly [string, Card])[] {
  const contact = {
    caseNo: 'C-1',
    sentence: '停留 46 分钟',
    numbers,
    whatWouldClear: '出差记录',
    deadlineAt: at,
  };
  const punch = {
    punchId: 'p1',
    personName: '张敏',
    kind: 'in' as const,
    at,
    timeZone,
    reasonTexts: ['没有定位'],
  };
  const declared = { whatText: '平台零工', whenText: '周六 10:00-14:00', url, language };
  const clock = {
    caseNo: 'C-1',
    pseudonym: 'K7',
    clockLabel: '联系员工',
    dueAt: at,
    timeZone,
    url,
    language,
  };
  const nudge = { sentence: '停留 46 分钟', numbers, whatWouldClear: '出差记录', url, language };
  return [
    ...([true, false] as const).flatMap((isPrivate) =>
      (['open', 'cleared', 'handled'] as const).map((state) =>
        named('alert-nudge', `${state} ${isPrivate}`, alertNudgeCard({ ...nudge, isPrivate, state })),
      ),
    ),
    ...(['open', 'explained', 'closed', 'withdrawn'] as const).map((state) =>
      named(
        'case-contact',
        state,
        caseContactCard({ ...contact, workingDays: 3, timeZone, url, state, language }),
      ),
    ),
    ...(['open', 'accepted', 'declined'] as const).map((state) =>
      named('punch-confirm', state, punchConfirmCard({ ...punch, state, url, language })),
    ),
    ...(['approved', 'rejected'] as const).map((state) =>
      named(
        'declaration-result',
        state,
        declarationResultCard({ ...declared, state, comment: '同意', language }),
      ),
    ),
    ...[true, false].map((overdue) =>
      named('clock-reminder', String(overdue), clockReminderCard({ ...clock, overdue })),
    ),
    named('monthly-report', 'full', monthlyReportCard({ report: buildReport(), url, language })),
    named(
      'monthly-report',
      'empty',
      monthlyReportCard({ report: buildReport({ days: [], distanceKm: null }), url, language }),
    ),
  ];
}
