import type { Card } from '../../../server/contract/card.ts';
import { buildAll, digestLines, buildDigest, buildHrInput, buildManagerInput, timeZone } from './samples.ts';
import { alertManagerCard } from '../../../server/feishu/cards/alert-manager-card.ts';
import { caseDecisionCard } from '../../../server/feishu/cards/case-decision-card.ts';
import { caseHrCard } from '../../../server/feishu/cards/case-hr-card.ts';
import { clockReminderCard } from '../../../server/feishu/cards/clock-reminder-card.ts';

const at = new Date('2026-11-23T06:00:00Z');
const url = 'https://mingqin.example.com/h5/#/cases/c1';
const clock = { caseNo: 'C-261123-7F3K2Q', pseudonym: 'M-402817', dueAt: at, timeZone, url };

/** The cards whose pictures are kept, by name: each builder once with ordinary words, and the states that look different. */
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
  ['clock-reminder-soon', clockReminderCard({ ...clock, clockLabel: '联系员工', step: 'most' })],
];
