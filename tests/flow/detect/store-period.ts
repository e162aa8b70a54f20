import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import type { Period } from '../../../server/contract/period.ts';
import { RecordToPutSchema } from '../../../server/contract/records.ts';
import { addDays, addMonths, dayOf, instantOf } from '../../../server/domain/time.ts';
import type { AttendanceSnapshot } from '../../../server/feishu/platform.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { loadCompany } from '../../../server/flow/detect/detect-company.ts';
import {
  baselineOf,
  knownFor,
  loadWindow,
  windowOf,
  type LoadedWindow,
} from '../../../server/flow/detect/detect-window.ts';
import { keepArrangement } from '../../../server/flow/detect/rejudge.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { takePhoto } from '../../../server/flow/ingest/photo.ts';
import { pullSchedule } from '../../../server/flow/pull/pull-schedule.ts';
import { handlePunch } from '../../../server/flow/punch/attendance-events.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { putRecord } from '../../../server/flow/records/work-records.ts';
import { storeCodeAt } from '../../../server/flow/signal/store-code.ts';
import { takeSignals } from '../../../server/flow/signal/signal.ts';
import { insertDeclaration } from '../../../server/store/declarations.ts';
import { savePerson, type Person } from '../../../server/store/people.ts';
import { planPrompts } from '../../../server/store/presence-prompts.ts';
import { answer, INSTALL } from '../../support/phone.ts';
import { acknowledge, at, buildPerson, TIME_ZONE, type Company } from '../company.ts';

export const JUDGED_DAY = '2026-11-19';
/** The first day that can be learned from, and the one on which everybody agreed to everything. */
export const FIRST_DAY = '2026-10-02';
const ADOPTED = new Date('2026-10-01T00:00:00Z');
const BSSID = '00:11:22:33:44:55';

/**
 * Puts a period into the store through the doors that the product has for it, and loads the window of its last day as the detectors get
 * it. What has no door is left out.
 */
export async function storePeriod(company: Company, period: Period): Promise<LoadedWindow> {
  const { deps, setNow } = company;
  const person = await putPeople(company, period);
  setNow(at('23:00', JUDGED_DAY));
  await putPlaces(deps, period);
  await putSchedules(deps, person, period);
  const tell = { deps, setNow, person };
  await putFixes(tell, period);
  await putPunches(tell, period);
  await putSignals(tell, period);
  setNow(at('23:30', JUDGED_DAY));
  await putWords(deps, person, period);
  await putWork(deps, person, period);
  const known = await knownFor(person, { fromDay: JUDGED_DAY, toDay: JUDGED_DAY }, await loadCompany(deps));
  const window = windowOf(known, JUDGED_DAY);
  const loaded = await loadWindow(known, window, baselineOf(known, window));
  if (!loaded) throw new Error('nothing to judge');
  return loaded;
}

type Tell = Readonly<{ deps: Deps; setNow: (to: Date) => void; person: Person }>;

async function putPeople(company: Company, { person, shifts }: Period): Promise<Person> {
  const { kind, timeZone, engagement = 'full_time', regional } = person;
  const storePlaceId = shifts.find(({ placeId }) => placeId !== undefined)?.placeId;
  const own = buildPerson({
    id: 'zhang',
    staffKind: kind,
    timeZone,
    engagement,
    ...(regional && { isRegional: true }),
    ...(storePlaceId !== undefined && { storePlaceId }),
  });
  const colleague = buildPerson({ id: 'chen' });
  const early = { ...company.deps, now: () => ADOPTED };
  for (const one of [own, colleague]) {
    await savePerson(one);
    if (one !== own) await acknowledge(one.id, ADOPTED);
    for (const consent of ['location', 'photo'] as const)
      await answer(early, { kind: consent, person: one }, true);
  }
  return own;
}

