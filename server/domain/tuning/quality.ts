import { groupBy } from '../group-by.ts';
import type { AlertFeedback, AlertLabel } from '../../contract/tuning.ts';
import { wilsonShare, type Share } from '../statistics/wilson.ts';
import { isWorth } from './alert-label.ts';
import { newestVersion, type SettingsVersion } from './settings-version.ts';

/** Labels from which a precision says something; below it nothing is silenced (product M18). */
export const MIN_LABELS = 30;
/** Share of labelled alerts that were worth asking about below which a detector goes silent (product M18). */
export const MIN_WORTH_SHARE = 0.3;

/** One alert as the figures need it. */
export type CountedAlert = Readonly<{
  detector: string;
  version: number;
  settingsVersion: number;
  publishedAt: Date | null;
  endedAt: Date | null;
  label: AlertLabel | null;
  feedback: AlertFeedback | null;
}>;

/** The figures of one detector under one code version and one set of thresholds. */
export type DetectorQuality = Readonly<{
  detector: string;
  version: number;
  /** The settings version since which its thresholds are these. */
  thresholdsSince: number;
  alerts: number;
  /** Labelled ones, and how many of them were worth asking about. */
  precision: Share | null;
  labels: Readonly<Partial<Record<AlertLabel, number>>>;
  feedback: Readonly<Record<AlertFeedback, number>>;
  /** Hours from publication to the end, of those that a person ended; null when there are none. */
  medianHours: number | null;
}>;

/** Figures by detector, version and thresholds; the newest of each detector first. */
export function measureQuality(
  alerts: readonly CountedAlert[],
  versions: readonly SettingsVersion[],
): DetectorQuality[] {
  const groups = groupBy(alerts, ({ detector, version, settingsVersion }) =>
    JSON.stringify([detector, version, thresholdsSince(versions, settingsVersion, detector)]),
  );
  return [...groups.values()]
    .flatMap((group) => figuresOf(group, versions) ?? [])
    .toSorted(
      (a, b) =>
        (a.detector < b.detector ? -1 : a.detector > b.detector ? 1 : 0) ||
        b.version - a.version ||
        b.thresholdsSince - a.thresholdsSince,
    );
}

/** Whether figures are bad enough to go silent: enough labels, and too few of them worth asking about. */
export const isTooWrong = ({ precision }: Pick<DetectorQuality, 'precision'>): boolean =>
  precision !== null && precision.of >= MIN_LABELS && precision.share < MIN_WORTH_SHARE;

/**
 * Detectors that are silent now: too wrong in their present version with their present thresholds. New code or signed new thresholds
 * start anew.
 */
export function silentOf(
  figures: readonly DetectorQuality[],
  now: Readonly<{
    versions: readonly SettingsVersion[];
    detectors: readonly Readonly<{ name: string; version: number }>[];
  }>,
): DetectorQuality[] {
  const newest = newestVersion(now.versions).version;
  return figures.filter(
    (one) =>
      isTooWrong(one) &&
      now.detectors.some(({ name, version }) => name === one.detector && version === one.version) &&
      one.thresholdsSince === thresholdsSince(now.versions, newest, one.detector),
  );
}

/** The first settings version of the unbroken run up to `version` in which the detector's thresholds are the same. */
export function thresholdsSince(
  versions: readonly SettingsVersion[],
  version: number,
  detector: string,
): number {
  const of = (number: number): string =>
    JSON.stringify(versions.find((one) => one.version === number)?.overrides[detector] ?? {});
  let since = version;
  while (since > 0 && of(since - 1) === of(version)) since -= 1;
  return since;
}

function figuresOf(
  group: readonly CountedAlert[],
  versions: readonly SettingsVersion[],
): DetectorQuality | null {
  const [first] = group;
  if (!first) return null;
  const labels: Partial<Record<AlertLabel, number>> = {};
  const feedback = { fair: 0, wrong: 0, unclear: 0 };
  for (const alert of group) {
    if (alert.label) labels[alert.label] = (labels[alert.label] ?? 0) + 1;
    if (alert.feedback) feedback[alert.feedback] += 1;
  }
  const labelled = group.flatMap(({ label }) => label ?? []);
  return {
    detector: first.detector,
    version: first.version,
    thresholdsSince: thresholdsSince(versions, first.settingsVersion, first.detector),
    alerts: group.length,
    precision: wilsonShare(labelled.filter(isWorth).length, labelled.length),
    labels,
    feedback,
    medianHours: medianOf(
      group.flatMap(({ publishedAt, endedAt }) =>
        publishedAt && endedAt ? [(+endedAt - +publishedAt) / 3_600_000] : [],
      ),
    ),
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
