import type { Silence, TrackRecords } from '../../contract/tuning.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { endedAtOf, labelOf } from '../../domain/tuning/alert-label.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import {
  measureQuality,
  silentOf,
  thresholdsSince,
  type DetectorQuality,
} from '../../domain/tuning/quality.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { findAlertWords } from '../../store/alert-labels.ts';
import { findPublishedFrom } from '../../store/told-alerts.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import { getSilences, getTrackRecords, saveSilences, saveTrackRecords } from '../../store/silences.ts';
import type { Deps } from '../deps.ts';
import { isRecent } from '../is-recent.ts';

/** Days of alerts the figures are made from. Dismissed alerts lose their person after 90 (R13), not their label. */
export const QUALITY_DAYS = 180;
const HOUR_MS = 3_600_000;

/** How good every detector is, by version and thresholds. */
export async function detectorQuality(deps: Deps): Promise<DetectorQuality[]> {
  const timeZone = await getTimeZone();
  const alerts = await findPublishedFrom(addDays(dayOf(deps.now(), timeZone), -QUALITY_DAYS));
  const words = await findAlertWords(alerts.map(({ id }) => id));
  const counted = alerts.map((alert) => {
    const said = words.get(alert.id);
    const { detector, version, settingsVersion = 0 } = alert.finding;
    return {
      detector,
      version,
      settingsVersion,
      publishedAt: alert.publishedAt ?? null,
      endedAt: endedAtOf(alert),
      label: labelOf(alert, said?.hr?.isWorthAsking),
      feedback: said?.feedback?.feedback ?? null,
    };
  });
  return measureQuality(counted, await listSettingVersions());
}

/** Once an hour: detectors that are too often wrong go silent, and speak again under new code or new signed thresholds. */
export async function refreshSilences(deps: Deps): Promise<void> {
  const { at: doneAt, silences: before } = await getSilences();
  const at = deps.now();
  if (isRecent(doneAt, at, HOUR_MS)) return;
  const versions = await listSettingVersions();
  const figures = await detectorQuality(deps);
  await saveTrackRecords(recordsOf(figures));
  const silent = silentOf(figures, { versions, detectors: DETECTORS });
  const silences = silent.flatMap(({ detector, version, precision }): Silence[] => {
    const known = before.find((one) => one.detector === detector && one.version === version);
    const share = precision && { hits: precision.hits, of: precision.of };
    return share ? [{ detector, version, sinceAt: known?.sinceAt ?? at, ...share }] : [];
  });
  const isIn = (list: readonly Silence[], name: string): boolean =>
    list.some(({ detector }) => detector === name);
  const changes = [
    ...silences.filter(({ detector }) => !isIn(before, detector)).map((one) => ['silence', one] as const),
    ...before.filter(({ detector }) => !isIn(silences, detector)).map((one) => ['unsilence', one] as const),
  ];
  await saveSilences(
    { at, silences },
    changes.map(([what, { detector, hits, of }]) => ({
      id: `silence:${detector}:${what}:${+at}`,
      kind: 'audit',
      entry: {
        at,
        actorId: 'system',
        action: `detector.${what}`,
        subject: `detectors:${detector}`,
        why: `${hits} of ${of} labelled alerts were worth asking about`,
      },
    })),
  );
}

const recordsOf = (figures: readonly DetectorQuality[]): TrackRecords =>
  figures.flatMap(({ detector, version, thresholdsSince: since, precision }) =>
    precision ? [{ detector, version, thresholdsSince: since, hits: precision.hits, of: precision.of }] : [],
  );

/** Ended alerts below which their shares tell of single people rather than of the rule. */
const LEAST_ENDED = 5;
/** How a finding's detector did with this code and these thresholds; null while too few of its alerts have ended. */
export type TrackRecordOf = (
  finding: Pick<Finding, 'detector' | 'version' | 'settingsVersion'>,
) => Readonly<{ hits: number; of: number }> | null;

/** What is known of how often each detector was wrong (R6). */
export async function loadTrackRecord(): Promise<TrackRecordOf> {
  const [records, versions] = await Promise.all([getTrackRecords(), listSettingVersions()]);
  return ({ detector, version, settingsVersion = 0 }) => {
    const since = thresholdsSince(versions, settingsVersion, detector);
    const found = records.find(
      (one) => one.detector === detector && one.version === version && one.thresholdsSince === since,
    );
    return found && found.of >= LEAST_ENDED ? { hits: found.hits, of: found.of } : null;
  };
}
