import type { PlaceRole } from '../../../contract/place.ts';
import { CellNumbers } from '../../baseline/cell-numbers.ts';
import { DEGREE_M, haversineDegM, wrapDeg } from '../../geo/distance.ts';
import { reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import type { PlaceIndex } from '../../geo/place-index.ts';
import type { Track } from '../../track/track.ts';

/** Roles of a place where the company's people belong. */
export const OWN_ROLES: readonly PlaceRole[] = ['own_store', 'customer', 'office', 'warehouse', 'own_pickup'];

/** Whether a place is one where the company's people belong. */
export const isOwn = (place: Place): boolean => place.roles.some((role) => OWN_ROLES.includes(role));

/** What is asked for: places of a kind around which somebody may have been for `minStayMin`. */
type Asked = Readonly<{
  isAsked: (place: Place) => boolean;
  minStayMin: number;
  /** Metres beyond a fix within which a fence still matters. */
  marginM: number;
}>;

/** Degrees; some 200 m: a shop with its error lies in few cells, and a day of riding in a few hundred. */
const CELL_DEG = 0.002;
const COLUMNS = 360 / CELL_DEG;
/** The row at 36° N: from there a cell's number fits 32 bits in all of China, and longer keys are slow to hash. */
const MIDDLE_ROW = 63_000;
/** Cells remembered of one index: a large city's. */
const MAX_CELLS = 20_000;

/** A stay at a corner lies in four cells, and one of them has at least this share (0-1) of it. */
const CORNER_SHARE = 0.25;

/**
 * The places worth a closer look, by id. The index is asked once per cell the person was in for long enough (in one go or again), never
 * per fix; stray fixes elsewhere in between cannot hide a place.
 */
export function findNearPlaces(track: Track, places: PlaceIndex, asked: Asked): Place[] {
  const found = new Map<string, Place>();
  const around = cellsKnown(places, asked.marginM);
  for (const cell of timesByCell(track)) {
    if (cell.toMs - cell.fromMs < CORNER_SHARE * asked.minStayMin * 60_000) continue;
    const key = (cell.row - MIDDLE_ROW) * COLUMNS + cell.column;
    let near = around.get(key);
    if (!near) around.set(key, (near = placesNear(cell, places, asked.marginM)));
    for (const place of near) if (asked.isAsked(place)) found.set(place.id, place);
  }
  const boxes = found.size === 0 ? [] : boxesOf(track);
  return [...found.values()]
    .filter((place) => hasFixNear(track, boxes, { place, marginM: asked.marginM }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Places whose fence is at most `marginM` from the circle around a cell. */
function placesNear({ row, column }: CellTime, places: PlaceIndex, marginM: number): Place[] {
  const south = row * CELL_DEG - 90;
  const west = column * CELL_DEG - 180;
  const center = { lng: west + CELL_DEG / 2, lat: south + CELL_DEG / 2 };
  const radiusM = haversineDegM(center.lng, center.lat, west, south);
  return places.nearby(center, radiusM + marginM).map(({ place }) => place);
}

const known = new WeakMap<PlaceIndex, Map<number, Map<number, readonly Place[]>>>();

/** The places near the cells that an index was asked about before, with that margin: people go the same ways day after day. */
function cellsKnown(places: PlaceIndex, marginM: number): Map<number, readonly Place[]> {
  let margins = known.get(places);
  if (!margins) known.set(places, (margins = new Map()));
  let cells = margins.get(marginM);
  if (!cells || cells.size > MAX_CELLS) margins.set(marginM, (cells = new Map()));
  return cells;
}

/** Whether any fix lies in the box around the place's fence and the margin: most neighbours of a cell are never reached. */
function hasFixNear(
  { lng, lat }: Track,
  boxes: readonly Box[],
  { place, marginM }: Readonly<{ place: Place; marginM: number }>,
): boolean {
  const { center } = place;
  const farLat = (reachM(place) + marginM) / DEGREE_M;
  const farLng = farLat / Math.max(0.01, Math.cos((center.lat * Math.PI) / 180));
  for (const { from, to, south, north, west, east } of boxes) {
    if (south - center.lat > farLat || center.lat - north > farLat) continue;
    const isWrapped = east - center.lng > 180 || center.lng - west > 180;
    if (!isWrapped && (west - center.lng > farLng || center.lng - east > farLng)) continue;
    for (let at = from; at < to; at++)
      if (
        Math.abs((lat[at] ?? 0) - center.lat) <= farLat &&
        Math.abs(wrapDeg((lng[at] ?? 0) - center.lng)) <= farLng
      )
        return true;
  }
  return false;
}

/** The box, in degrees, around the fixes `from` to before `to`. */
type Box = Readonly<{ from: number; to: number; south: number; north: number; west: number; east: number }>;

/** Fixes of one box: of a day with thousands few are then looked at for each place. */
const BOX_FIXES = 32;

function boxesOf({ lng, lat }: Track): Box[] {
  const boxes: Box[] = [];
  for (let from = 0; from < lat.length; from += BOX_FIXES) {
    const to = Math.min(lat.length, from + BOX_FIXES);
    let south = Infinity;
    let north = -Infinity;
    let west = Infinity;
    let east = -Infinity;
    for (let at = from; at < to; at++) {
      const x = lng[at] ?? 0;
      const y = lat[at] ?? 0;
      if (y < south) south = y;
      if (y > north) north = y;
      if (x < west) west = x;
      if (x > east) east = x;
    }
    boxes.push({ from, to, south, north, west, east });
  }
  return boxes;
}

type CellTime = { row: number; column: number; fromMs: number; toMs: number };

/** Made once and emptied each time. */
const numbers = new CellNumbers();

function timesByCell({ atMs, lng, lat }: Track): readonly CellTime[] {
  const cells: CellTime[] = [];
  const firstRow = rowOf(lat[0] ?? 0);
  numbers.clear();
  let row = Number.NaN;
  let column = Number.NaN;
  let last: CellTime | undefined;
  let beforeMs = atMs[0] ?? 0;
  for (let at = 0; at < atMs.length; at++) {
    const nextRow = rowOf(lat[at] ?? 0);
    const nextColumn = Math.floor(((lng[at] ?? 0) + 180) / CELL_DEG);
    const ms = atMs[at] ?? 0;
    if (nextRow !== row || nextColumn !== column) {
      row = nextRow;
      column = nextColumn;
      // The time between two fixes belongs to both their cells: nobody knows when the border was crossed.
      if (last) last.toMs = ms;
      const number = numbers.add((row - firstRow) * COLUMNS + column);
      if (number === cells.length) cells.push({ row, column, fromMs: beforeMs, toMs: ms });
      last = cells[number];
    }
    beforeMs = ms;
  }
  if (last) last.toMs = beforeMs;
  return cells;
}

const rowOf = (lat: number): number => Math.floor((lat + 90) / CELL_DEG);
