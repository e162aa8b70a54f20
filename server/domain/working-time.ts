/** A half-open stretch of time [startAt, endAt). */
export type Interval = Readonly<{ startAt: Date; endAt: Date }>;

/** One attendance shift of one person; breaks lie inside it. `placeId` is the store it is worked at, if any. */
export type Shift = Readonly<Interval & { id: string; breaks: readonly Interval[]; placeId?: string }>;

/** Everything that decides working time of one person on one calendar day of `timeZone`. */
export type DaySchedule = Readonly<{
  personId: string;
  /** YYYY-MM-DD in `timeZone`: the day a shift starts on; a shift may end after midnight. */
  day: string;
  timeZone: string;
  shifts: readonly Shift[];
  leaves: readonly Interval[];
  /** Business trips: working time, but away from the usual places. */
  trips: readonly Interval[];
}>;
