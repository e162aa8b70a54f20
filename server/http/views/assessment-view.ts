import type { AssessmentList, AssessmentView, DetectorSwitches } from '../../contract/assessment.ts';
import { assessmentZh } from '../../contract/texts/assessment.zh.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { isCurrent, keptUntilDay } from '../../domain/policy/assessment.ts';
import { withRecordDays } from '../../domain/policy/record-period.ts';
import { addDays } from '../../domain/time.ts';
import { mayApproveAssessment, mayWriteAssessment } from '../../flow/policy/assessment.ts';
import type { Actor } from '../../flow/deps.ts';
import { maySwitch, type SwitchState } from '../../flow/policy/detector-switch.ts';
import type { Assessment } from '../../store/assessments.ts';

type Beside = Readonly<{ reader: Actor; today: string; names: ReadonlyMap<string, string> }>;
type ListBeside = Beside & Readonly<{ recordDays: number }>;
const A_YEAR_DAYS = 365;

export function assessmentList(assessments: readonly Assessment[], beside: ListBeside): AssessmentList {
  const { today, recordDays } = beside;
  const processing = withRecordDays(assessmentZh.processing, recordDays);
  const detectors = DETECTORS.map(({ name }) => name);
  return {
    assessments: assessments.map((one) => assessmentView(one, beside)),
    template: {
      ...assessmentZh,
      processing,
      detectors,
      heldDay: today,
      reviewDay: addDays(today, A_YEAR_DAYS),
    },
  };
}

export function assessmentView(assessment: Assessment, { reader, today, names }: Beside): AssessmentView {
  const { id, version, status, body, approvedById, approvedAt, reopenedAt, supersededAt } = assessment;
  const ended = (supersededAt ?? (status === 'reopened' ? reopenedAt : undefined))
    ?.toISOString()
    .slice(0, 10);
  return {
    id,
    version,
    status,
    isCurrent: isCurrent(assessment, today),
    body: { ...body, detectors: [...body.detectors] },
    conductedBy: names.get(assessment.conductedById) ?? assessment.conductedById,
    ...(approvedById !== undefined && { approvedBy: names.get(approvedById) ?? approvedById }),
    ...(approvedAt && { approvedAt: approvedAt.toISOString() }),
    ...(reopenedAt && { reopenedAt: reopenedAt.toISOString() }),
    reopenedWhy: [...assessment.reopenedWhy],
    keptUntilDay: keptUntilDay(assessment, ended),
    actions: actionsOf(assessment, reader),
  };
}

function actionsOf(assessment: Assessment, reader: Actor): AssessmentView['actions'] {
  const { status } = assessment;
  const mayWrite = mayWriteAssessment(reader);
  return [
    ...(mayWrite && (status === 'draft' || status === 'reopened') ? (['change'] as const) : []),
    ...(status === 'draft' && mayApproveAssessment(reader, assessment) ? (['approve'] as const) : []),
    ...(mayWrite && status === 'approved' ? (['reopen'] as const) : []),
  ];
}

export function switchesView(
  states: readonly SwitchState[],
  { reader, names }: Omit<Beside, 'today'>,
): DetectorSwitches {
  return {
    detectors: states.map(({ name, ruleVersion, needs, setting, assessment }) => ({
      name,
      ruleVersion,
      needs: [...needs],
      version: setting?.version ?? 0,
      isOn: setting?.isOn ?? true,
      runs: (setting?.isOn ?? true) && assessment !== null,
      ...(assessment && { assessmentId: assessment.id, reviewDay: assessment.reviewDay }),
      ...(setting && {
        changedAt: setting.changedAt.toISOString(),
        changedBy: names.get(setting.changedById) ?? setting.changedById,
        reason: setting.reason,
      }),
    })),
    maySwitchOff: maySwitch(reader, false),
    maySwitchOn: maySwitch(reader, true),
  };
}
