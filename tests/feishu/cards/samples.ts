import type { Card } from '../../../server/contract/card.ts';
import type { CaseOutcome, CaseState } from '../../../server/contract/case.ts';
import { alertDigestCard } from '../../../server/feishu/cards/alert-digest-card.ts';
import type { AlertDigestLine } from '../../../server/feishu/cards/alert-digest-card.ts';
import { adminHealthCard } from '../../../server/feishu/cards/admin-health-card.ts';
import { overtimeRequestCard } from '../../../server/feishu/cards/overtime-request-card.ts';
import { presencePromptCard } from '../../../server/feishu/cards/presence-prompt-card.ts';
import { alertGroupCard } from '../../../server/feishu/cards/alert-group-card.ts';
import type { AlertGroupCardInput } from '../../../server/feishu/cards/alert-group-card.ts';
import { alertNudgeCard } from '../../../server/feishu/cards/alert-nudge-card.ts';
import { alertManagerCard } from '../../../server/feishu/cards/alert-manager-card.ts';
import type { AlertManagerCardInput } from '../../../server/feishu/cards/alert-manager-card.ts';
import { teamReportCard } from '../../../server/feishu/cards/team-report-card.ts';
import { caseContactCard } from '../../../server/feishu/cards/case-contact-card.ts';
import { caseDecisionCard } from '../../../server/feishu/cards/case-decision-card.ts';
import { caseHrCard } from '../../../server/feishu/cards/case-hr-card.ts';
import type { CaseHrCardInput } from '../../../server/feishu/cards/case-hr-card.ts';
import { caseMessageCard } from '../../../server/feishu/cards/case-message-card.ts';
import { clockReminderCard } from '../../../server/feishu/cards/clock-reminder-card.ts';
import { zoneCard } from '../../../server/feishu/cards/zone-card.ts';
import { flexibleResultCard } from '../../../server/feishu/cards/flexible-result-card.ts';
import { declarationSecondLookCard } from '../../../server/feishu/cards/declaration-second-look-card.ts';
import { declarationResultCard } from '../../../server/feishu/cards/declaration-result-card.ts';
import { monthlyReportCard } from '../../../server/feishu/cards/monthly-report-card.ts';
import type { MonthlyReportCardInput } from '../../../server/feishu/cards/monthly-report-card.ts';
import { punchConfirmCard } from '../../../server/feishu/cards/punch-confirm-card.ts';
import { buildNotices } from './notices.ts';
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
  alertNo: 'M-1023',
  personName: '张敏',
  shiftText: '11月23日 09:00–18:00 世纪大道店',
  sentence: '14:05 到 14:51 停留在一家同类门店附近，与排班地点不一致。',
  numbers,
  coveragePct: 81.6,
  whatWouldClear: '客户拜访记录，或您的安排说明',
  detailUrl: url,
  respondBy: at,
  timeZone,
  state: 'open',
  ...overrides,
});

