import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { PeriodSchema, type Period } from '../../../server/contract/period.ts';
import { judgePeriod } from '../../../server/domain/detectors/judge-period.ts';
import { fromWgs84 } from '../../../server/domain/geo/datum.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { readPeriod } from '../../../server/domain/period/read-period.ts';
import { addDays } from '../../../server/domain/time.ts';
import { useDatabase } from '../../support/db.ts';
import { INSTALL } from '../../support/phone.ts';
import { createCompany } from '../company.ts';
import { plainEvidence, plainFindings } from './plain-evidence.ts';
import { FIRST_DAY, JUDGED_DAY, PLATFORM, promptSpot, storePeriod } from './store-period.ts';

type Fields = Partial<z.input<typeof PeriodSchema>>;
type Plain = ReturnType<typeof plainEvidence>;

/** `why` says what could go apart; `unlike` what rightly does, as the file's evidence has to be changed to be the store's. */
type Situation = Readonly<{
  name: string;
  why: string;
  fields: Fields;
  unlike?: (file: Plain) => Partial<Plain>;
}>;

const plane = localPlane(promptSpot);
const spot = (eastM: number, northM = 0) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
/** The instant of a clock, also above 24:00, of the day so many days before the judged one. */
function t(clock: string, ago = 0): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const midnightMs = Date.parse(`${addDays(JUDGED_DAY, -ago)}T00:00:00+08:00`);
  return new Date(midnightMs + (hour * 60 + minute) * 60_000).toISOString();
}
const span = (from: string, to: string, ago = 0) => ({ start: t(from, ago), end: t(to, ago) });
const shift = (from: string, to: string, ago = 0, breaks: readonly (readonly [string, string])[] = []) => ({
  ...span(from, to, ago),
  breaks: breaks.map(([start, end]) => span(start, end, ago)),
  placeId: 's1',
});
const dayShift = (ago = 0) => shift('09:00', '18:00', ago, [['12:00', '13:00']]);
const at = (kind: 'in' | 'out', clock: string, more: object = {}) => ({
  id: uuidv7(),
  kind,
  t: t(clock),
  ...more,
});
const here = (eastM = 0) => ({ ...spot(eastM), accuracyM: 15, datum: 'wgs84' as const });
const proven = { ...here(), placeId: 's1', deviceId: INSTALL };

type Fixes = Readonly<Record<'t' | 'lng' | 'lat' | 'accuracyM', number[]>> & {
  datum: 'wgs84' | 'gcj02' | 'bd09';
  deviceId: string;
};

/** Fixes every 2 minutes: from, to, metres east, days ago. */
function walked(stretches: readonly (readonly [string, string, number, number?])[]): Fixes {
  const rows = stretches.flatMap(([from, to, eastM, ago = 0]) => {
    const [firstMs, lastMs] = [Date.parse(t(from, ago)), Date.parse(t(to, ago))];
    return Array.from({ length: Math.floor((lastMs - firstMs) / 120_000) + 1 }, (_, n) => ({
      t: firstMs + n * 120_000,
      ...spot(eastM + (n % 5), (n * 3) % 7),
    }));
  });
  const columns = {
    t: rows.map((row) => row.t),
    lng: rows.map(({ lng }) => lng),
    lat: rows.map(({ lat }) => lat),
    accuracyM: rows.map(() => 12),
  };
  return { ...columns, datum: 'wgs84', deviceId: INSTALL };
}

function inDatum(fixes: Fixes, datum: 'gcj02' | 'bd09'): Fixes {
  const told = fixes.lng.map((lng, n) => fromWgs84({ lng, lat: fixes.lat[n] ?? 0 }, datum));
  return { ...fixes, lng: told.map(({ lng }) => lng), lat: told.map(({ lat }) => lat), datum };
}

const picked = (fixes: Fixes, order: readonly number[]): Fixes => {
  const column = (values: readonly number[]) => order.map((n) => values[n] ?? 0);
  return {
    ...fixes,
    t: column(fixes.t),
    lng: column(fixes.lng),
    lat: column(fixes.lat),
    accuracyM: column(fixes.accuracyM),
  };
};

