import { busiestWindow } from '../day/busiest-window.ts';
import type { Interval } from '../../interval.ts';
import type { Finding, Severity } from '../finding.ts';
import { matterOf } from './finding-matter.ts';
import { fuseScores } from './fusion.ts';
import type { FusionSettings } from '../settings/fusion-settings.ts';

/** Findings about one thing: the same hours, or the same place or matter again and again. `to` is who is asked first (product M13). */
export type Episode = Readonly<
  Interval & {
    /** Stays the same when late data changes its findings: the place, else the first shift. */
    key: string;
    placeId?: string;
    days: readonly string[];
    findings: readonly Finding[];
    score: number;
    severity: Severity;
    to: 'employee' | 'manager';
  }
>;

const RANK: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2 };

/**
 * The episodes worth asking about. Only supported findings of detectors that may speak alone make one; `supporting` findings are added
 * to the episodes there are. A single day of low severity is nobody's business.
 */
export function findEpisodes(
  { findings, supporting }: { findings: readonly Finding[]; supporting: readonly Finding[] },
  settings: FusionSettings,
): Episode[] {
  const supported = findings.filter(({ verdict }) => verdict === 'supported').toSorted(byTime);
  const beside = supporting.filter(({ verdict }) => verdict === 'supported');
  return groupRelated(supported)
    .map((group) => describeEpisode(group, beside, settings))
    .filter((episode) => RANK[episode.severity] > 0)
    .toSorted(
      (a, b) =>
        RANK[b.severity] - RANK[a.severity] ||
        b.score - a.score ||
        a.startAt.getTime() - b.startAt.getTime() ||
        (a.key < b.key ? -1 : 1),
    );
}

function describeEpisode(
  group: readonly Finding[],
  supporting: readonly Finding[],
  settings: FusionSettings,
): Episode {
  const placeId = group.find((finding) => finding.placeId !== undefined)?.placeId;
  const days = [...new Set(group.flatMap((finding) => finding.days))].toSorted();
  const isRepeated = busiestWindow(days, settings.windowDays) >= settings.managerDays;
  const worst = group.reduce<Severity>(
    (max, { severity }) => (RANK[severity] > RANK[max] ? severity : max),
    'low',
  );
  const severity = worst === 'low' && isRepeated ? 'medium' : worst;
  return {
    key: placeId ?? group[0]?.shiftId ?? '',
    ...(placeId !== undefined && { placeId }),
    days,
    startAt: new Date(Math.min(...group.map(({ startAt }) => startAt.getTime()))),
    endAt: new Date(Math.max(...group.map(({ endAt }) => endAt.getTime()))),
    findings: [...group, ...supporting],
    score: fuseScores([...group, ...supporting], settings),
    severity,
    to: severity === 'high' || (isRepeated && worst !== 'low') ? 'manager' : 'employee',
  };
}

/** Joins findings that share a place or a matter or overlap in time, and those they join with in turn. */
function groupRelated(findings: readonly Finding[]): Finding[][] {
  let groups: Finding[][] = [];
  for (const finding of findings) {
    const related = groups.filter((group) => group.some((other) => isRelated(finding, other)));
    groups = [...groups.filter((group) => !related.includes(group)), [...related.flat(), finding]];
  }
  return groups.map((group) => group.toSorted(byTime));
}

/** A finding over several days overlaps everything in between: those are joined by their place alone. */
function isRelated(a: Finding, b: Finding): boolean {
  if (a.placeId !== undefined && a.placeId === b.placeId) return true;
  if (a.days.length !== 1 || b.days.length !== 1) return false;
  if (a.detector === b.detector && matterOf(a) === matterOf(b)) return true;
  return a.startAt.getTime() < b.endAt.getTime() && b.startAt.getTime() < a.endAt.getTime();
}

function byTime(a: Finding, b: Finding): number {
  return (
    a.startAt.getTime() - b.startAt.getTime() ||
    a.endAt.getTime() - b.endAt.getTime() ||
    compare(a.detector, b.detector) ||
    compare(a.placeId, b.placeId)
  );
}

const compare = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));
