import type { Silence } from '../../contract/tuning.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { endedAtOf, labelOf } from '../../domain/tuning/alert-label.ts';
import { measureQuality, silentOf, type DetectorQuality } from '../../domain/tuning/quality.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { findAlertWords } from '../../store/alert-labels.ts';
import { findPublishedFrom } from '../../store/told-alerts.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import { getSilences, saveSilences } from '../../store/silences.ts';
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
  const silent = silentOf(await detectorQuality(deps), { versions, detectors: DETECTORS });
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
