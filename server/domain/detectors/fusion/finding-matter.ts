import type { Finding } from '../finding.ts';
import { DETECTORS } from '../index.ts';

const OF_RECORDS = new Set(
  DETECTORS.filter(({ needs }) => needs.includes('visits') || needs.includes('orders')).map(
    ({ name }) => name,
  ),
);

/**
 * What a finding is about: its place, or the detector where there is none. Records that do not fit are one matter too, whichever
 * customers they name.
 */
export function matterOf({ placeId, detector }: Pick<Finding, 'placeId' | 'detector'>): string {
  return placeId === undefined || OF_RECORDS.has(detector) ? detector : placeId;
}
