import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import { staysOf } from './motion-bank.ts';
import type { RawCity, RawDay, RawPerson } from './raw-person.ts';
import { groupBy, HOUR_MS, type Fix, type Spot } from './scene.ts';

const folder = new URL('../../../../../shared/data/', import.meta.url);
const TRACKS = fileURLToPath(new URL('geolife_beijing_30s_delta.csv.gz', folder));
const BUILDINGS = fileURLToPath(new URL('beijing_osm_buildings.csv.gz', folder));
/** What real days are made of. */
export const REAL_FILES: readonly string[] = [TRACKS, BUILDINGS];
const DAY_MS = 24 * HOUR_MS;
const ZONE_MS = 8 * HOUR_MS;
/** A day counts when it spans 6 hours with 3 stays, a person with 10 such days (trajectory 4.3). */
const MIN_SPAN_MS = 6 * HOUR_MS;
const MIN_STAYS = 3;
const MIN_DAYS = 10;
const MAX_DAYS = 40;
/** What a working session may cover. */
const EARLIEST_MS = 7.5 * HOUR_MS;
const LATEST_MS = 20.5 * HOUR_MS;

export const hasRealCity = (): boolean => existsSync(TRACKS) && existsSync(BUILDINGS);

/** The GeoLife people (even numbers, 30-s fixes) with enough days, and the buildings of Beijing. */
export function readRealCity(): RawCity {
  const people = [...readTracks()].flatMap(([id, fixes]): RawPerson[] => {
    const days = usableDays(fixes, createRandom(seedOf(id)));
    return days.length >= MIN_DAYS ? [{ id: `g${id}`, days: days.slice(0, MAX_DAYS) }] : [];
  });
  return { name: 'real', people, buildings: readBuildings() };
}

function usableDays(fixes: readonly Fix[], random: Random): RawDay[] {
  const byDay = groupBy(fixes, ({ ms }) => Math.floor((ms + ZONE_MS) / DAY_MS));
  return [...byDay].flatMap(([day, own]): RawDay[] => {
    const zeroMs = day * DAY_MS - ZONE_MS;
    const inDay = own
      .map((fix) => ({ ...fix, ms: fix.ms - zeroMs }))
      .filter(({ ms }) => ms >= EARLIEST_MS && ms <= LATEST_MS);
    const spanMs = (inDay.at(-1)?.ms ?? 0) - (inDay[0]?.ms ?? 0);
    if (spanMs < MIN_SPAN_MS || staysOf(inDay).length < MIN_STAYS) return [];
    const weekday = new Date(day * DAY_MS).getUTCDay() || 7;
    return [{ weekday, fixes: withAccuracy(inDay, random) }];
  });
}

/** The loggers noted no accuracy: a slowly wandering one around 15 m, as phones report outdoors. */
function withAccuracy(fixes: readonly Fix[], random: Random): Fix[] {
  let log = 0;
  return fixes.map((fix) => {
    log = 0.9 * log + random.normal(0.18);
    return { ...fix, accuracyM: Math.round(15 * Math.exp(log) * 10) / 10 };
  });
}

/** Every fix of every person in order; accuracy 0, because the loggers noted none. */
export function readTracks(): Map<string, Fix[]> {
  const people = new Map<string, Fix[]>();
  const sum = { seconds: 0, lat: 0, lng: 0 };
  let fixes: Fix[] = [];
  let owner: string | undefined;
  for (const line of linesOf(TRACKS)) {
    const [uid = '', seconds, lat, lng] = line.split(',');
    if (uid !== owner) {
      owner = uid;
      fixes = [];
      people.set(uid, fixes);
      Object.assign(sum, { seconds: 0, lat: 0, lng: 0 });
    }
    sum.seconds += Number(seconds);
    sum.lat += Number(lat);
    sum.lng += Number(lng);
    fixes.push({ ms: sum.seconds * 1000, lng: sum.lng / 1e6, lat: sum.lat / 1e6, accuracyM: 0 });
  }
  return people;
}

const readBuildings = (): Spot[] =>
  linesOf(BUILDINGS).map((line) => {
    const [lat, lng] = line.split(',');
    return { lng: Number(lng), lat: Number(lat) };
  });

const linesOf = (file: string): string[] =>
  gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(1).filter(Boolean);
