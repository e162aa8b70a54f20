import { DETECTORS } from '../../../domain/detectors/index.ts';
import type { AssessedPeriod } from '../../../domain/detectors/assess-period.ts';
import type { Finding } from '../../../domain/detectors/finding.ts';
import type { Planted, Planter, Staff, Unit } from './case.ts';
import { judgeScene } from './judge-scene.ts';
import type { LearnedScore } from './learned-score.ts';
import type { Half } from './raw-person.ts';
import type { Scene } from './scene.ts';
import { simpleScores, type SimpleScores } from './simple-scores.ts';

/** One judged case with its truth. `name` is `clean` for an untouched one. */
export type CaseScore = Readonly<{
  name: string;
  person: string;
  half: Half;
  seed: number;
  staff: Staff;
  unit: Unit;
  kind: 'clean' | 'behaviour' | 'control';
  /** Names the real day, so that distinct ones can be counted. */
  dayKey: string;
  days: number;
  score: number;
  alert: 'employee' | 'manager' | null;
  severity: string | null;
  /** Controls only: whether the same days raise an alert without the planted situation. */
  isNoisyAnyway: boolean;
  /** Highest score of each detector that found anything. */
  byDetector: Readonly<Record<string, number>>;
  /** Highest score of each reason code. */
  byReason: Readonly<Record<string, number>>;
  /** Detectors with a supported finding that may speak alone. */
  supported: readonly string[];
  simple: SimpleScores;
  /** Of single days of reps, where it was asked for. */
  learned: number | null;
  /** Score of visit-unsupported for each claim it spoke of, the planted one apart; `claims` is how many claims there were. */
  claims: number;
  plantedClaim: number | null;
  otherClaims: readonly Readonly<{ score: number; isSupported: boolean }>[];
  /** Days from the first planted day to the first alert, null when there was none; only where it was asked for. */
  delayDays?: number | null;
}>;

export type CaseHead = Pick<CaseScore, 'person' | 'half' | 'seed'>;
/** What is computed beside the detectors' scores. */
export type Beside = Readonly<{ simple: readonly string[]; learned: LearnedScore | null }>;

export function scoreCase(
  head: CaseHead,
  {
    scene,
    planter,
    planted,
    untouched,
  }: {
    scene: Scene;
    planter: Pick<Planter, 'staff' | 'unit'> & Partial<Planter>;
    planted?: Planted;
    untouched?: Scene;
  },
  { simple, learned }: Beside,
): CaseScore {
  const judged = judgeScene(scene);
  const name = planter.name ?? 'clean';
  const kind = planted === undefined ? 'clean' : planter.level === 'control' ? 'control' : 'behaviour';
  return {
    ...head,
    name,
    kind,
    staff: planter.staff,
    unit: planter.unit,
    dayKey: `${head.person} ${scene.days.map(({ day }) => day).join(' ')}`,
    days: scene.days.length,
    score: judged.score,
    alert: judged.alert?.to ?? null,
    severity: judged.alert?.severity ?? null,
    isNoisyAnyway: judged.alert !== null && untouched !== undefined && judgeScene(untouched).alert !== null,
    byDetector: highest(judged, ({ detector }) => [detector]),
    byReason: highest(judged, ({ reasons }) => reasons),
    supported: supportedOf(judged),
    simple: simpleScores(scene, simple),
    learned: planter.staff === 'rep' && planter.unit === 'day' ? (learned?.(scene) ?? null) : null,
    ...claimsOf(judged, scene, planted?.visitId),
  };
}

/** The delay of the first alert: judges the window again with each further day, from the first planted day on, until something is said. */
export function findDelay({ scene, days: planted }: Planted, detectors: readonly string[]): number | null {
  const first = scene.days.findIndex(({ day }) => day === planted[0]);
  for (let count = first + 1; count <= scene.days.length; count++) {
    const { findings, alert } = judgeScene({ ...scene, days: scene.days.slice(0, count) });
    const speaks = findings.some(
      ({ verdict, detector }) => verdict === 'supported' && detectors.includes(detector),
    );
    if (alert && speaks) return count - 1 - first;
  }
  return null;
}

const ALONE = new Set(DETECTORS.filter(({ isSupporting }) => !isSupporting).map(({ name }) => name));

function supportedOf({ findings }: AssessedPeriod): string[] {
  const found = findings.filter(({ verdict, detector }) => verdict === 'supported' && ALONE.has(detector));
  return [...new Set(found.map(({ detector }) => detector))];
}

function highest(
  { findings }: AssessedPeriod,
  keysOf: (finding: Finding) => readonly string[],
): Record<string, number> {
  const scores: Record<string, number> = {};
  for (const finding of findings)
    if (finding.verdict !== 'contradicted')
      for (const key of keysOf(finding)) scores[key] = Math.max(scores[key] ?? 0, finding.score);
  return scores;
}

function claimsOf(
  { findings }: AssessedPeriod,
  scene: Scene,
  plantedId: string | undefined,
): Pick<CaseScore, 'claims' | 'plantedClaim' | 'otherClaims'> {
  const spoken = findings
    .filter(({ detector }) => detector === 'visit-unsupported')
    .map(({ evidence, score, verdict }) => ({
      ids: evidence.flatMap((ref) => (ref.kind === 'visit' ? [ref.id] : [])),
      score: verdict === 'contradicted' ? 0 : score,
      isSupported: verdict === 'supported',
    }));
  const own = spoken.filter(({ ids }) => plantedId !== undefined && ids.includes(plantedId));
  return {
    claims: scene.days.reduce((sum, { visits }) => sum + visits.length, 0),
    plantedClaim: plantedId === undefined ? null : Math.max(0, ...own.map(({ score }) => score)),
    otherClaims: spoken.filter(({ ids }) => plantedId === undefined || !ids.includes(plantedId)),
  };
}
