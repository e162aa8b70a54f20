import type { PeriodEvidence } from '../../../server/domain/detectors/evidence.ts';

/** A period in which nothing was recorded beside the track. */
export const NO_RECORDS = {
  zones: [],
  punches: [],
  visits: [],
  orders: [],
  tasks: [],
  anchors: [],
  arrangements: [],
  declarations: [],
  gaps: [],
  peers: [],
  placeDoubt: new Map(),
} as const satisfies Partial<PeriodEvidence>;
