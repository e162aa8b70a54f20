import { detectorsPlaceEn } from '../../contract/texts/detectors-place.en.ts';
import { detectorsPlaceZh } from '../../contract/texts/detectors-place.zh.ts';
import { minutesOf } from '../interval.ts';
import { round } from '../round.ts';
import type { Detector } from './detector.ts';
import { rivalNamed } from './side-job/employer-name.ts';
import type { DeclarationFact, PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { judgeSideJob, type JudgedSideJob } from './side-job/judge-side-job.ts';
import { distinct, tellFinding } from './place/place-finding.ts';
import {
  SIDE_JOB_CONDITIONS,
  SideJobConditionsSettingsSchema,
  type SideJobConditionsSettings,
} from './settings/side-job-conditions-settings.ts';

/**
 * Looks whether an approved side job keeps its conditions; at most one finding per declaration and period. Supported when the person
 * stayed at the declared place in working time outside every permission, or on several days after the approval ended. An employer
 * named like a rival is a hint for the approver, never more: who approved it saw the name. Severity by minutes.
 */
export const sideJobConditions: Detector<SideJobConditionsSettings> = {
  ...SIDE_JOB_CONDITIONS,
  needs: ['track'],
  settings: SideJobConditionsSettingsSchema,
  detect: (evidence, settings) =>
    evidence.declarations
      .filter(({ status }) => status === 'approved')
      .flatMap((declaration) => {
        const judged = judgeSideJob(evidence, declaration, settings) ?? hintOf(evidence, declaration);
        return judged ? [tellSideJob(evidence, { declaration, judged }, settings)] : [];
      }),
};

/** The declared employer carries a rival's name, though the declared place is not known as a rival's. */
function hintOf({ placeById, days }: PeriodEvidence, declaration: DeclarationFact): JudgedSideJob | null {
  const { employer, placeId } = declaration;
  const shift = days.at(-1)?.shifts.at(-1);
  const declared = placeId === undefined ? undefined : placeById.get(placeId);
  if (!employer || !shift || declared?.roles.includes('competitor')) return null;
  const rival = rivalNamed(employer, placeById);
  if (!rival) return null;
  return {
    verdict: 'undecided',
    reasons: ['employer_named_like_rival'],
    stays: [],
    told: [],
    hint: { rival, shift },
  };
}

function tellSideJob(
  evidence: PeriodEvidence,
  { declaration, judged }: Readonly<{ declaration: DeclarationFact; judged: JudgedSideJob }>,
  settings: SideJobConditionsSettings,
): Finding {
  const { verdict, reasons, told, hint } = judged;
  const numbers = {
    openMin: round(
      told.reduce((sum, { openMin }) => sum + openMin, 0),
      1,
    ),
    stayMin: round(minutesOf(told.flatMap(({ spans }) => spans)), 1),
    days: daysOf(told),
    expiredDays: daysOf(told.filter(({ isExpired }) => isExpired)),
    fixes: told.reduce((sum, { fixes }) => sum + fixes, 0),
    probabilityPct: round(100 * meanProbability(judged), 1),
  };
  const placeId = hint?.rival.id ?? declaration.placeId;
  return tellFinding(
    {
      detector: SIDE_JOB_CONDITIONS.name,
      version: SIDE_JOB_CONDITIONS.version,
      personId: evidence.person.id,
      shiftId: told.at(-1)?.shiftId ?? hint?.shift.id ?? '',
      ...(placeId !== undefined && { placeId }),
      days: distinct(told.map(({ day }) => day)),
      spans: hint
        ? [evidence.judge]
        : told.flatMap(({ open, spans }) => (verdict === 'contradicted' ? spans : open)),
      records: [{ kind: 'declaration', id: declaration.id }],
      score: scoreOf(judged, numbers.openMin),
      severity: verdict !== 'supported' ? 'low' : numbers.openMin >= settings.highStayMin ? 'high' : 'medium',
      verdict,
      numbers,
      thresholds: settings,
      reasons,
    },
    { zh: detectorsPlaceZh.sideJobConditions, en: detectorsPlaceEn.sideJobConditions },
  );
}

const daysOf = (stays: JudgedSideJob['told']): number => distinct(stays.map(({ day }) => day)).length;

/** Minutes at which an errand is as likely as work: the score's half-way mark. */
const HALF_STAY_MIN = 20;
const HINT_SCORE = 0.2;

function scoreOf(judged: JudgedSideJob, openMin: number): number {
  if (judged.hint) return HINT_SCORE;
  const weight = meanProbability(judged) * (openMin / (openMin + HALF_STAY_MIN));
  if (judged.verdict === 'contradicted') return 0;
  return round(judged.verdict === 'supported' ? 0.5 + weight / 2 : weight / 4, 3);
}

const meanProbability = ({ told }: JudgedSideJob): number =>
  told.length === 0 ? 0 : told.reduce((sum, { probability }) => sum + probability, 0) / told.length;
