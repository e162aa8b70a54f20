import { detectorsRecordsEn } from '../../contract/texts/detectors-records.en.ts';
import { detectorsRecordsZh } from '../../contract/texts/detectors-records.zh.ts';
import { itemsWithin } from '../interval.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { permissionsIn } from './permissions.ts';
import { recordFinding } from './record-finding.ts';
import { checkVisit, type VisitCheck } from './visit/visit-check.ts';
import { offsetMinOf } from './visit/visit-clock.ts';
import { listDoubts } from './visit/visit-doubt.ts';
import { scoreMiss } from './visit/visit-score.ts';
import {
  VISIT_UNSUPPORTED,
  VisitUnsupportedSettingsSchema,
  type VisitUnsupportedSettings,
} from './settings/visit-unsupported-settings.ts';

const SOURCE = {
  ...VISIT_UNSUPPORTED,
  zh: detectorsRecordsZh.visitUnsupported,
  en: detectorsRecordsEn.visitUnsupported,
};

/** Logged visits without presence near the customer; one finding per visit that is missed, or that no track covers (`undecided`). */
export const visitUnsupported: Detector<VisitUnsupportedSettings> = {
  ...VISIT_UNSUPPORTED,
  needs: ['visits', 'track'],
  settings: VisitUnsupportedSettingsSchema,
  detect(evidence, settings) {
    const checks = itemsWithin(evidence.visits, (visit) => visit.startAt, evidence.judge).flatMap(
      (visit) => checkVisit(evidence, visit, settings) ?? [],
    );
    const judged = checks
      .filter(({ says }) => says !== 'present')
      .map((check) => ({ check, ...judge(evidence, check, { checks, settings }) }));
    const supported = judged.filter(({ verdict }) => verdict === 'supported').map(({ check }) => check);
    const isRepeated =
      supported.length >= settings.highVisits && new Set(supported.map(({ day }) => day?.day)).size > 1;
    return judged.map(({ check, verdict, reasons }) =>
      describe(evidence, check, { verdict, reasons, isRepeated, settings }),
    );
  },
};

type Ruling = Pick<Finding, 'verdict' | 'reasons'>;

function judge(
  evidence: PeriodEvidence,
  check: VisitCheck,
  around: Readonly<{ checks: readonly VisitCheck[]; settings: VisitUnsupportedSettings }>,
): Ruling {
  if (check.says === 'unseen') return { verdict: 'undecided', reasons: ['no_coverage'] };
  const isArranged = permissionsIn(evidence, check.visit).some(
    ({ kind, placeId }) => kind === 'arrangement' && (placeId ?? check.place.id) === check.place.id,
  );
  if (isArranged) return { verdict: 'contradicted', reasons: ['permitted_arrangement'] };
  const doubts = listDoubts(evidence, check, around);
  if (doubts.length > 0) return { verdict: 'undecided', reasons: doubts };
  const isLate = offsetMinOf(check, around.settings) !== null;
  return { verdict: 'supported', reasons: isLate ? ['seen_at_other_time'] : ['elsewhere'] };
}

function describe(
  evidence: PeriodEvidence,
  { visit, place, day, bound }: VisitCheck,
  ruling: Ruling & Readonly<{ isRepeated: boolean; settings: VisitUnsupportedSettings }>,
): Finding {
  const { verdict, reasons, isRepeated, settings } = ruling;
  const isLate = reasons.includes('seen_at_other_time');
  const fixRef = { kind: 'fix' as const, fromAt: visit.startAt, toAt: visit.endAt };
  return recordFinding(evidence, SOURCE, {
    startAt: visit.startAt,
    endAt: visit.endAt,
    days: day ? [day.day] : [],
    placeId: place.id,
    verdict,
    reasons,
    severity: verdict !== 'supported' || isLate ? 'low' : isRepeated ? 'high' : 'medium',
    score: scoreMiss(bound.nearestM, { ...ruling, isLate }),
    evidence: [{ kind: 'visit', id: visit.id }, ...(bound.fixes > 0 ? [fixRef] : [])],
    numbers: {
      loggedMin: Math.round((visit.endAt.getTime() - visit.startAt.getTime()) / 60_000),
      fixes: bound.fixes,
      nearestM: Number.isFinite(bound.nearestM) ? Math.round(bound.nearestM) : -1,
      possibleMin: Math.max(0, Math.round(bound.longestMin)),
    },
    thresholds: settings,
  });
}
