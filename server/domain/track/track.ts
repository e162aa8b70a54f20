/**
 * Position fixes of one person in columns, ordered by time. Times are corrected UTC epoch milliseconds, coordinates WGS-84 degrees,
 * accuracy the 68 % radius in metres. Columns have equal length and are never changed in place.
 */
export type Track = Readonly<{
  atMs: Float64Array;
  lng: Float64Array;
  lat: Float64Array;
  accuracyM: Float64Array;
}>;

/** A stay (Li et al. 2008): the person remained within a small area from startAt to endAt. */
export type StayPoint = Readonly<{
  startAt: Date;
  endAt: Date;
  /** The last fix inside: dwell is proven up to here, `endAt` may lie later (the first fix outside). */
  lastFixAt: Date;
  lng: number;
  lat: number;
  /** Median reported accuracy of its fixes, metres. */
  accuracyM: number;
  /** Number of fixes it rests on. */
  fixes: number;
  /** Largest distance of a fix from the centre, metres. */
  extentM: number;
}>;
