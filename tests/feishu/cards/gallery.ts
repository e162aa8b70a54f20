import type { Card } from '../../../server/contract/card.ts';
import {
  buildAll,
  digestLines,
  buildDigest,
  buildGroupInput,
  buildHrInput,
  buildManagerInput,
  buildReport,
  timeZone,
} from './samples.ts';
import { flowZh } from '../../../server/contract/texts/flow.zh.ts';
import { alertManagerCard } from '../../../server/feishu/cards/alert-manager-card.ts';
import { alertGroupCard } from '../../../server/feishu/cards/alert-group-card.ts';
import { adminHealthCard } from '../../../server/feishu/cards/admin-health-card.ts';
import { caseContactCard } from '../../../server/feishu/cards/case-contact-card.ts';
import { caseMessageCard } from '../../../server/feishu/cards/case-message-card.ts';
import { zoneCard } from '../../../server/feishu/cards/zone-card.ts';
import { flexibleResultCard } from '../../../server/feishu/cards/flexible-result-card.ts';
import { declarationSecondLookCard } from '../../../server/feishu/cards/declaration-second-look-card.ts';
import { declarationResultCard } from '../../../server/feishu/cards/declaration-result-card.ts';
import { monthlyReportCard } from '../../../server/feishu/cards/monthly-report-card.ts';
import { overtimeRequestCard } from '../../../server/feishu/cards/overtime-request-card.ts';
import { policyRequestCard } from '../../../server/feishu/cards/policy-request-card.ts';
import { presencePromptCard } from '../../../server/feishu/cards/presence-prompt-card.ts';
import { punchConfirmCard } from '../../../server/feishu/cards/punch-confirm-card.ts';
import { caseDecisionCard } from '../../../server/feishu/cards/case-decision-card.ts';
import { caseHrCard } from '../../../server/feishu/cards/case-hr-card.ts';
import { clockReminderCard } from '../../../server/feishu/cards/clock-reminder-card.ts';

const at = new Date('2026-11-23T06:00:00Z');
const url = 'https://mingqin.example.com/h5/#/cases/c1';
const caseNo = 'C-261123-7F3K2Q';
const decided = { caseNo, timeZone, url, legalBasis: '《外勤人员行为规范》第 8 条（2026-11-01 版）' };
const flexible = { whenText: '2026-12-01 - 2026-12-31 周二、周四 11:00-20:00', url };
const side = {
  whatText: '平台接单 · 某配送平台',
  whenText: '周六 10:00-14:00，2026-12-01 至 2027-02-28',
  url,
};
const clock = { caseNo: 'C-261123-7F3K2Q', pseudonym: 'M-402817', dueAt: at, timeZone, url };

/** The cards whose pictures are kept, by name: each builder once with ordinary words, and the states that look different. */
const asked = {
  caseNo,
  when: '2026-11-16 14:05-14:51',
  sentence: '14:05 到 14:51 停留在一家同类门店附近，与排班地点不一致。',
  numbers: [{ label: '停留', value: '46 分钟' }],
  whatWouldClear: '客户拜访记录、出差审批，或经理的安排说明',
  workingDays: 3,
  timeZone,
  url,
};