/** Every seventh row twice, and all in another order. */
function shuffled(fixes: Fixes): Fixes {
  const rows = fixes.t.flatMap((_, n) => (n % 7 === 0 ? [n, n] : [n]));
  return picked(
    fixes,
    rows.toSorted((a, b) => ((a * 7919) % 211) - ((b * 7919) % 211)),
  );
}

const withAccuracy = (fixes: Fixes): Fixes => ({
  ...fixes,
  accuracyM: fixes.t.map((_, n) => [12, 0, 35, 80, 2500][n % 5] ?? 12),
});

type PlaceRow = NonNullable<Fields['places']>[number];
const place = (
  id: string,
  kind: PlaceRow['kind'],
  eastM: number,
  more: Partial<PlaceRow> = {},
): PlaceRow => ({
  id,
  kind,
  name: id,
  ...spot(eastM),
  radiusM: 60,
  datum: 'wgs84',
  ...more,
});
const PLACES = [place('s1', 'own_store', 0), place('r1', 'competitor', 2000), place('c1', 'customer', 4000)];

const USUAL_FIXES = walked([
  ['08:50', '11:58', 0],
  ['13:02', '18:10', 0],
]);

/** Judged from the first working day of the fortnight on, where the store's window begins. */
function periodOf(fields: Fields): Period {
  const begins = (fields.shifts ?? [dayShift()]).map(({ start }) => Date.parse(start));
  const agoOf = (ms: number): number => Math.ceil((Date.parse(t('00:00')) - ms) / 86_400_000);
  const firstAgo = Math.max(...begins.map(agoOf).filter((ago) => ago < 14));
  return PeriodSchema.parse({
    id: 'p1',
    person: { id: 'zhang', kind: 'promoter', engagement: 'full_time' },
    judge: { from: t('00:00', firstAgo), to: t('24:00') },
    shifts: [dayShift()],
    places: PLACES,
    punches: [],
    peers: [],
    fixes: USUAL_FIXES,
    ...fields,
  });
}

const REP = { id: 'zhang', kind: 'rep', engagement: 'full_time' } as const;
const AT_STORE_LATE = walked([
  ['06:50', '11:58', 0],
  ['13:02', '22:10', 0],
]);

/** A closed ring of a square around a spot. */
function ringAround(eastM: number, halfM: number, datum: 'wgs84' | 'gcj02'): [number, number][] {
  const corners = [
    [-halfM, -halfM],
    [halfM, -halfM],
    [halfM, halfM],
    [-halfM, halfM],
    [-halfM, -halfM],
  ] as const;
  return corners.map(([x, y]) => {
    const { lng, lat } = fromWgs84(spot(eastM + x, y), datum);
    return [lng, lat];
  });
}

const OTHER = '5a1c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a';
/** Working days before the judged one, the latest first. */
const HISTORY = [0, 1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30];

/** Fen a month, April to October. */
const SOLD = [1e7, 1e7, 1e7, 1e7, 4e6, 4e6, 4e6];
const ASKED = [1e7, 1e7, 1e7, 1e7, 3e6, 3e6, 3e6];
const TEAM_FEN = 2e7;

/** The store adds up everybody’s orders itself: of this month there is no whole one yet, and the colleague’s count. */
const soldBeside =
  (orders: number) =>
  ({ sources }: Plain): Partial<Plain> => ({
    salesByMonthFen: [],
    team: { conversion: { visits: 0, orders }, salesByMonthFen: [] },
    sources: [...sources, 'sales'],
  });

