import type { Story } from '../story.ts';
import { appealWon } from './appeal-won.ts';
import { approvalExpires } from './approval-expires.ts';
import { customRule } from './custom-rule.ts';
import { customersLead } from './customers-lead.ts';
import { declaredSideJob } from './declared-side-job.ts';
import { hrMisses24h } from './hr-misses-24h.ts';
import { latePoints } from './late-points.ts';
import { lateYes } from './late-yes.ts';
import { leaverAppeal } from './leaver-appeal.ts';
import { mallAmbiguity } from './mall-ambiguity.ts';
import { repeatOffender } from './repeat-offender.ts';
import { unpaidCompensation } from './unpaid-compensation.ts';
import { withdrawnConsent } from './withdrawn-consent.ts';

export const STORIES: readonly Story[] = [
  customersLead,
  latePoints,
  declaredSideJob,
  mallAmbiguity,
  appealWon,
  hrMisses24h,
  approvalExpires,
  withdrawnConsent,
  unpaidCompensation,
  repeatOffender,
  leaverAppeal,
  customRule,
  lateYes,
];
