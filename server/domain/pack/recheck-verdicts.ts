import type { PackVerdict, Recomputed } from '../../contract/evidence-pack.ts';
import type { Finding } from '../detectors/finding.ts';
import { DETECTORS } from '../detectors/index.ts';
import { findSame, isSame, recomputeFindings, type Judged } from './recompute.ts';
import type { Segment } from '../track/settle.ts';

/** What recorded findings are held against; `judged` is null where it is no longer kept. */
export type Known = Readonly<{ judged: Judged | null; segments: readonly Segment[] }>;

/** Of each recorded finding, whether it follows from the data with the detectors of this code, and if not why that cannot be said. */
export function recheckVerdicts(recorded: readonly Finding[], { judged, segments }: Known): PackVerdict[] {
  const found = judged && recompute(judged, segments);
  return recorded.map((finding) => {
    const included = DETECTORS.find(({ name }) => name === finding.detector)?.version ?? null;
    const { detector, version: judgedBy } = finding;
    return { detector, judgedBy, included, recomputed: resultOf(finding, { found, included }) };
  });
}

function resultOf(
  finding: Finding,
  { found, included }: Readonly<{ found: readonly Finding[] | null; included: number | null }>,
): Recomputed {
  if (included === null) return 'no_detector';
  if (included !== finding.version) return 'other_version';
  if (!found) return 'no_data';
  const same = findSame(found, finding);
  return same && isSame(same, finding) ? 'same' : 'differs';
}

/** Data in a form of another time may be beyond this code: then nothing follows from it. */
function recompute(judged: Judged, segments: readonly Segment[]): Finding[] {
  try {
    return recomputeFindings(judged, segments);
  } catch {
    return [];
  }
}
