import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import { staysOf } from './motion-bank.ts';
import type { RawCity, RawDay, RawPerson } from './raw-person.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { HOUR_MS, type Fix, type Spot } from './scene.ts';

const folder = new URL('../../../../../shared/data/', import.meta.url);
const TRACKS = fileURLToPath(new URL('geolife_beijing_30s_delta.csv.gz', folder));
const SAMPLE = fileURLToPath(new URL('geolife_sample_2users.csv.gz', folder));
const BUILDINGS = fileURLToPath(new URL('beijing_osm_buildings.csv.gz', folder));
/** What real days are made of. */
export const REAL_FILES: readonly string[] = [TRACKS, SAMPLE, BUILDINGS];
/** Seconds between two fixes of the thinned set, to which the sample is thinned too. */
const PING_MS = 30_000;
const DAY_MS = 24 * HOUR_MS;
const ZONE_MS = 8 * HOUR_MS;
/** A day counts when it spans 6 hours with 3 stays, a person with 10 such days (trajectory 4.3). */
const MIN_SPAN_MS = 6 * HOUR_MS;
const MIN_STAYS = 3;
const MIN_DAYS = 10;
/** Stays that a quieter person's day needs: who goes to one customer and back works too. */
const QUIET_STAYS = 2;
const MAX_DAYS = 40;
/** What a working session may cover. */
const EARLIEST_MS = 7.5 * HOUR_MS;
const LATEST_MS = 20.5 * HOUR_MS;

export const hasRealCity = (): boolean => REAL_FILES.every((file) => existsSync(file));

/**
 * The GeoLife people with enough days, and the buildings of Beijing. Settings were chosen on every second person of the busy ones; the
 * quieter ones and those of the full-rate sample (odd numbers) came after that and are only reported on.
 */
export function readRealCity(): RawCity {
  const tracks = [...readTracks()];
  const busy = tracks.flatMap(([id, fixes]) => usablePerson(`g${id}`, fixes, MIN_STAYS) ?? []);
  const left = tracks.filter(([id]) => busy.every((person) => person.id !== `g${id}`));
  const quiet = left.flatMap(([id, fixes]) => usablePerson(`g${id}`, fixes, QUIET_STAYS) ?? []);
  const sample = [...readSample()].flatMap(([id, fixes]) => usablePerson(`s${id}`, fixes, MIN_STAYS) ?? []);
  return {
    name: 'real',
    people: [
      ...busy.map((person, n): RawPerson => ({ ...person, half: n % 2 === 0 ? 'train' : 'test' })),
      ...quiet,
      ...sample,
    ],
    buildings: readBuildings(),
  };
}

function usablePerson(id: string, fixes: readonly Fix[], minStays: number): RawPerson | null {
  const days = usableDays(fixes, minStays, createRandom(seedOf(id.slice(1))));
  return days.length < MIN_DAYS ? null : { id, half: 'test', days: days.slice(0, MAX_DAYS) };
}

function usableDays(fixes: readonly Fix[], minStays: number, random: Random): RawDay[] {
  const byDay = groupBy(fixes, ({ ms }) => Math.floor((ms + ZONE_MS) / DAY_MS));
  return [...byDay].flatMap(([day, own]): RawDay[] => {
    const zeroMs = day * DAY_MS - ZONE_MS;
    const inDay = own
      .map((fix) => ({ ...fix, ms: fix.ms - zeroMs }))
      .filter(({ ms }) => ms >= EARLIEST_MS && ms <= LATEST_MS);
    const spanMs = (inDay.at(-1)?.ms ?? 0) - (inDay[0]?.ms ?? 0);
    if (spanMs < MIN_SPAN_MS || staysOf(inDay).length < minStays) return [];
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

/** The full-rate sample as the other people's tracks are: within Beijing, at most a fix in 30 s. */
function readSample(): Map<string, Fix[]> {
  const people = new Map<string, Fix[]>();
  for (const line of linesOf(SAMPLE)) {
    const [lat = '', lng = '', time = '', uid = ''] = line.split(',');
    const fix: Fix = {
      ms: Date.parse(`${time.replace(' ', 'T')}Z`),
      lng: Number(lng),
      lat: Number(lat),
      accuracyM: 0,
    };
    const fixes = people.get(uid) ?? [];
    people.set(uid, fixes);
    if (isInBeijing(fix) && fix.ms - (fixes.at(-1)?.ms ?? 0) >= PING_MS) fixes.push(fix);
  }
  return people;
}

const isInBeijing = ({ lng, lat }: Spot): boolean => lat > 39.4 && lat < 41.1 && lng > 115.4 && lng < 117.6;

const readBuildings = (): Spot[] =>
  linesOf(BUILDINGS).map((line) => {
    const [lat, lng] = line.split(',');
    return { lng: Number(lng), lat: Number(lat) };
  });

const linesOf = (file: string): string[] =>
  gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(1).filter(Boolean);
