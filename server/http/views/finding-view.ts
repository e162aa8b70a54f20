import type { FindingView } from '../../contract/views.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import type { TrackRecordOf } from '../../flow/tuning/tuning-quality.ts';

/** What a finding shows of itself: never whose it is or which place. */
export function findingView(finding: Finding, recordOf: TrackRecordOf): FindingView {
  const { detector, version, startAt, endAt, verdict, severity, numbers, thresholds } = finding;
  return {
    detector,
    version,
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    verdict,
    severity,
    numbers: { ...numbers },
    thresholds: { ...thresholds },
    sentence: { ...finding.sentence },
    whatWouldClear: { ...finding.whatWouldClear },
    record: recordOf(finding),
  };
}
