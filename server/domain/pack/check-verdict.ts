import type { Manifest } from '../../contract/evidence-pack.ts';
import type { Finding } from '../detectors/finding.ts';
import type { Segment } from '../track/settle.ts';
import { reviveData } from './codec.ts';
import { textOf, type PackFault, type PackFiles } from './pack-files.ts';
import { findSame, isSame, recomputeFindings, type Judged } from './recompute.ts';

/** Files of a pack that the verdict is recomputed from. */
export const VERDICT_FILES = {
  finding: 'finding.json',
  judged: 'judged.json',
  points: 'points.json',
} as const;

/** Whether the recorded finding follows from the data. The files are what the installation signed, so their shape is trusted. */
export function checkVerdict(files: PackFiles, { recomputed }: Manifest): PackFault[] {
  if (recomputed !== 'same') return [];
  try {
    const recorded = decodeFinding(textOf(files, VERDICT_FILES.finding));
    const segments: readonly Segment[] = JSON.parse(textOf(files, VERDICT_FILES.points), reviveData);
    const judged = decodeJudged(textOf(files, VERDICT_FILES.judged));
    const found = findSame(recomputeFindings(judged, segments), recorded);
    if (!found) return [{ what: VERDICT_FILES.finding, why: 'does not follow from the data' }];
    return isSame(found, recorded)
      ? []
      : [{ what: VERDICT_FILES.finding, why: 'follows otherwise from the data' }];
  } catch (error) {
    const why = `cannot be recomputed: ${error instanceof Error ? error.message : String(error)}`;
    return [{ what: VERDICT_FILES.judged, why }];
  }
}

export function decodeFinding(text: string): Finding {
  const finding: Finding = JSON.parse(text, reviveData);
  return finding;
}

export function decodeJudged(text: string): Judged {
  const judged: Judged = JSON.parse(text, reviveData);
  return judged;
}
