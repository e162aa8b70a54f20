type Adopted = Readonly<{ version: string; effectiveAt: Date; adoptedAt: Date }>;

/** Whether a version never comes into force: one that was adopted later begins on the same day, or before it. */
export const isReplaced = (one: Adopted, all: readonly Adopted[]): boolean =>
  all.some(
    ({ version, effectiveAt, adoptedAt }) =>
      version !== one.version && adoptedAt > one.adoptedAt && effectiveAt <= one.effectiveAt,
  );

/** The versions that were, are or will be in force. */
export const standing = <T extends Adopted>(all: readonly T[]): T[] =>
  all.filter((one) => !isReplaced(one, all));

/** The version a draft would take the place of: published, not in force yet, and not beginning before it. */
export const pendingFrom = <T extends Adopted>(all: readonly T[], startAt: Date, now: Date): T | undefined =>
  standing(all).find(({ effectiveAt }) => effectiveAt > now && effectiveAt >= startAt);