export const gallery: readonly (readonly [string, Card])[] = [
  ...buildAll((ordinary) => ordinary),
  ['alert-digest-handled', buildDigest(digestLines.map((line) => ({ ...line, state: 'handled' as const })))],
  [
    'alert-manager-arranged',
    alertManagerCard(
      buildManagerInput({
        state: 'arranged',
        outcomeText: '市场调研 14:00-15:00',
        handledBy: '王强',
      }),
    ),
  ],
  [
    'alert-manager-refused',
    alertManagerCard(
      buildManagerInput({
        draft: { kind: 'survey', startTime: '14:00', endTime: '14:30', fault: flowZh.toasts.windowTooSmall },
      }),
    ),
  ],
  ['alert-manager-en', alertManagerCard({ ...buildManagerInput(), language: 'en' })],
  [
    'case-hr-overdue',
    caseHrCard(buildHrInput({ state: 'contacted', clock: { label: '核实', dueAt: at, overdue: true } })),
  ],
  [
    'case-decision-unsubstantiated',
    caseDecisionCard({
      caseNo: 'C-261123-7F3K2Q',
      outcome: 'unsubstantiated',
      reasons: '客户记录证实了这次拜访，定位误差也覆盖客户门店。',
      timeZone,
      url,
    }),
  ],
  ['alert-group-handled', alertGroupCard(buildGroupInput({ state: 'handled' }))],
  ['alert-group-cleared', alertGroupCard(buildGroupInput({ state: 'cleared' }))],
  ['alert-manager-escalated', alertManagerCard(buildManagerInput({ state: 'escalated', handledBy: '王强' }))],
  ['presence-prompt-unanswered', presencePromptCard({ answerBy: at, timeZone, state: 'unanswered', url })],
  [
    'punch-confirm-accepted',
    punchConfirmCard({
      punchId: 'p1',
      personName: '张敏',
      kind: 'in',
      at,
      timeZone,
      state: 'accepted',
      url,
      reasonTexts: ['没有定位'],
      handledBy: '陈店长',
    }),
  ],
  [
    'punch-confirm-late',
    punchConfirmCard({
      punchId: 'p1',
      personName: '张敏',
      kind: 'in',
      at,
      timeZone,
      state: 'open',
      arrivedAt: new Date('2026-11-23T07:31:00Z'),
      url,
      reasonTexts: ['没有定位'],
    }),
  ],
  [
    'overtime-request-approved',
    overtimeRequestCard({
      requestId: 'o1',
      personName: '张敏',
      startAt: at,
      endAt: new Date(+at + 7_200_000),
      timeZone,
      reason: '晚间补货盘点',
      state: 'approved',
      url,
      handledBy: '陈店长',
    }),
  ],
  [
    'case-contact-asked',
    caseContactCard({
      ...asked,
      state: 'open',
    }),
  ],
  [
    'case-contact-soon',
    caseContactCard({
      ...asked,
      deadlineAt: at,
      state: 'soon',
    }),
  ],
  [
    'case-contact-late',
    caseContactCard({
      ...asked,
      deadlineAt: at,
      state: 'late',
    }),
  ],
  [
    'case-contact-withdrawn',
    caseContactCard({
      ...asked,
      deadlineAt: at,
      state: 'withdrawn',
    }),
  ],
  [
    'case-decision-appealed',
    caseDecisionCard({
      ...decided,
      outcome: 'performance_deduction',
      reasons: '两类独立证据一致；员工的说明已经核对。',
      state: 'appealed',
      appealText: '您的申诉已收到，由没有参与过本案的人重新决定；在此之前不会执行。',
    }),
  ],
  [
    'case-decision-revoked',
    caseDecisionCard({
      caseNo,
      timeZone,
      url,
      outcome: 'revoked',
      reasons: '处分依据的停留记录后来被门店监控否定，处分不再成立，予以撤销。',
    }),
  ],
  [
    'case-decision-reverted',
    caseDecisionCard({
      caseNo,
      timeZone,
      url,
      outcome: 'reverted',
      reasons: flowZh.decisionReasons.reverted,
    }),
  ],
  [
    'case-decision-talk',
    caseDecisionCard({
      caseNo,
      timeZone,
      url,
      outcome: 'talk',
      reasons: flowZh.decisionReasons.talk,
      lookers: ['李静（人力资源）：处理本案', '王强（区域经理）：核实提醒'],
    }),
  ],
  [
    'case-message-hr',
    caseMessageCard({ to: 'hr', pseudonym: 'M-402817', caseNo, text: '单据在店长处，明天送到。', url }),
  ],
  ['monthly-report-empty', monthlyReportCard({ report: buildReport({ days: [], distanceKm: null }), url })],
  [
    'declaration-result-rejected',
    declarationResultCard({
      ...side,
      state: 'rejected',
      comment: '与周六的排班重叠，请改到休息日后再申报。',
      isAmnesty: true,
      reviewUntil: { at, timeZone },
    }),
  ],
  [
    'declaration-result-upheld',
    declarationResultCard({
      ...side,
      state: 'upheld',
      comment: '已核对十二月排班，周六仍有班次。',
      isAmnesty: true,
    }),
  ],
  [
    'declaration-second-look-again',
    declarationSecondLookCard({ ...side, personName: '张敏', state: 'again' }),
  ],
  [
    'declaration-second-look-rejected',
    declarationSecondLookCard({
      ...side,
      personName: '张敏',
      state: 'rejected',
      by: 'hr_lead',
      comment: '已核对十二月排班，周六仍有班次。',
    }),
  ],
  [
    'declaration-result-ended',
    declarationResultCard({ ...side, state: 'ended', comment: '周六的班次有变，条件不再满足。' }),
  ],
  ['declaration-result-expiring', declarationResultCard({ ...side, state: 'expiring' })],
  ['declaration-result-noted', declarationResultCard({ ...side, state: 'noted' })],
  [
    'flexible-result-rejected',
    flexibleResultCard({ ...flexible, state: 'rejected', comment: '当天只有您一人在店，请改到周五。' }),
  ],
  [
    'flexible-result-ended',
    flexibleResultCard({
      ...flexible,
      state: 'ended',
      untilText: '2026-12-10',
      comment: '门店改为早班盘点，无人替班。',
    }),
  ],
  ['flexible-result-lapsed', flexibleResultCard({ ...flexible, state: 'lapsed' })],
  [
    'flexible-result-stopped',
    flexibleResultCard({ ...flexible, state: 'stopped', who: '张导购', untilText: '2026-12-10' }),
  ],
  [
    'zone-ended',
    zoneCard({
      state: 'ended',
      zone: '浦东北片',
      lastDay: '2026-12-31',
      reason: '同事回来了',
      by: '王经理',
      url,
    }),
  ],
  ['zone-gone', zoneCard({ state: 'gone', zone: '浦东北片', url })],
  [
    'zone-back',
    zoneCard({
      state: 'back',
      zone: '浦东北片',
      fromDay: '2026-12-01',
      reason: '接替请假的同事',
      by: '王经理',
      url,
    }),
  ],
  [
    'policy-request-replaced',
    policyRequestCard({
      state: 'replaced',
      title: '外勤人员行为规范',
      version: '2027-01',
      effectiveAt: at,
      isFirst: false,
      timeZone,
      url,
    }),
  ],
  [
    'punch-confirm-others',
    punchConfirmCard({
      punchId: 'p1',
      personName: '张敏',
      kind: 'in',
      at,
      timeZone,
      state: 'open',
      others: 3,
      url,
      reasonTexts: ['没有位置授权'],
    }),
  ],
  [
    'policy-request-withdrawn',
    policyRequestCard({
      state: 'withdrawn',
      reason: '公示期间职工代表提出第四条写得不清楚，改好后重新讨论再发布。',
      title: '外勤人员行为规范',
      version: '2027-01',
      effectiveAt: at,
      isFirst: false,
      timeZone,
      url,
    }),
  ],
  [
    'policy-request-again',
    policyRequestCard({
      state: 'reminder',
      title: '外勤人员行为规范',
      version: '2027-01',
      effectiveAt: at,
      isFirst: false,
      timeZone,
      url,
    }),
  ],
  [
    'admin-health-healed',
    adminHealthCard({
      parts: [{ part: 'org-sync', state: 'healed', code: 'mass_change', sinceAt: at }],
      timeZone,
    }),
  ],
  ['clock-reminder-soon', clockReminderCard({ ...clock, clockLabel: '联系员工', step: 'most' })],
  ['clock-reminder-settled', clockReminderCard({ ...clock, clockLabel: '联系员工', step: 'settled' })],
];