export const buildHrInput = (overrides: Partial<CaseHrCardInput> = {}): CaseHrCardInput => ({
  caseId: 'c1',
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
const outcomes: readonly (CaseOutcome | 'reverted')[] = [
  'talk',
  'warning',
  'unsubstantiated',
  'permitted',
  'withdrawn',
  'rejected',
  'overturned',
  'revoked',
  'reverted',
];

export const digestLines: readonly AlertDigestLine[] = [
  { pseudonym: 'M-402817', staffKindLabel: '导购', minutes: 45.4, state: 'open' as const },
  { pseudonym: 'M-118203', staffKindLabel: '业务代表', minutes: 32, state: 'open' as const },
  { pseudonym: 'M-990144', staffKindLabel: '骑手', minutes: 51, state: 'handled' as const },
  { pseudonym: 'M-007315', staffKindLabel: '导购', minutes: 61, state: 'cleared' as const },
].map((line) => ({ ...line, regionName: '浦东区域', respondBy: at, url }));

export const buildDigest = (lines = digestLines, language: Language = 'zh'): Card =>
  alertDigestCard({ at, timeZone, lines, language });

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

function decision(outcome: CaseOutcome | 'reverted', language: Language): Card {
  const reasons = '两类独立证据一致；员工的说明已核对。';
  const shared = { caseNo: 'C-2026-001', outcome, reasons, timeZone, url, language };
  return caseDecisionCard(
    outcome === 'talk' || outcome === 'reverted'
      ? shared
      : { ...shared, legalBasis: '考勤制度第 8 条', appeal: { until: at, url: `${url}/appeal` } },
  );
}

function others(language: Language): (readonly [string, Card])[] {
  const contact = {
    caseNo: 'C-1',
    when: '2026-11-16 10:00-10:46',
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
  const overtime = { requestId: 'o1', personName: '张敏', startAt: at, endAt: at, reason: '盘点' };
  const nudge = {
    when: '2026-11-16 10:00-10:46',
    sentence: '停留 46 分钟',
    numbers,
    whatWouldClear: '出差记录',
    url,
    language,
  };
  return [
    named('alert-digest', 'open', buildDigest(undefined, language)),
    ...(['open', 'answered', 'unanswered'] as const).map((state) =>
      named('presence-prompt', state, presencePromptCard({ answerBy: at, timeZone, state, url, language })),
    ),
    ...([true, false] as const).flatMap((isPrivate) =>
      (['open', 'contacted', 'cleared', 'handled'] as const).map((state) =>
        named('alert-nudge', `${state} ${isPrivate}`, alertNudgeCard({ ...nudge, isPrivate, state })),
      ),
    ),
    ...(['open', 'late', 'ended', 'explained', 'closed', 'withdrawn'] as const).map((state) =>
      named(
        'case-contact',
        state,
        caseContactCard({ ...contact, workingDays: 3, timeZone, url, state, language }),
      ),
    ),
    ...(['open', 'accepted', 'declined'] as const).map((state) =>
      named('punch-confirm', state, punchConfirmCard({ ...punch, state, url, language })),
    ),
    named(
      'punch-confirm',
      'late',
      punchConfirmCard({ ...punch, arrivedAt: at, state: 'open', url, language }),
    ),
    ...(['pending', 'approved', 'declined'] as const).map((state) =>
      named('overtime-request', state, overtimeRequestCard({ ...overtime, timeZone, url, state, language })),
    ),
    ...(['approved', 'rejected', 'upheld'] as const).map((state) =>
      named(
        'declaration-result',
        state,
        declarationResultCard({
          ...declared,
          state,
          comment: '同意',
          ...(state === 'rejected' && { reviewUntil: { at, timeZone } }),
          language,
        }),
      ),
    ),
    ...(['approved', 'again', 'rejected'] as const).map((state) =>
      named(
        'declaration-second-look',
        state,
        declarationSecondLookCard({
          ...declared,
          personName: '张敏',
          state,
          ...(state !== 'again' && { by: 'legal', comment: '周六下午三点前结束' }),
          language,
        }),
      ),
    ),
    ...(['approved', 'rejected', 'ended', 'lapsed', 'stopped'] as const).map((state) =>
      named(
        'flexible-result',
        state,
        flexibleResultCard({ state, whenText: '2026-12-01 - 2026-12-31 周二 11:00-20:00', url, language }),
      ),
    ),
    ...(['assigned', 'ended'] as const).map((state) =>
      named(
        'zone',
        state,
        zoneCard({ state, zone: '浦东北片', reason: '接替请假的同事', by: '王经理', url, language }),
      ),
    ),
    ...buildNotices((ordinary) => ordinary, language).map(([name, built]) => named(name, '', built)),
    ...([true, false] as const).map((mayReply) =>
      named(
        'case-message',
        `to subject ${mayReply}`,
        caseMessageCard({
          to: 'subject',
          from: '李静',
          caseNo: 'C-1',
          text: '请补充单据',
          caseId: 'c1',
          messageId: 'm1',
          mayReply,
          url,
          language,
        }),
      ),
    ),
    named(
      'case-message',
      'to hr',
      caseMessageCard({ to: 'hr', pseudonym: 'K7', caseNo: 'C-1', text: '单据在店长处', url, language }),
    ),
    ...(['half', 'most', 'due', 'urgent'] as const).map((step) =>
      named('clock-reminder', step, clockReminderCard({ ...clock, step })),
    ),
    named('monthly-report', 'full', monthlyReportCard({ report: buildReport(), url, language })),
    named('team-report', 'one month', teamReportCard({ month: '2026-10', url, language })),
    named(
      'monthly-report',
      'empty',
      monthlyReportCard({ report: buildReport({ days: [], distanceKm: null }), url, language }),
    ),
  ];
}

/** Every builder once, with `say` in each place that holds words of people or records; it is told what usually stands there. */
export function buildAll(say: (ordinary: string) => string): (readonly [string, Card])[] {
  const facts = {
    sentence: say('14:05 到 14:51 停留在一家同类门店附近，与排班地点不一致。'),
    numbers,
    whatWouldClear: say('客户拜访记录、出差审批，或经理的安排说明'),
  };
  const due = { caseNo: 'C-261123-7F3K2Q', pseudonym: 'M-402817', timeZone };
  return [
    [
      'alert-group',
      alertGroupCard(buildGroupInput({ regionName: say('浦东区域'), staffKindLabel: say('导购') })),
    ],
    [
      'alert-digest',
      buildDigest(
        digestLines.map((line) => ({
          ...line,
          regionName: say(line.regionName),
          staffKindLabel: say(line.staffKindLabel ?? ''),
        })),
      ),
    ],
    [
      'alert-manager',
      alertManagerCard(
        buildManagerInput({
          ...facts,
          personName: say('张敏'),
          shiftText: say('2026-11-23 09:00-18:00（提示时段 14:05-14:51）'),
          alertNo: say('A-261123-7F3K2Q'),
        }),
      ),
    ],
    [
      'alert-nudge',
      alertNudgeCard({ ...facts, when: say('2026-11-23 14:05-14:51'), isPrivate: true, state: 'open', url }),
    ],
    [
      'alert-nudge-open',
      alertNudgeCard({ ...facts, when: say('2026-11-23 14:05-14:51'), isPrivate: false, state: 'open', url }),
    ],
    [
      'overtime-request',
      overtimeRequestCard({
        requestId: 'o1',
        personName: say('张敏'),
        startAt: at,
        endAt: new Date(+at + 7_200_000),
        timeZone,
        reason: say('晚间补货盘点'),
        state: 'pending',
        url,
      }),
    ],
    ['presence-prompt', presencePromptCard({ answerBy: at, timeZone, state: 'open', url })],
    [
      'punch-confirm',
      punchConfirmCard({
        punchId: 'p1',
        personName: say('张敏'),
        kind: 'in',
        at,
        timeZone,
        state: 'open',
        url,
        reasonTexts: [say('没有定位'), say('离门店较远')],
      }),
    ],
    [
      'case-hr',
      caseHrCard(
        buildHrInput({
          sentence: facts.sentence,
          explanationText: say('交通：客户临时改约，去了浦东南路，附拜访记录。'),
          pseudonym: say('M-402817'),
        }),
      ),
    ],
    [
      'case-hr-closed',
      caseHrCard(
        buildHrInput({
          state: 'closed',
          sentence: facts.sentence,
          clock: undefined,
          outcomeText: say('提醒谈话，已结束'),
          actions: ['open'],
        }),
      ),
    ],
    [
      'case-contact',
      caseContactCard({
        when: say('2026-11-23 14:05-14:51'),
        ...facts,
        caseNo: due.caseNo,
        deadlineAt: at,
        workingDays: 3,
        timeZone,
        url,
        state: 'open',
      }),
    ],
    [
      'case-decision',
      caseDecisionCard({
        caseNo: due.caseNo,
        outcome: 'warning',
        reasons: say('两类独立证据一致；员工的说明已经核对。'),
        legalBasis: say('《外勤人员行为规范》第 8 条（2026-11-01 版，本人 11 月 2 日确认）'),
        nameOpened: { at, purpose: say('需要与门店核对当天的排班和工作安排') },
        timeZone,
        url,
        appeal: { until: at, url: `${url}/appeal` },
      }),
    ],
    [
      'clock-reminder',
      clockReminderCard({ ...due, clockLabel: say('联系员工'), dueAt: at, step: 'due', url }),
    ],
    [
      'case-message',
      caseMessageCard({
        to: 'subject',
        from: say('李静'),
        caseNo: due.caseNo,
        text: say('请在明天下班前补充当天的送货单，谢谢。'),
        caseId: 'c1',
        messageId: 'm1',
        mayReply: true,
        url,
      }),
    ],
    ['monthly-report', monthlyReportCard({ report: buildReport(), url })],
    ['team-report', teamReportCard({ month: '2026-10', url })],
    [
      'declaration-result',
      declarationResultCard({
        state: 'approved',
        whatText: say('平台接单 · 某配送平台'),
        whenText: say('周六 10:00-14:00，2026-12-01 至 2027-02-28'),
        comment: say('同意，不影响排班'),
        url,
      }),
    ],
    [
      'declaration-second-look',
      declarationSecondLookCard({
        state: 'approved',
        personName: say('张敏'),
        whatText: say('平台接单 · 某配送平台'),
        whenText: say('周六 10:00-14:00，2026-12-01 至 2027-02-28'),
        by: 'legal',
        comment: say('周六下午三点前结束'),
        url,
      }),
    ],
    [
      'flexible-result',
      flexibleResultCard({
        state: 'approved',
        whenText: say('2026-12-01 - 2026-12-31 周二、周四 11:00-20:00'),
        comment: say('同意，请与同事交接'),
        url,
      }),
    ],
    [
      'zone',
      zoneCard({
        state: 'assigned',
        zone: say('浦东北片'),
        fromDay: '2026-12-01',
        reason: say('接替请假的同事'),
        by: say('王经理'),
        url,
      }),
    ],
    [
      'admin-health',
      adminHealthCard({
        parts: [
          { part: 'org-sync', state: 'failing', code: say('mass_change'), sinceAt: at },
          { part: 'cards', state: 'failing', code: say('230013'), sinceAt: at },
          { part: 'schedules', state: 'healed', code: say('platform_failed'), sinceAt: at },
        ],
        timeZone,
      }),
    ],
    ...buildNotices(say),
  ];
}
