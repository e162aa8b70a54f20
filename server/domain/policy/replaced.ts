type Adopted = Readonly<{ version: string; effectiveAt: Date; adoptedAt: Date; withdrawn?: object }>;

/**
 * Whether a version never comes into force: one that was adopted later begins on the same day, or before it. It does not come back when
 * that one is withdrawn: its staff were told that it is gone.
 */
export const isReplaced = (one: Adopted, all: readonly Adopted[]): boolean =>
  all.some(
    ({ version, effectiveAt, adoptedAt }) =>
      version !== one.version && adoptedAt > one.adoptedAt && effectiveAt <= one.effectiveAt,
  );

/** The versions that were, are or will be in force. */
export const standing = <T extends Adopted>(all: readonly T[]): T[] =>
  all.filter((one) => one.withdrawn === undefined && !isReplaced(one, all));

/** The version in force at `at`; before the first one, the one that comes next. */
export function inForceAt<T extends Adopted>(all: readonly T[], at: Date): T | undefined {
  const kept = standing(all).toSorted((a, b) => +a.effectiveAt - +b.effectiveAt);
  return kept.findLast(({ effectiveAt }) => effectiveAt <= at) ?? kept[0];
}

/** A version that was published, is not in force yet, and still will be. */
export const isPending = (one: Adopted, all: readonly Adopted[], now: Date): boolean =>
  one.effectiveAt > now && one.withdrawn === undefined && !isReplaced(one, all);

/** The version a draft would take the place of: published, not in force yet, and not beginning before it. */
export const pendingFrom = <T extends Adopted>(all: readonly T[], startAt: Date, now: Date): T | undefined =>
  all.find((one) => isPending(one, all, now) && one.effectiveAt >= startAt);
