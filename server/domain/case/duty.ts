/** Who of HR is on duty for some days, and who stands in, in order. Days are YYYY-MM-DD, inclusive. */
export type DutyEntry = Readonly<{
  id: string;
  fromDay: string;
  toDay: string;
  hrId: string;
  deputyIds: readonly string[];
}>;
/** Who answers for a case on one day, and who stands in, in order. */
export type Duty = Readonly<{ hrId: string; deputyIds: readonly string[] }>;

/**
 * Who answers for a case on `day`: the first of the entry's people who is free, the others behind. Where entries overlap the one that
 * began last counts. Null where nobody is on the roster or free.
 */
export function dutyOn(
  entries: readonly DutyEntry[],
  day: string,
  isFree: (personId: string) => boolean,
): Duty | null {
  const entry = entries
    .filter(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
    .toSorted((a, b) => b.fromDay.localeCompare(a.fromDay) || a.id.localeCompare(b.id))[0];
  if (!entry) return null;
  const [hrId, ...deputyIds] = [entry.hrId, ...entry.deputyIds].filter(isFree);
  return hrId === undefined ? null : { hrId, deputyIds };
}

/** Everyone an entry of that day names. */
export const peopleOn = (entries: readonly DutyEntry[], day: string): string[] => [
  ...new Set(
    entries
      .filter(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
      .flatMap(({ hrId, deputyIds }) => [hrId, ...deputyIds]),
  ),
];
