import type { Manifest } from '../../contract/evidence-pack.ts';
import type { Finding } from '../detectors/finding.ts';
import type { Segment } from '../track/settle.ts';
import { reviveData } from './codec.ts';
import { textOf, type PackFault, type PackFiles } from './pack-files.ts';
import type { Judged } from './recompute.ts';
import { recheckVerdicts } from './recheck-verdicts.ts';

/** Files of a pack that its verdicts are recomputed from; `judged` is missing where nothing is kept. */
export const VERDICT_FILES = {
  finding: 'finding.json',
  beside: 'beside.json',
  judged: 'judged.json',
  points: 'points.json',
} as const;

/**
 * Whether recomputing gives what the manifest says of every recorded finding. The installation signed the files, so their shape is trusted.
 */
export function checkVerdict(files: PackFiles, { verdicts }: Manifest): PackFault[] {
  try {
    const recorded = [
      decodeFinding(textOf(files, VERDICT_FILES.finding)),
      ...decodeFindings(textOf(files, VERDICT_FILES.beside)),
    ];
    const segments: readonly Segment[] = JSON.parse(textOf(files, VERDICT_FILES.points), reviveData);
    const judged = files.has(VERDICT_FILES.judged) ? decodeJudged(textOf(files, VERDICT_FILES.judged)) : null;
    const found = recheckVerdicts(recorded, { judged, segments });
    if (found.length !== verdicts.length)
      return [{ what: VERDICT_FILES.beside, why: 'does not hold the findings the manifest names' }];
    return found.flatMap(({ detector, recomputed }, at) => {
      const said = verdicts[at]?.recomputed;
      const what = at === 0 ? VERDICT_FILES.finding : VERDICT_FILES.beside;
      return recomputed === said
        ? []
        : [{ what, why: `${detector}: recomputed here it is ${recomputed}, the manifest says ${said}` }];
    });
  } catch (error) {
    const why = `cannot be recomputed: ${error instanceof Error ? error.message : String(error)}`;
    return [{ what: VERDICT_FILES.judged, why }];
  }
}

function decodeFinding(text: string): Finding {
  const finding: Finding = JSON.parse(text, reviveData);
  return finding;
}

/** The findings of a pack, as its file of findings holds them. */
export function decodeFindings(text: string): Finding[] {
  const findings: Finding[] = JSON.parse(text, reviveData);
  return findings;
}

/** What a pack's verdicts were computed from, as its file holds it. */
export function decodeJudged(text: string): Judged {
  const judged: Judged = JSON.parse(text, reviveData);
  return judged;
}
