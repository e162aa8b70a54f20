import type { PlaceRole } from '../../contract/place.ts';
import { DEGREE_M, haversineDegM, wrapDeg } from '../geo/distance.ts';
import { reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import type { PlaceIndex } from '../geo/place-index.ts';
import type { Track } from '../track/track.ts';

/** Roles of a place where the company's people belong. */
export const OWN_ROLES: readonly PlaceRole[] = ['own_store', 'customer', 'office', 'warehouse', 'own_pickup'];

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
  return [...found.values()]
    .filter((place) => hasFixNear(track, place, asked.marginM))
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
function hasFixNear({ lng, lat }: Track, place: Place, marginM: number): boolean {
  const { center } = place;
  const farLat = (reachM(place) + marginM) / DEGREE_M;
  const farLng = farLat / Math.max(0.01, Math.cos((center.lat * Math.PI) / 180));
  for (let at = 0; at < lat.length; at++)
    if (
      Math.abs((lat[at] ?? 0) - center.lat) <= farLat &&
      Math.abs(wrapDeg((lng[at] ?? 0) - center.lng)) <= farLng
    )
      return true;
  return false;
}

type CellTime = { row: number; column: number; fromMs: number; toMs: number };

function timesByCell({ atMs, lng, lat }: Track): Iterable<CellTime> {
  // By number from the first row on: longer keys are slow to hash.
  const cells = new Map<number, CellTime>();
  const firstRow = rowOf(lat[0] ?? 0);
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
      const cell = (row - firstRow) * COLUMNS + column;
      last = cells.get(cell) ?? { row, column, fromMs: beforeMs, toMs: ms };
      cells.set(cell, last);
    }
    beforeMs = ms;
  }
  if (last) last.toMs = beforeMs;
  return cells.values();
}

const rowOf = (lat: number): number => Math.floor((lat + 90) / CELL_DEG);
