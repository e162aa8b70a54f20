import { scoreOfOdds } from '../../statistics/evidence-score.ts';
import type { AttendanceMismatchSettings } from '../settings/attendance-mismatch-settings.ts';
import type { AttendanceSignals } from './attendance-signals.ts';

/**
 * Chance that an honest shift looks like this: a lent phone left in a bag, a position far off, or a long errand, which fades with its
 * length.
 */
const HONEST = { byPeer: 0.0005, elsewhere: 0.002, away: 0.003, longErrand: 0.02, fadesOverMin: 60 };
/** A spot seen again makes an accident that much rarer. */
const RECURRENT = 4;

/** Bayes' rule on the rarest thing seen. */
export function scoreAttendance(
  { reasons, awayMin, isRecurrent }: AttendanceSignals,
  settings: AttendanceMismatchSettings,
): number {
  const { priorShare, absentMin } = settings;
  const beyondMin = Math.max(0, awayMin - absentMin);
  const away = HONEST.away + HONEST.longErrand * Math.exp(-beyondMin / HONEST.fadesOverMin);
  const honest = Math.min(
    reasons.includes('punched_by_peer') ? HONEST.byPeer : 1,
    reasons.includes('punch_elsewhere') ? HONEST.elsewhere : 1,
    awayMin > 0 ? away / (isRecurrent ? RECURRENT : 1) : 1,
  );
  return scoreOfOdds(priorShare / (1 - priorShare) / honest);
}
