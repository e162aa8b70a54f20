import { staysOf } from './motion-bank.ts';
import { distanceM, HOUR_MS, MIN_MS, workSpans, type Day, type Fix, type Scene } from './scene.ts';

/** The simple scores of trajectory 3.6, computed on the same cases so that the margin can be seen. Not used by any detector. */
export type SimpleScores = Readonly<Record<string, number>>;

const CELL_DEG = 0.005;
const SAME_PLACE_M = 200;

/** The simple score that was best for each family. */
const SIMPLE_OF: Readonly<Record<string, string>> = {
  competitor: 'longestRivalStayMin',
  'second-job': 'repeatedUnknownMin',
  'fabricated-visit': 'farthestClaimM',
  route: 'surprisal',
  spoof: 'fastestJumpMps',
  buddy: 'surprisal',
  zone: 'outsideZoneMin',
  'off-hours': 'latePunches',
};

/** The simple score to hold a planted case against. */
export function simpleOf(name: string): string | undefined {
  if (name.startsWith('spoof/freeze') || name === 'spoof/constant-accuracy') return 'identicalRunMin';
  if (name.startsWith('spoof/replay')) return 'sharedCoordinates';
  if (name === 'second-job/1day') return 'unknownMin';
  return SIMPLE_OF[name.split('/')[0] ?? ''];
}

const SCORES: Readonly<Record<string, (scene: Scene) => number>> = {
  longestRivalStayMin: longestRivalStay,
  unknownMin: (scene) => unknownStays(scene).reduce((sum, { minutes }) => sum + minutes, 0),
  repeatedUnknownMin(scene) {
    const unknown = unknownStays(scene);
    return Math.max(0, ...unknown.map((stay) => minutesNear(unknown, stay)));
  },
  farthestClaimM: (scene) => Math.max(0, ...scene.days.flatMap((day) => claimDistances(scene, day))),
  surprisal: (scene) => surprisal(scene, fixesOf(scene)),
  fastestJumpMps: (scene) => fastestJump(fixesOf(scene)),
  identicalRunMin: (scene) => identicalRun(fixesOf(scene)),
  sharedCoordinates: (scene) => sharedCoordinates(scene, fixesOf(scene)),
  outsideZoneMin: (scene) => outsideZone(scene, fixesOf(scene)),
  latePunches: (scene) => scene.days.filter(hasLatePunch).length,
};

export const SIMPLE_NAMES = Object.keys(SCORES);

/** The named simple scores of a scene. */
export const simpleScores = (scene: Scene, names: readonly string[]): SimpleScores =>
  Object.fromEntries(names.map((name) => [name, SCORES[name]?.(scene) ?? 0]));

const fixesOf = (scene: Scene): Fix[] => scene.days.flatMap(workFixes);

/** A punch more than an hour outside the shift. */
const hasLatePunch = ({ punches, shift }: Day): boolean =>
  punches.some(({ t }) => Date.parse(t) < shift.startMs - HOUR_MS || Date.parse(t) > shift.endMs + HOUR_MS);

const workFixes = (day: Day): Fix[] => {
  const spans = workSpans(day);
  return day.fixes.filter(({ ms }) => spans.some(({ startMs, endMs }) => ms >= startMs && ms < endMs));
};

const workStays = (day: Day) =>
  staysOf(day.fixes)
    .map(({ lng, lat, startAt, lastFixAt }) => ({
      lng,
      lat,
      minutes: (Math.min(day.shift.endMs, +lastFixAt) - Math.max(day.shift.startMs, +startAt)) / MIN_MS,
    }))
    .filter(({ minutes }) => minutes >= 5);

/** Minutes of the longest stay at most 100 m from a competitor, the person's regular places left out. */
function longestRivalStay(scene: Scene): number {
  const rivals = scene.places.filter(({ kind }) => kind === 'competitor');
  return Math.max(
    0,
    ...unknownStays(scene)
      .filter((stay) => rivals.some((rival) => distanceM(rival, stay) <= 100))
      .map(({ minutes }) => minutes),
  );
}

type Past = Readonly<{
  stays: readonly { lng: number; lat: number }[];
  fixes: number;
  cells: Map<string, number>;
  coordinates: Set<string>;
}>;
const pasts = new WeakMap<readonly Day[], Past>();