async function putPlaces(deps: Deps, { places, zones = [] }: Period): Promise<void> {
  for (const { id, kind, roles = [], name, lng, lat, radiusM, polygon, floor, datum } of places)
    await put(deps, 'places', id, {
      name,
      roles: [...new Set([kind, ...roles])],
      center: { lng, lat },
      datum,
      radiusM,
      ...(polygon && { polygon: ringOf(polygon) }),
      ...(floor !== undefined && { floor: `${floor}` }),
      ...(kind === 'own_store' && { wifiBssids: [BSSID] }),
    });
  for (const { id, lng, lat, radiusM, polygon, datum } of zones)
    await put(deps, 'zones', id, {
      name: id,
      datum,
      ...(polygon ? { polygon: ringOf(polygon) } : { center: { lng, lat }, radiusM }),
      employeeNos: ['E-zhang'],
    });
}

const ringOf = (ring: readonly (readonly [number, number])[]) => ring.map(([lng, lat]) => ({ lng, lat }));

/** The rota as the attendance system says it: clocks of a day, above 24:00 for what ends after midnight. */
async function putSchedules(deps: Deps, person: Person, { shifts, leaves }: Period): Promise<void> {
  const { userId, timeZone } = person;
  const clockOf = (day: string, iso: string): string => {
    const minutes = Math.round((Date.parse(iso) - +instantOf(day, '00:00', timeZone)) / 60_000);
    return [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
  };
  const spansOf = (day: string, spans: readonly Readonly<{ start: string; end: string }>[]) =>
    spans.map(({ start, end }) => ({ start: clockOf(day, start), end: clockOf(day, end) }));
  const days = [...new Set(shifts.map(({ start }) => dayOf(new Date(start), timeZone)))].map((day) => {
    const own = shifts.filter(({ start }) => dayOf(new Date(start), timeZone) === day);
    return {
      userId,
      day,
      shiftId: 'S',
      periods: spansOf(day, own),
      rests: spansOf(
        day,
        own.flatMap(({ breaks }) => breaks),
      ),
    };
  });
  const snapshot: AttendanceSnapshot = {
    days,
    absences: leaves.map(({ kind, start, end }) => ({
      userId,
      kind,
      startAt: new Date(start),
      endAt: new Date(end),
    })),
  };
  const attendance = { ...deps.feishu.attendance, fetchSchedules: async () => snapshot };
  await pullSchedule(
    { ...deps, feishu: { ...deps.feishu, attendance } },
    { fromDay: FIRST_DAY, toDay: addDays(JUDGED_DAY, 1), people: [person] },
  );
}

const BATCH = 1000;

async function putFixes({ deps, setNow, person }: Tell, { fixes }: Period): Promise<void> {
  if (!fixes) return;
  const rows = Array.from(fixes.t, (capturedAtMs, n) => ({
    seq: n,
    capturedAtMs,
    lng: fixes.lng[n] ?? 0,
    lat: fixes.lat[n] ?? 0,
    accuracyM: fixes.accuracyM[n] ?? 0,
  }));
  for (const day of new Set(rows.map(({ capturedAtMs }) => dayOf(new Date(capturedAtMs), TIME_ZONE)))) {
    const own = rows.filter(({ capturedAtMs }) => dayOf(new Date(capturedAtMs), TIME_ZONE) === day);
    setNow(new Date(Math.max(...own.map(({ capturedAtMs }) => capturedAtMs)) + 60_000));
    for (let from = 0; from < own.length; from += BATCH)
      await ingestFixes(deps, person, {
        installId: fixes.deviceId ?? INSTALL,
        sentAtMs: +deps.now(),
        serverOffsetMs: 0,
        datum: fixes.datum,
        fixes: own.slice(from, from + BATCH),
      });
  }
}

/** How the ids begin of punches made in the platform's own attendance. */
export const PLATFORM = 'flow-';

/** What carries a word on the device comes from an attendance system, the platform's or another, the rest from the phone. */
async function putPunches(
  { deps, setNow, person }: Tell,
  { punches = [], peers = [], fixes }: Period,
): Promise<void> {
  for (const {
    id,
    kind,
    t,
    lng,
    lat,
    accuracyM = 0,
    datum,
    deviceId,
    placeId,
    photoHash,
    riskFlag,
  } of punches) {
    if (kind === 'visit') continue;
    setNow(new Date(Date.parse(t) + 1_000));
    if (id.startsWith(PLATFORM)) {
      const by = { userId: person.userId, isByPerson: true, isField: false, isWifi: false };
      await handlePunch({ recordId: id, at: new Date(t), riskResult: riskFlag ?? 0, ...by });
      continue;
    }
    if (riskFlag !== undefined) {
      const employeeNo = person.employeeNo;
      await put(deps, 'attendance', id, { employeeNo, kind, at: t, placeId, deviceId, riskFlag });
      continue;
    }
    await punchOf(deps, person, {
      id,
      kind,
      t,
      installId: deviceId ?? INSTALL,
      photo: photoHash,
      ...(lng !== undefined &&
        lat !== undefined && { location: { lng, lat, accuracyM, datum: datum ?? fixes?.datum ?? 'wgs84' } }),
    });
  }
  setNow(at('22:00', JUDGED_DAY));
  const colleague = buildPerson({ id: 'chen' });
  for (const { deviceIds, photoHashes } of peers)
    for (const [n, installId] of deviceIds.entries())
      await punchOf(deps, colleague, {
        id: uuidv7(),
        kind: 'in',
        t: at('08:00', JUDGED_DAY).toISOString(),
        installId,
        photo: photoHashes[n],
      });
}

async function punchOf(
  deps: Deps,
  person: Person,
  punch: Readonly<{
    id: string;
    kind: 'in' | 'out';
    t: string;
    installId: string;
    photo: string | undefined;
    location?: object;
  }>,
): Promise<void> {
  const { id, kind, t, installId, photo, location } = punch;
  const capturedAtMs = Date.parse(t);
  const item = { id, kind, capturedAtMs, ...(location && { location }) };
  await takePunches(deps, person, { installId, sentAtMs: +deps.now(), serverOffsetMs: 0, punches: [item] });
  if (photo === undefined) return;
  const fields = { id: uuidv7(), punchId: id, capturedAtMs };
  await takePhoto(deps, person, { fields, bytes: await pictureOf(photo) });
}

/** A picture of its own for every name. */
function pictureOf(name: string): Promise<Buffer> {
  const cells = Array.from({ length: 64 }, (_, n) => {
    const grey = (name.charCodeAt(0) * 7919 + (n + 1) * name.charCodeAt(0) * 104_729) % 256;
    return `<rect x="${(n % 8) * 20}" y="${Math.floor(n / 8) * 20}" width="20" height="20" fill="rgb(${grey},${grey},${grey})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160">${cells.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

/** Silences and anchors, some of which other systems tell of. */
async function putSignals(
  { deps, setNow, person }: Tell,
  { anchors = [], gaps = [], shifts }: Period,
): Promise<void> {
  const send = async (t: string, signal: Readonly<Record<string, unknown>>) => {
    setNow(new Date(Date.parse(t) + 1_000));
    const item = { id: uuidv7(), capturedAtMs: Date.parse(t), ...signal };
    const batch = { installId: INSTALL, sentAtMs: +deps.now(), serverOffsetMs: 0, signals: [item] };
    await takeSignals(deps, person, batch);
  };
  for (const { start, end, cause } of gaps)
    await send(end, { kind: 'gap', startedAtMs: Date.parse(start), cause });
  for (const [n, { kind, t, placeId = '', ok }] of anchors.entries()) {
    if (kind === 'pos' || kind === 'scan' || kind === 'signoff') {
      const where = placeId === '' ? {} : { placeId };
      setNow(new Date(Date.parse(t) + 1_000));
      await put(deps, 'anchors', `a${n}`, { employeeNo: person.employeeNo, kind, at: t, ...where });
    } else if (kind === 'qr') {
      const { scan } = storeCodeAt(deps, placeId, new Date(t));
      await send(t, { kind, code: ok ? scan : '000000' });
    } else if (kind === 'wifi') await send(t, { kind, bssid: BSSID });
    else if (kind === 'prompt') await sendPrompt(t, placeId);
  }
  async function sendPrompt(t: string, placeId: string) {
    const promptId = `zhang:${JUDGED_DAY}:${t}`;
    const ask = { id: promptId, personId: person.id, day: JUDGED_DAY, state: 'open' as const };
    const around = { sendAt: new Date(Date.parse(t) - 60_000), answerBy: new Date(Date.parse(t) + 60_000) };
    await planPrompts([{ ...ask, ...around }]);
    const isOwn = placeId !== '' && shifts.some((shift) => shift.placeId === placeId);
    await send(t, { kind: 'prompt', promptId, ...(isOwn && { location: promptSpot }) });
  }
}

/** Where the store of `two-roads.test.ts` is, as a phone says it. */
export const promptSpot = { lng: 121.47, lat: 31.23, accuracyM: 10, datum: 'wgs84' } as const;

/** What managers and the person said. */
async function putWords(
  deps: Deps,
  person: Person,
  { arrangements = [], declarations = [] }: Period,
): Promise<void> {
  const said = { byId: 'wang', at: deps.now(), isSampled: false };
  for (const [n, { placeId, from, to, reason }] of arrangements.entries())
    await keepArrangement(deps, {
      id: `alert-${9 - n}`,
      personId: person.id,
      ...(placeId !== undefined && { placeId }),
      startAt: new Date(from),
      endAt: new Date(to),
      kind: reason === 'trip' ? 'business_trip' : reason,
      ...said,
    });
  for (const { id, status, placeId, employer, hours, until } of declarations) {
    const [first] = hours;
    await insertDeclaration({
      id,
      personId: person.id,
      version: 0,
      digest: id,
      kind: 'family_help',
      ...(placeId !== undefined && { placeId }),
      ...(employer !== undefined && { employer }),
      weekdays: hours.map(({ weekday }) => weekday),
      startTime: first?.from ?? '00:00',
      endTime: first?.to ?? '00:00',
      fromDay: FIRST_DAY,
      toDay: until === undefined ? '2027-09-30' : dayOf(new Date(until), person.timeZone),
      status: STATUS[status] ?? 'pending',
      isNoticeOnly: false,
      isAmnesty: false,
      submittedAt: ADOPTED,
      requestId: id,
      askedAt: ADOPTED,
      approverIds: [],
      answers: [],
      pending: [],
      sent: [],
    });
  }
}

const STATUS: Readonly<Record<string, 'approved' | 'rejected' | 'withdrawn'>> = {
  approved: 'approved',
  refused: 'rejected',
  withdrawn: 'withdrawn',
};

async function putWork(
  deps: Deps,
  { employeeNo }: Person,
  { visits = [], orders = [], tasks = [], targets }: Period,
): Promise<void> {
  const asked = targets?.salesByMonthFen.toReversed() ?? [];
  for (const [n, amountFen] of asked.entries()) {
    const month = addMonths(`${JUDGED_DAY.slice(0, 7)}-01`, -1 - n).slice(0, 7);
    await put(deps, 'targets', `${employeeNo}-${month}`, { employeeNo, month, amountFen });
  }
  for (const { id, customerId, start, end, purpose } of visits)
    await put(deps, 'visits', id, { employeeNo, customerId, startAt: start, endAt: end, purpose });
  for (const { id, customerId, bookedTo, t, amountFen, channel } of orders)
    await put(deps, 'orders', id, { customerId, bookedTo: `E-${bookedTo}`, at: t, amountFen, channel });
  for (const { id, kind, lng, lat, datum, from, to } of tasks)
    await put(deps, 'tasks', id, { employeeNo, kind, point: { lng, lat }, datum, startAt: from, endAt: to });
}

async function put(deps: Deps, kind: string, externalId: string, record: object): Promise<void> {
  await putRecord(deps, RecordToPutSchema.parse({ kind, externalId, record }), { by: 'key:test' });
}
