import { wilsonShare, type Share } from '../statistics/wilson.ts';
import { diffAlerts, type SimulatedAlert } from './simulate-alerts.ts';

/** What a replay found for one person. `alertId` is that of the real alert of the same shift and matter, if there is one. */
export type ReplayRow = Readonly<{
  /** A name that says nothing about who it is. */
  pseudonym: string;
  regionId?: string;
  shifts: number;
  live: readonly NamedAlert[];
  draft: readonly NamedAlert[];
}>;
/** An alert with the id of the real one it stands for. */
export type NamedAlert = SimulatedAlert & Readonly<{ alertId?: string }>;

type ReplayCounts = Readonly<{
  live: number;
  draft: number;
  liveOpen: number;
  draftOpen: number;
  added: number;
  removed: number;
  raised: number;
  lowered: number;
}>;
/** What a draft of thresholds would change for everyone. */
export type ReplayResult = Readonly<{
  people: number;
  shifts: number;
  total: ReplayCounts;
  byDetector: readonly (ReplayCounts & Readonly<{ detector: string }>)[];
  byRegion: readonly (ReplayCounts & Readonly<{ regionId: string; people: number; shifts: number }>)[];
  /** People whom an alert reaches a manager about under the draft and none does now, by the number of such alerts. */
  newlyHit: readonly Readonly<{ pseudonym: string; alerts: number; detectors: readonly string[] }>[];
  newlyHitTotal: number;
  /** People about whom the reverse is true. */
  relieved: number;
  /** Of the labelled alerts that would be there: how many were worth asking about. */
  precision: Readonly<{ live: Share | null; draft: Share | null }>;
}>;

/** Names listed of people newly hit; the number of all of them is told. */
const MAX_NAMES = 200;

/** What a draft changes, over everyone. `labels` says of real alerts, by id, whether they were worth asking about. */
export function summariseReplay(
  rows: readonly ReplayRow[],
  labels: ReadonlyMap<string, boolean>,
): ReplayResult {
  const regions = [...new Set(rows.map(({ regionId = '' }) => regionId))].toSorted();
  const detectors = [
    ...new Set(rows.flatMap(({ live, draft }) => [...live, ...draft].map(({ detector }) => detector))),
  ].toSorted();
  const hit = rows.filter((row) => openOf(row.draft).length > 0 && openOf(row.live).length === 0);
  return {
    people: rows.length,
    shifts: shiftsOf(rows),
    total: countsOf(rows),
    byDetector: detectors.map((detector) => ({
      detector,
      ...countsOf(rows.map((row) => onlyOf(row, detector))),
    })),
    byRegion: regions.map((regionId) => {
      const own = rows.filter((row) => (row.regionId ?? '') === regionId);
      return { regionId, people: own.length, shifts: shiftsOf(own), ...countsOf(own) };
    }),
    newlyHit: hit.map(nameHit).toSorted(byWeight).slice(0, MAX_NAMES),
    newlyHitTotal: hit.length,
    relieved: rows.filter((row) => openOf(row.live).length > 0 && openOf(row.draft).length === 0).length,
    precision: {
      live: precisionOf(
        rows.flatMap(({ live }) => live),
        labels,
      ),
      draft: precisionOf(
        rows.flatMap(({ draft }) => draft),
        labels,
      ),
    },
  };
}

function countsOf(rows: readonly Pick<ReplayRow, 'live' | 'draft'>[]): ReplayCounts {
  const sum = { live: 0, draft: 0, liveOpen: 0, draftOpen: 0, added: 0, removed: 0, raised: 0, lowered: 0 };
  for (const { live, draft } of rows) {
    const diff = diffAlerts(live, draft);
    sum.live += live.length;
    sum.draft += draft.length;
    sum.liveOpen += openOf(live).length;
    sum.draftOpen += openOf(draft).length;
    sum.added += diff.added.length;
    sum.removed += diff.removed.length;
    sum.raised += diff.raised.length;
    sum.lowered += diff.lowered.length;
  }
  return sum;
}

function precisionOf(alerts: readonly NamedAlert[], labels: ReadonlyMap<string, boolean>): Share | null {
  const known = alerts.flatMap(({ alertId }) => labels.get(alertId ?? '') ?? []);
  return wilsonShare(known.filter(Boolean).length, known.length);
}

const openOf = (alerts: readonly NamedAlert[]): NamedAlert[] =>
  alerts.filter(({ status }) => status === 'open');
const shiftsOf = (rows: readonly ReplayRow[]): number => rows.reduce((sum, { shifts }) => sum + shifts, 0);
const onlyOf = ({ live, draft }: ReplayRow, detector: string): Pick<ReplayRow, 'live' | 'draft'> => ({
  live: live.filter((alert) => alert.detector === detector),
  draft: draft.filter((alert) => alert.detector === detector),
});

function nameHit({ pseudonym, draft }: ReplayRow): ReplayResult['newlyHit'][number] {
  const open = openOf(draft);
  const detectors = [...new Set(open.map(({ detector }) => detector))].toSorted();
  return { pseudonym, alerts: open.length, detectors };
}

function byWeight(a: ReplayResult['newlyHit'][number], b: ReplayResult['newlyHit'][number]): number {
  return b.alerts - a.alerts || (a.pseudonym < b.pseudonym ? -1 : 1);
}
