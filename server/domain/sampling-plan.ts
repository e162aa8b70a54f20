/** How densely positions are read while the page is in front. */
type SamplingPace = Readonly<{
  /** Seconds between readings of somebody who moves, and of somebody who stays. */
  intervalS: number;
  stationaryIntervalS: number;
  /** Movement below this is none, metres. */
  distanceM: number;
}>;

/** What the phone does by itself until it hears something newer. */
export type SamplingPlan = Readonly<
  SamplingPace & {
    /** The pace around the start and end of a shift: whether somebody arrived is asked most. */
    edge: SamplingPace;
    edgeMin: number;
    /** Fixes that make an upload worth its radio, and seconds after which fewer are sent too. */
    batchSize: number;
    uploadEveryS: number;
    /** Keeps the screen lit while recording: only for riders, who have the phone in a holder on power. */
    keepScreenOn: boolean;
  }
>;

/** Two readings inside a stay of ten minutes, the shortest that is looked for, need one every five at most. */
const STATIONARY_S = 300;
/** Radio off for most of the shift: 32 uploads in eight hours; each costs some 3 KB of headers, receipts and plan besides its fixes. */
const UPLOAD_EVERY_S = 900;
const EDGE_MIN = 20;

const PACES = {
  /** A day in one store: what matters is leaving it. */
  promoter: { intervalS: 120, stationaryIntervalS: STATIONARY_S, distanceM: 50 },
  /** Walks and drives between customers. */
  rep: { intervalS: 75, stationaryIntervalS: STATIONARY_S, distanceM: 30 },
  /** Stops of a few minutes at pickup points. */
  rider: { intervalS: 45, stationaryIntervalS: 120, distanceM: 50 },
  office: { intervalS: 120, stationaryIntervalS: STATIONARY_S, distanceM: 50 },
} as const satisfies Record<string, SamplingPace>;
const EDGE = { intervalS: 60, stationaryIntervalS: STATIONARY_S, distanceM: 30 } as const;

/** The plan of a kind of staff. A new one reaches the phone with its next upload. */
export function samplingPlanOf(staffKind: keyof typeof PACES): SamplingPlan {
  const pace = PACES[staffKind];
  return {
    ...pace,
    edge: { ...EDGE, intervalS: Math.min(EDGE.intervalS, pace.intervalS) },
    edgeMin: EDGE_MIN,
    batchSize: 40,
    uploadEveryS: UPLOAD_EVERY_S,
    keepScreenOn: staffKind === 'rider',
  };
}