const SITUATIONS: readonly Situation[] = [
  {
    name: 'a day with a break',
    why: 'the break is nobody’s business on either road',
    fields: {
      fixes: walked([['08:30', '18:30', 0]]),
      punches: [at('in', '08:55', proven), at('out', '18:02', proven)],
    },
  },
  {
    name: 'a rival visited in the shift',
    why: 'the plainest finding of all',
    fields: {
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:10', '11:50', 2000],
        ['13:10', '18:10', 0],
      ]),
      punches: [at('in', '08:55', proven), at('out', '18:02', proven)],
    },
  },
  {
    name: 'a night shift over midnight',
    why: 'a shift belongs to the day it starts on',
    fields: {
      shifts: [shift('22:00', '30:00', 1), shift('22:00', '30:00', 0)],
      fixes: walked([
        ['21:50', '26:00', 0, 1],
        ['26:10', '28:30', 2000, 1],
        ['28:40', '30:10', 0, 1],
      ]),
      punches: [],
    },
  },
  {
    name: 'a split shift',
    why: 'two shifts of one day, one pair of punches',
    fields: {
      shifts: [shift('08:00', '12:00'), shift('14:00', '18:00')],
      fixes: walked([
        ['07:50', '12:10', 0],
        ['13:50', '15:00', 0],
        ['15:10', '18:10', 5000],
      ]),
      punches: [at('in', '07:58', proven), at('out', '18:01', { ...here(5000), deviceId: INSTALL })],
    },
  },
  {
    name: 'overtime before the shift',
    why: 'shifts are in order, whichever list of the attendance they come from',
    fields: {
      leaves: [{ ...span('07:00', '09:00'), kind: 'overtime' }],
      fixes: AT_STORE_LATE,
      punches: [at('in', '06:58', proven), at('out', '18:03', proven)],
    },
  },
  {
    name: 'overtime after the shift',
    why: 'nobody has to punch for it',
    fields: {
      leaves: [{ ...span('19:00', '22:00'), kind: 'overtime' }],
      fixes: AT_STORE_LATE,
      punches: [at('in', '08:58', proven), at('out', '22:03', proven)],
    },
  },
  {
    name: 'overtime inside the break',
    why: 'a lunch worked through on approval is working time',
    fields: {
      leaves: [{ ...span('12:00', '12:30'), kind: 'overtime' }],
      fixes: walked([['08:50', '18:10', 0]]),
    },
  },
  {
    name: 'overtime that the shift covers in part',
    why: 'only what no shift covers is overtime',
    fields: { leaves: [{ ...span('17:00', '20:00'), kind: 'overtime' }], fixes: AT_STORE_LATE },
  },
  {
    name: 'overtime after midnight that goes on from the evening shift',
    why: 'it belongs to the day of the shift it goes on from',
    fields: {
      shifts: [shift('15:00', '23:30', 1), dayShift()],
      leaves: [{ ...span('24:10', '26:00', 1), kind: 'overtime' }],
      fixes: walked([
        ['14:50', '26:10', 0, 1],
        ['08:50', '18:10', 0],
      ]),
    },
  },
  {
    name: 'overtime on the morning after a night shift',
    why: 'a long night is one day, not a day without a clock-in',
    fields: {
      shifts: [shift('22:00', '30:00', 1), shift('22:00', '30:00')],
      leaves: [{ ...span('30:00', '32:00', 1), kind: 'overtime' }],
      fixes: walked([['21:50', '32:10', 0, 1]]),
      punches: [],
    },
  },
  {
    name: 'overtime that overlaps the end of a night shift',
    why: 'the hour in both is worked once',
    fields: {
      shifts: [shift('22:00', '30:00', 1), shift('22:00', '30:00')],
      leaves: [{ ...span('29:00', '32:00', 1), kind: 'overtime' }],
      fixes: walked([['21:50', '32:10', 0, 1]]),
    },
  },
  {
    name: 'half a day of leave',
    why: 'leave ends collection and begins no absence',
    fields: {
      leaves: [{ ...span('14:00', '18:00'), kind: 'leave' }],
      fixes: walked([['08:50', '18:10', 0]]),
    },
  },
  {
    name: 'a trip within the shift and one after it',
    why: 'whoever travels in the evening punches on the way',
    fields: {
      person: REP,
      leaves: [
        { ...span('10:00', '12:00'), kind: 'trip' },
        { ...span('20:00', '23:00'), kind: 'trip' },
      ],
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:10', '11:50', 2000],
        ['13:10', '18:10', 0],
      ]),
      punches: [at('in', '08:58', proven), at('out', '22:00', { deviceId: INSTALL })],
    },
  },
  {
    name: 'a punch that carries no position',
    why: 'the phone’s tap names no place: where the rota expects somebody is not what they claim',
    fields: {
      person: REP,
      fixes: walked([
        ['08:50', '11:58', 4000],
        ['13:02', '18:10', 4000],
      ]),
      punches: [at('in', '08:58', { deviceId: INSTALL }), at('out', '18:00', { deviceId: INSTALL })],
    },
  },
  {
    name: 'a punch outside working time',
    why: 'its time is kept and its position is not (R1)',
    fields: {
      punches: [at('in', '07:00', { ...here(), deviceId: INSTALL }), at('out', '18:00', proven)],
    },
  },
  {
    name: 'a punch of another attendance system that warns of the device',
    why: 'the warning is read, 0 is no warning',
    fields: {
      punches: [
        at('in', '08:58', { placeId: 's1', deviceId: 'dev-7', riskFlag: 2 }),
        at('out', '18:00', { placeId: 's1', deviceId: 'dev-7', riskFlag: 0 }),
      ],
    },
  },
  {
    name: 'photos, one of them sent before, and a colleague with the same phone and picture',
    why: 'a picture and a phone are known again, whoever sends them',
    fields: {
      punches: [
        { ...at('in', '09:00', { ...proven, photoHash: 'a' }), t: t('09:00', 1) },
        { ...at('out', '18:00', { ...proven, photoHash: 'b' }), t: t('18:00', 1) },
        at('in', '08:59', { ...proven, photoHash: 'a' }),
        at('out', '18:01', { ...proven, photoHash: 'c' }),
      ],
      shifts: [dayShift(1), dayShift()],
      peers: [{ personId: 'chen', deviceIds: [INSTALL], photoHashes: ['c'] }],
    },
  },
  {
    name: 'punches with another phone',
    why: 'the phone of a punch is not that of the positions',
    fields: {
      punches: [
        at('in', '08:59', { ...proven, deviceId: OTHER }),
        at('out', '18:01', { ...proven, deviceId: OTHER }),
      ],
    },
  },
  {
    name: 'a punch that only a file can have',
    why: 'a visit punch has no door of its own: here visits are logged as visits',
    fields: {
      person: REP,
      punches: [{ id: 'v1', kind: 'visit', t: t('10:00') }, at('in', '09:00', proven)],
    },
    unlike: ({ punches }) => ({ punches: punches.filter(({ kind }) => kind !== 'visit') }),
  },
  {
    name: 'visits of every purpose and orders of every channel',
    why: 'purpose and channel decide what an order may be expected of',
    fields: {
      person: REP,
      fixes: walked([
        ['08:50', '10:30', 4000],
        ['10:50', '11:58', 0],
        ['13:02', '18:10', 0],
      ]),
      visits: (['sales', 'display', 'collection', 'service', 'survey', undefined] as const).map(
        (purpose, n) => ({
          id: `v${n}`,
          customerId: n < 3 ? 'c1' : 'c9',
          ...span(`${9 + n}:00`, `${9 + n}:20`),
          ...(purpose && { purpose }),
        }),
      ),
      orders: (['rep', 'self', 'distributor', 'key_account', undefined] as const).map((channel, n) => ({
        id: `o${n}`,
        customerId: 'c1',
        bookedTo: n === 1 ? 'chen' : 'zhang',
        t: t(`${10 + n}:05`),
        amountFen: n === 4 ? -5000 : 12_345 + n,
        ...(channel && { channel }),
      })),
    },
    unlike: soldBeside(1),
  },
  {
    name: 'an order of a customer nobody visited, booked to somebody else',
    why: 'it says nothing of this person, so the store does not look for it',
    fields: {
      person: REP,
      visits: [{ id: 'v1', customerId: 'c1', ...span('10:00', '10:20') }],
      orders: [
        { id: 'o1', customerId: 'c1', bookedTo: 'chen', t: t('11:00'), amountFen: 100 },
        { id: 'o2', customerId: 'c8', bookedTo: 'chen', t: t('12:00'), amountFen: 200 },
      ],
    },
    unlike: (file) => ({
      ...soldBeside(2)(file),
      orders: file.orders.filter(({ customerId }) => customerId !== 'c8'),
    }),
  },
  {
    name: 'sales that fell with their targets, before anything could be judged too',
    why: 'a target that was lowered excuses, whenever it was set',
    fields: {
      person: { ...REP, salesByMonthFen: SOLD },
      team: { conversion: { visits: 0, orders: 2 }, salesByMonthFen: SOLD.map(() => TEAM_FEN) },
      targets: { salesByMonthFen: ASKED },
      orders: SOLD.flatMap((amountFen, n) =>
        (['zhang', 'chen'] as const).map((bookedTo) => ({
          id: `${bookedTo}-${n}`,
          customerId: 'c8',
          bookedTo,
          t: `2026-${`${4 + n}`.padStart(2, '0')}-15T10:00:00+08:00`,
          amountFen: bookedTo === 'zhang' ? amountFen : TEAM_FEN,
        })),
      ),
    },
    // What was sold before the policy was read is in the months alone (R17); orders of a month ago are no source for the absence of others.
    unlike: ({ orders, sources }) => ({
      orders: orders.filter(({ id }) => id === 'zhang-6'),
      sources: sources.filter((name) => name !== 'orders'),
    }),
  },
  {
    name: 'the tasks of a rider in every datum',
    why: 'a pickup is where the job sends somebody, whatever map it was read from',
    fields: {
      person: { ...REP, kind: 'rider', engagement: 'part_time' },
      tasks: (['wgs84', 'gcj02', 'bd09'] as const).map((datum, n) => ({
        id: `t${n}`,
        kind: (['pickup', 'drop', 'wait'] as const)[n] ?? 'wait',
        ...fromWgs84(spot(500 * n), datum),
        datum,
        from: t(`${10 + n}:00`),
        to: t(`${10 + n}:30`),
      })),
    },
  },
  {
    name: 'every anchor that a phone can give',
    why: 'a store’s code, its access point and an answered prompt prove presence alike',
    fields: {
      anchors: [
        { kind: 'qr', t: t('09:30'), placeId: 's1', ok: true },
        { kind: 'wifi', t: t('10:30'), placeId: 's1', ok: true },
        { kind: 'prompt', t: t('11:30'), placeId: 's1', ok: true },
        { kind: 'prompt', t: t('14:30'), ok: false },
        { kind: 'qr', t: t('15:30'), ok: false },
      ],
    },
  },
  {
    name: 'tills, scans and sign-offs of other systems',
    why: 'they prove presence like a code; of a record outside working time nobody asks where it was made (R1)',
    fields: {
      anchors: [
        { kind: 'pos', t: t('07:30'), placeId: 's1', ok: true },
        { kind: 'qr', t: t('09:30'), placeId: 's1', ok: true },
        { kind: 'pos', t: t('10:30'), placeId: 's1', ok: true },
        { kind: 'scan', t: t('11:30'), placeId: 's1', ok: true },
        { kind: 'signoff', t: t('11:40'), ok: true },
      ],
    },
    unlike: ({ anchors }) => ({ anchors: anchors.slice(1) }),
  },
  {
    name: 'a till at the store while the positions lie at a rival',
    why: 'what the till says clears what the phone says',
    fields: {
      anchors: [
        { kind: 'pos', t: t('10:20'), placeId: 's1', ok: true },
        { kind: 'pos', t: t('10:40'), placeId: 's1', ok: true },
      ],
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:10', '10:50', 2000],
        ['11:00', '11:58', 0],
        ['13:02', '18:10', 0],
      ]),
    },
  },
  {
    name: 'arrangements with a place and without',
    why: 'without a place it holds anywhere in its time, and they are in order',
    fields: {
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:10', '11:50', 2000],
        ['13:10', '18:10', 0],
      ]),
      arrangements: [
        { from: t('15:00'), to: t('16:00'), reason: 'support' },
        { placeId: 'r1', from: t('10:00'), to: t('12:00'), reason: 'survey' },
        { placeId: 'c1', from: t('10:00'), to: t('11:00'), reason: 'customer_change' },
        { from: t('16:00'), to: t('17:00'), reason: 'trip' },
      ],
    },
  },
  {
    name: 'declarations, approved, refused, withdrawn and waiting',
    why: 'each word means the same on either road, and they are in the same order',
    fields: {
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:10', '11:50', 2000],
        ['13:10', '18:10', 0],
      ]),
      declarations: (['approved', 'refused', 'withdrawn', 'pending'] as const).map((status, n) => ({
        id: `d${4 - n}`,
        status,
        placeId: n === 0 ? 'r1' : 'c1',
        employer: `雇主${n}`,
        hours: [4, 5].map((weekday) => ({ weekday, from: '19:00', to: '22:00' })),
        until: new Date(Date.parse(t('24:00')) - 1).toISOString(),
      })),
    },
    unlike: ({ declarations }) => ({
      // The product asks from when on; a file need not say.
      declarations: declarations.map((one) => ({ ...one, fromDay: FIRST_DAY })),
    }),
  },
  {
    name: 'silences with every cause a phone knows',
    why: 'by their beginning, also where one lies in another',
    fields: {
      gaps: [
        { ...span('10:00', '11:30'), cause: 'hidden' },
        { ...span('10:20', '10:40'), cause: 'killed' },
        { ...span('14:00', '14:30'), cause: 'permission' },
        { ...span('15:00', '15:30'), cause: 'no_fix' },
        { ...span('16:00', '16:30'), cause: 'battery_saver' },
      ],
    },
  },
  {
    name: 'places with roles, floors and rings in every datum',
    why: 'a metre off is another shop',
    fields: {
      places: [
        ...PLACES,
        ...(['wgs84', 'gcj02', 'bd09'] as const).map((datum, n) => ({
          ...place(`p${n}`, 'own_pickup', 0, { roles: ['customer'], floor: n === 0 ? 2 : ' b1 ' }),
          ...fromWgs84(spot(300 * (n + 1)), datum),
          radiusM: 40.5,
          datum,
        })),
        {
          ...place('m1', 'other', 6000),
          polygon: ringAround(6000, 200, 'gcj02'),
          ...fromWgs84(spot(6000), 'gcj02'),
          datum: 'gcj02',
        },
      ],
      fixes: walked([
        ['08:50', '11:58', 300],
        ['13:02', '18:10', 6000],
      ]),
    },
  },
  {
    name: 'a round zone and one with corners',
    why: 'the ring counts and not the middle of its corners',
    fields: {
      person: REP,
      zones: [
        { id: 'z1', ...spot(0), radiusM: 800, datum: 'wgs84' },
        { id: 'z2', ...spot(6000), radiusM: 300, polygon: ringAround(6000, 200, 'wgs84'), datum: 'wgs84' },
      ],
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:20', '11:58', 6000],
        ['13:02', '15:00', 12_000],
        ['15:20', '18:10', 0],
      ]),
    },
  },
  {
    name: 'punches in the platform’s own attendance',
    why: 'who clocks in there and is away was clocked in all the same',
    fields: {
      punches: [
        { id: `${PLATFORM}1`, kind: 'in', t: t('08:55'), riskFlag: 0 },
        { id: `${PLATFORM}2`, kind: 'out', t: t('18:05'), riskFlag: 0 },
      ],
      fixes: walked([
        ['08:50', '09:40', 0],
        ['10:00', '11:58', 5000],
        ['13:02', '17:30', 5000],
        ['17:50', '18:10', 0],
      ]),
    },
  },
  {
    name: 'a warning of the platform',
    why: 'it is a sign like that of another attendance system, also beside a punch made here',
    fields: {
      punches: [
        at('in', '08:56', proven),
        { id: `${PLATFORM}1`, kind: 'in', t: t('08:58'), riskFlag: 1 },
        at('out', '18:02', proven),
      ],
    },
  },
  ...(['gcj02', 'bd09'] as const).map((datum) => ({
    name: `positions in ${datum}`,
    why: 'a rival’s wall is nearer than the datums are apart',
    fields: {
      person: REP,
      fixes: inDatum(
        walked([
          ['08:50', '10:00', 0],
          ['10:10', '11:00', 2000],
          ['11:10', '11:58', 4000],
          ['13:02', '18:10', 0],
        ]),
        datum,
      ),
    },
  })),
  {
    name: 'positions in no order, some of them twice',
    why: 'phones send again what they are not sure of',
    fields: {
      fixes: shuffled(
        walked([
          ['08:50', '10:00', 0],
          ['10:10', '11:00', 2000],
          ['11:10', '11:58', 0],
          ['13:02', '18:10', 0],
        ]),
      ),
    },
  },
  {
    name: 'positions of every accuracy, and one far off',
    why: 'what says nothing of its error and what errs by kilometres is cleaned alike',
    fields: {
      fixes: withAccuracy(
        walked([
          ['08:50', '11:58', 0],
          ['13:02', '14:00', 0],
          ['14:02', '14:02', 30_000],
          ['14:04', '18:10', 0],
        ]),
      ),
    },
  },
  {
    name: 'a person two hours west of the company',
    why: 'days begin and end by the clock where the person is',
    fields: {
      person: { ...REP, timeZone: 'Asia/Urumqi' },
      judge: { from: t('02:00'), to: t('26:00') },
      shifts: [shift('11:00', '20:00', 0, [['14:00', '15:00']])],
      fixes: walked([
        ['10:50', '13:58', 0],
        ['15:02', '16:00', 2000],
        ['16:10', '20:10', 4000],
      ]),
      punches: [at('in', '10:58', proven), at('out', '25:30', { deviceId: INSTALL })],
    },
  },
  {
    name: 'a whole day of leave between two days of work',
    why: 'nothing is asked of a day off, and nothing kept of it',
    fields: {
      shifts: [dayShift(2), dayShift(1), dayShift()],
      leaves: [{ ...span('00:30', '23:30', 1), kind: 'leave' }],
      fixes: walked([
        ['08:50', '18:10', 0, 2],
        ['09:00', '18:00', 2000, 1],
        ['08:50', '18:10', 0],
      ]),
    },
  },
  {
    name: 'a trip of three days',
    why: 'each of its days is a day of the trip',
    fields: {
      person: REP,
      shifts: [dayShift(2), dayShift(1), dayShift()],
      leaves: [{ start: t('08:00', 2), end: t('20:00'), kind: 'trip' }],
      fixes: walked([
        ['08:50', '18:10', 0, 2],
        ['08:50', '18:10', 2000, 1],
        ['08:50', '18:10', 4000],
      ]),
    },
  },
  {
    name: 'leave that begins in a night shift',
    why: 'it ends the night at midnight',
    fields: {
      shifts: [shift('22:00', '30:00')],
      leaves: [{ ...span('24:00', '48:00'), kind: 'leave' }],
      fixes: walked([['21:50', '30:10', 0]]),
      punches: [at('in', '21:58', proven), at('out', '24:03', { deviceId: INSTALL })],
    },
  },
  {
    name: 'a shift with two breaks, the second at its end',
    why: 'no margin follows a break',
    fields: {
      shifts: [
        shift('09:00', '18:00', 0, [
          ['12:00', '12:30'],
          ['17:30', '18:00'],
        ]),
      ],
      fixes: walked([['08:50', '18:10', 0]]),
    },
  },
  {
    name: 'a regional promoter in part-time',
    why: 'being at another store is the job',
    fields: {
      person: { id: 'zhang', kind: 'promoter', engagement: 'part_time', regional: true },
      places: [...PLACES, place('s2', 'own_store', 3000)],
      fixes: walked([
        ['08:50', '10:30', 0],
        ['10:45', '11:58', 3000],
        ['13:02', '15:00', 0],
        ['15:15', '18:10', 3000],
      ]),
      punches: [at('in', '08:58', proven), at('out', '18:01', { ...here(3000), deviceId: INSTALL })],
    },
  },
  {
    name: 'two stores in turns',
    why: 'the second store is found in the map, not in the rota',
    fields: {
      places: [...PLACES, place('s2', 'own_store', 3000)],
      fixes: walked([
        ['08:50', '10:00', 0],
        ['10:15', '11:20', 3000],
        ['11:35', '11:58', 0],
        ['13:02', '14:30', 3000],
        ['14:45', '16:00', 0],
        ['16:15', '17:20', 3000],
        ['17:35', '18:10', 0],
      ]),
      punches: [at('in', '08:58', proven), at('out', '18:01', proven)],
    },
  },
  {
    name: 'punches twice, and a clock-out that nothing began',
    why: 'a nervous finger is no second shift',
    fields: {
      shifts: [dayShift(1), dayShift()],
      punches: [
        { ...at('out', '18:05', proven), t: t('18:05', 1) },
        at('in', '08:57', proven),
        at('in', '08:58', proven),
        at('out', '18:01', proven),
        at('out', '18:02', proven),
      ],
      fixes: walked([
        ['08:50', '18:10', 0, 1],
        ['08:50', '18:10', 0],
      ]),
    },
  },
  {
    name: 'visits at midnight, of no length, and two at once',
    why: 'what was logged is compared as it was logged',
    fields: {
      person: REP,
      visits: [
        { id: 'v1', customerId: 'c1', ...span('10:00', '10:00') },
        { id: 'v2', customerId: 'c1', ...span('14:00', '15:00') },
        { id: 'v3', customerId: 'r1', ...span('14:30', '15:30') },
        { id: 'v4', customerId: 'c1', ...span('23:40', '24:10') },
      ],
    },
    // Who logged visits has totals, and no month of sales among them.
    unlike: ({ sources }) => ({ salesByMonthFen: [], sources: [...sources, 'sales'] }),
  },
  {
    name: 'a rider with a zone and rounds at a rival’s pickup point',
    why: 'stops without a waybill count on two days',
    fields: {
      person: { id: 'zhang', kind: 'rider', engagement: 'full_time' },
      places: [...PLACES, place('q1', 'competitor_pickup', 1500), place('q2', 'own_pickup', 500)],
      zones: [{ id: 'z1', ...spot(0), radiusM: 3000, datum: 'wgs84' }],
      shifts: [dayShift(1), dayShift()],
      tasks: [1, 0].map((ago) => ({
        id: `k${ago}`,
        kind: 'pickup' as const,
        ...spot(500),
        datum: 'wgs84' as const,
        from: t('09:10', ago),
        to: t('09:20', ago),
      })),
      fixes: walked(
        [1, 0].flatMap((ago): (readonly [string, string, number, number])[] => [
          ['08:50', '09:04', 0, ago],
          ['09:10', '09:20', 500, ago],
          ['09:30', '09:40', 1500, ago],
          ['09:50', '10:20', 5000, ago],
          ['10:40', '10:52', 1500, ago],
          ['11:10', '11:22', 1500, ago],
          ['11:40', '11:58', 0, ago],
          ['13:02', '18:10', 0, ago],
        ]),
      ),
    },
  },
  {
    name: 'a fortnight after a month of the same way',
    why: 'what was learned before is the same, and so is what repeats',
    fields: {
      person: REP,
      shifts: HISTORY.map((ago) => dayShift(ago)),
      fixes: walked(
        HISTORY.toReversed().flatMap((ago): (readonly [string, string, number, number])[] => [
          ['08:50', '10:00', 0, ago],
          ['10:10', '11:50', ago === 0 || ago === 2 ? 2000 : 4000, ago],
          ['13:10', '18:10', 0, ago],
        ]),
      ),
    },
  },
];

/** Days are kept by the ids of their uploads, which tests would use again. */
const onOwnPhone = (fields: Fields): Fields => {
  const phone = randomUUID();
  const replace = (value: unknown): unknown => (value === INSTALL ? phone : value);
  return JSON.parse(JSON.stringify({ fixes: USUAL_FIXES, ...fields }, (_key, value) => replace(value)));
};

describe('a period put into the store through the product’s doors', () => {
  useDatabase();

  it.each(SITUATIONS)('is seen as from a file and judged alike: $name ($why)', async ({ fields, unlike }) => {
    const company = await createCompany();
    const period = periodOf(onOwnPhone(fields));
    const { evidence: stored } = await storePeriod(company, period);
    const read = readPeriod(period);
    const ids = new Set(period.places.map(({ id }) => id));
    const file = plainEvidence(read, ids);
    expect(plainEvidence(stored, ids)).toEqual({ ...file, ...unlike?.(file) });
    expect(plainFindings(judgePeriod(stored), stored)).toEqual(plainFindings(judgePeriod(read), read));
  });
});