/** What the scores ask of a history, gathered once. */
function pastOf({ history }: Scene): Past {
  const known = pasts.get(history);
  if (known) return known;
  const fixes = history.flatMap(workFixes);
  const cells = new Map<string, number>();
  for (const fix of fixes) cells.set(cellOf(fix), (cells.get(cellOf(fix)) ?? 0) + 1);
  const past: Past = {
    stays: history.flatMap((day) => staysOf(day.fixes)),
    fixes: fixes.length,
    cells,
    coordinates: new Set(history.flatMap((day) => day.fixes.map(({ lng, lat }) => `${lng} ${lat}`))),
  };
  pasts.set(history, past);
  return past;
}

const cellOf = ({ lng, lat, ms }: Fix): string =>
  `${Math.floor(lng / CELL_DEG)} ${Math.floor(lat / CELL_DEG)} ${Math.floor((ms / HOUR_MS + 8) % 24)}`;

/** Stays farther than 200 m from every stay of the history. */
function unknownStays(scene: Scene) {
  const { stays } = pastOf(scene);
  return scene.days
    .flatMap(workStays)
    .filter((stay) => stays.every((other) => distanceM(other, stay) > SAME_PLACE_M));
}

const minutesNear = (stays: ReturnType<typeof unknownStays>, at: { lng: number; lat: number }): number =>
  stays.filter((stay) => distanceM(stay, at) <= SAME_PLACE_M).reduce((sum, { minutes }) => sum + minutes, 0);

/** Distance of the nearest fix within a quarter of an hour of each claimed visit. */
function claimDistances(scene: Scene, day: Day): number[] {
  return day.visits.flatMap(({ customerId, start, end }) => {
    const place = scene.places.find(({ id }) => id === customerId);
    const near = day.fixes.filter(
      ({ ms }) => ms >= Date.parse(start) - 15 * MIN_MS && ms <= Date.parse(end) + 15 * MIN_MS,
    );
    return place && near.length > 0 ? [Math.min(...near.map((fix) => distanceM(fix, place)))] : [];
  });
}

/** Mean -log2 of the smoothed (cell, hour) share in the history. */
function surprisal(scene: Scene, fixes: readonly Fix[]): number {
  const past = pastOf(scene);
  const total = past.fixes + past.cells.size + 1;
  const sum = fixes.reduce(
    (bits, fix) => bits - Math.log2(((past.cells.get(cellOf(fix)) ?? 0) + 1) / total),
    0,
  );
  return fixes.length === 0 ? 0 : sum / fixes.length;
}

/** Metres per second of the fastest step of more than a kilometre. */
function fastestJump(fixes: readonly Fix[]): number {
  return fixes.reduce((fastest, fix, at) => {
    const before = fixes[at - 1];
    if (!before || fix.ms <= before.ms) return fastest;
    const m = distanceM(before, fix);
    return m > 1000 ? Math.max(fastest, (m / (fix.ms - before.ms)) * 1000) : fastest;
  }, 0);
}

/** Minutes of the longest run of equal coordinates. */
function identicalRun(fixes: readonly Fix[]): number {
  let from = fixes[0];
  let longest = 0;
  for (const fix of fixes) {
    if (!from || fix.lng !== from.lng || fix.lat !== from.lat) from = fix;
    longest = Math.max(longest, (fix.ms - from.ms) / MIN_MS);
  }
  return longest;
}

/** Share of fixes whose very coordinates occur in the history. */
function sharedCoordinates(scene: Scene, fixes: readonly Fix[]): number {
  const { coordinates } = pastOf(scene);
  return fixes.filter(({ lng, lat }) => coordinates.has(`${lng} ${lat}`)).length / Math.max(1, fixes.length);
}

/** Minutes between fixes that lie outside every zone. */
function outsideZone(scene: Scene, fixes: readonly Fix[]): number {
  const isOut = (fix: Fix) => scene.zones.every((zone) => distanceM(zone, fix) > zone.radiusM);
  return fixes.reduce((sum, fix, at) => {
    const before = fixes[at - 1];
    return before && isOut(before) && isOut(fix) ? sum + Math.min(10, (fix.ms - before.ms) / MIN_MS) : sum;
  }, 0);
}
