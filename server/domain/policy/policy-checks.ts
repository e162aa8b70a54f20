import {
  REQUIRED_SECTIONS,
  type PolicyDraftBody,
  type PolicyDraftView,
  type PolicyFault,
} from '../../contract/policy.ts';
import { listDifferingDays, type SetDays } from '../../contract/policy-days.ts';
import { addDays } from '../time.ts';
import { listSaidDays } from './procedure-days.ts';
import { recordDaysSaid } from './record-period.ts';

/** Days between publishing and the first day, below which people hardly have time to read. */
const SHORT_NOTICE_DAYS = 3;

/** Why a draft may not be published on `today`; empty when it may. */
export function listPolicyFaults(
  draft: PolicyDraftBody,
  { today, takenVersions }: Readonly<{ today: string; takenVersions: readonly string[] }>,
): PolicyFault[] {
  const { sections, consultation, effectiveDay, ladder, version } = draft;
  const missing = REQUIRED_SECTIONS.filter(
    (key) => (sections.find((one) => one.key === key)?.text ?? '').trim() === '',
  );
  const faults: PolicyFault[] = missing.map((section) => ({ code: 'section_missing', section }));
  if (takenVersions.includes(version)) faults.push({ code: 'version_taken' });
  if (!consultation) faults.push({ code: 'consultation_missing' });
  else if (consultation.settledDay > today || consultation.publicisedFromDay > today)
    faults.push({ code: 'consultation_in_future' });
  if (effectiveDay === undefined) faults.push({ code: 'effective_missing' });
  // From tomorrow on: a rule that begins in the middle of a day would judge hours that had passed.
  else if (effectiveDay <= today) faults.push({ code: 'effective_too_early' });
  const hasFine = ladder.rungs.some(({ measures }) => measures.includes('fine'));
  if (hasFine && Object.keys(ladder.fineRegions).length === 0) faults.push({ code: 'fine_without_region' });
  const { bonusRule } = ladder;
  const isOverRule =
    bonusRule !== undefined &&
    ladder.rungs.some(({ deductionSharePct = 0 }) => deductionSharePct > bonusRule.maxSharePct);
  if (isOverRule) faults.push({ code: 'bonus_rule_missing' });
  return faults;
}

/** What does not forbid publishing, and what a lawyer should look at. */
export function listPolicyCautions(
  draft: PolicyDraftBody,
  { today, set, isReplacing }: Readonly<{ today: string; set: SetDays; isReplacing: boolean }>,
): PolicyDraftView['cautions'] {
  const { ladder, effectiveDay, sections, english } = draft;
  const body = sections.map(({ text }) => text).join('\n');
  const saysOther = recordDaysSaid(body) !== set.recordDays;
  const said = listSaidDays({ body, ...(english !== undefined && { english }) });
  const differs = listDifferingDays(said, set).some(({ spot }) => spot !== 'records');
  const deducts = ladder.rungs.some(({ measures }) => measures.includes('performance_deduction'));
  const fines = ladder.rungs.some(({ measures }) => measures.includes('fine'));
  const isShort = effectiveDay !== undefined && effectiveDay < addDays(today, SHORT_NOTICE_DAYS);
  return [
    ...(deducts && !ladder.bonusRule ? (['deduction_without_bonus_rule'] as const) : []),
    ...(fines ? (['fine_region'] as const) : []),
    ...(isShort ? (['short_notice'] as const) : []),
    ...(saysOther ? (['record_period'] as const) : []),
    ...(differs ? (['procedure_days'] as const) : []),
    ...(isReplacing ? (['replaces_pending'] as const) : []),
  ];
}
