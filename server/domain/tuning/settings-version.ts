import { addDays } from '../time.ts';

/** What differs from the built-in thresholds, by detector and settings key. */
export type Overrides = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One version of the thresholds; versions are only ever added, so that each finding's can be found again. */
export type SettingsVersion = Readonly<{
  /** 1, 2, 3 …; 0 is what the product comes with. */
  version: number;
  overrides: Overrides;
  /** First day, YYYY-MM-DD, whose shifts it judges: what lies before keeps its own version. */
  fromDay: string;
  /** Before this day it takes alerts back and raises none: nobody is measured by what was not in force (R17). */
  raisesFromDay: string;
  /** The version whose thresholds these are: its own number, or that of an earlier one after a rollback. */
  stands: number;
  /** What a rollback of `stands` returns to. */
  parent: number;
}>;

/** The version before any change: the thresholds the product comes with. */
export const BUILT_IN: SettingsVersion = {
  version: 0,
  overrides: {},
  fromDay: '',
  raisesFromDay: '',
  stands: 0,
  parent: 0,
};

/** The newest version; `versions` in any order. */
export const newestVersion = (versions: readonly SettingsVersion[]): SettingsVersion =>
  versions.reduce((newest, one) => (one.version > newest.version ? one : newest), BUILT_IN);

/** The version that judges the shifts of a day. */
export const versionOn = (versions: readonly SettingsVersion[], day: string): SettingsVersion =>
  newestVersion(versions.filter(({ fromDay }) => fromDay <= day));

/** The version a signed change makes: it judges from the day after `today` on. */
export function nextVersion(
  versions: readonly SettingsVersion[],
  overrides: Overrides,
  today: string,
): SettingsVersion {
  const newest = newestVersion(versions);
  const fromDay = addDays(today, 1);
  const version = newest.version + 1;
  return { version, overrides, fromDay, raisesFromDay: fromDay, stands: version, parent: newest.stands };
}

/**
 * The version a rollback makes: the thresholds before the last change, back to that change's own first day, so that what it raised is
 * judged anew. Rolling back again goes one change further, never forward: putting a change back needs two signatures. Null = nothing
 * to roll back.
 */
export function rolledBack(versions: readonly SettingsVersion[], today: string): SettingsVersion | null {
  const newest = newestVersion(versions);
  const undone = find(versions, newest.stands);
  if (undone.version === 0) return null;
  const back = find(versions, undone.parent);
  return {
    version: newest.version + 1,
    overrides: back.overrides,
    fromDay: undone.fromDay,
    raisesFromDay: addDays(today, 1),
    stands: back.stands,
    parent: back.parent,
  };
}

const find = (versions: readonly SettingsVersion[], version: number): SettingsVersion =>
  versions.find((one) => one.version === version) ?? BUILT_IN;
