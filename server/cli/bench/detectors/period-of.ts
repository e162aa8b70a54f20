import type { Period } from '../../../contract/period.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { HOUR_MS, iso, MIN_MS, type Day, type Fix, type Scene } from './scene.ts';

const MARGIN_MS = 15 * MIN_MS;
/** A silence of this length is reported by the phone with its cause. */
const GAP_MS = 10 * MIN_MS;

/** The scene as one line of the `judge` input. Positions outside working time and its margin are left out: they are never held. `withPastFixes`: whether
 * the fixes of the history are in it. */
export function periodOf(scene: Scene, id: string, { withPastFixes = true } = {}): Period {
  const { person, days, history, places, declarations } = scene;
  const all = [...history, ...days];
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) throw new RangeError(`${id}: no day to judge`);
  return {
    id,
    person,
    judge: { from: iso(first.zeroMs), to: iso(last.zeroMs + 24 * HOUR_MS) },
    shifts: all.map(({ shift: { startMs, endMs, breaks, placeId } }) => ({
      start: iso(startMs),
      end: iso(endMs),
      breaks: breaks.map((pause) => ({ start: iso(pause.startMs), end: iso(pause.endMs) })),
      ...(placeId !== undefined && { placeId }),
    })),
    leaves: all.flatMap(({ leaves }) => leaves),
    fixes: { ...columnsOf((withPastFixes ? all : days).flatMap(heldFixes)), deviceId: scene.deviceId },
    gaps: days.flatMap((day) => [...day.gaps, ...silences(day)]),
    punches: all.flatMap(({ punches }) => punches),
    places: [...places],
    zones: [...scene.zones],
    visits: all.flatMap(({ visits }) => visits),
    orders: all.flatMap(({ orders }) => orders).toSorted((a, b) => (a.t < b.t ? -1 : 1)),
    tasks: all.flatMap(({ tasks }) => tasks),
    anchors: all.flatMap(({ anchors }) => anchors),
    arrangements: all.flatMap(({ arrangements }) => arrangements),
    declarations: [...declarations],
    team: scene.team,
    peers: peersOf(days),
    placeDoubt: [...scene.placeDoubt],
    phoneNorm: { gapShare: 0.35, n: 60 },
  };
}

/** The fixes that may exist at all: the shift with its margin, without breaks and leave. */
export function heldFixes(day: Day): Fix[] {
  const { startMs, endMs, breaks } = day.shift;
  const off = [
    ...breaks,
    ...day.leaves
      .filter(({ kind }) => kind === 'leave')
      .map(({ start, end }) => ({ startMs: Date.parse(start), endMs: Date.parse(end) })),
  ];
  return day.fixes.filter(
    ({ ms }) =>
      ms >= startMs - MARGIN_MS &&
      ms < endMs + MARGIN_MS &&
      !off.some((pause) => ms >= pause.startMs && ms < pause.endMs),
  );
}

function silences(day: Day): Day['gaps'] {
  const fixes = heldFixes(day);
  return fixes.flatMap(({ ms }, at) => {
    const next = fixes[at + 1];
    const isKnown = day.gaps.some(
      ({ start, end }) => Date.parse(start) < (next?.ms ?? 0) && Date.parse(end) > ms,
    );
    return next && next.ms - ms >= GAP_MS && !isKnown
      ? [{ start: iso(ms), end: iso(next.ms), cause: 'hidden' as const }]
      : [];
  });
}

function peersOf(days: readonly Day[]): NonNullable<Period['peers']> {
  const byPerson = groupBy(
    days.flatMap(({ peers }) => peers),
    ({ personId }) => personId,
  );
  return [...byPerson].map(([personId, tracks]) => ({
    personId,
    deviceIds: [...new Set(tracks.map(({ deviceId }) => deviceId))],
    photoHashes: [],
    fixes: columnsOf(tracks.flatMap(({ fixes }) => fixes)),
  }));
}

function columnsOf(fixes: readonly Fix[]) {
  return {
    t: fixes.map(({ ms }) => ms),
    lng: fixes.map(({ lng }) => lng),
    lat: fixes.map(({ lat }) => lat),
    accuracyM: fixes.map(({ accuracyM }) => accuracyM),
    datum: 'wgs84' as const,
  };
}
