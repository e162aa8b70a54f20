import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import type { ConsentKind } from '../../server/contract/consent.ts';
import type { FixBatch, PunchBatch } from '../../server/contract/ingest.ts';
import { answerConsent, NOTICES } from '../../server/flow/policy/consent.ts';
import type { Deps } from '../../server/flow/deps.ts';
import type { Person } from '../../server/store/people.ts';
import { savePerson } from '../../server/store/people.ts';
import { savePlace } from '../../server/store/place-changes.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { at, buildPerson, DAY, TIME_ZONE } from '../flow/company.ts';
import { createRecordingFeishu } from '../flow/recording-feishu.ts';

export const STORE = { lng: 121.52, lat: 31.25 };
export const INSTALL = '3f0c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a';
const DAY_AGREED = '2026-11-01';
export const SHIFT = {
  id: `${DAY}:early:0`,
  startAt: at('09:00'),
  endAt: at('18:00'),
  breaks: [{ startAt: at('12:00'), endAt: at('13:00') }],
  placeId: 'store',
};

/** A store with its manager, a promoter with a shift of 09:00-18:00 (break 12:00-13:00), and a clock at 15:00. */
export async function createShop() {
  await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})));
  const recording = createRecordingFeishu();
  const jobs: string[] = [];
  let now = at('15:00');
  const deps: Deps = {
    feishu: recording.feishu,
    now: () => now,
    enqueue: async ({ name }) => {
      jobs.push(name);
    },
    publicUrl: 'http://127.0.0.1:9',
    approvalCodes: { decision: 'D', declaration: 'S' },
    secretKey: 'k'.repeat(32),
    settleMs: 1_000,
  };
  const promoter = buildPerson({ id: 'zhang', storePlaceId: 'store' });
  const manager = buildPerson({ id: 'chen', storePlaceId: 'store', roles: ['employee', 'store_manager'] });
  for (const person of [promoter, manager]) await savePerson(person);
  await savePlace(
    { id: 'store', name: '世纪大道店', roles: ['own_store'], center: STORE, radiusM: 50 },
    { datum: 'wgs84', digest: 'store' },
  );
  await saveSchedules([
    { personId: promoter.id, day: DAY, timeZone: TIME_ZONE, shifts: [SHIFT], leaves: [], trips: [] },
  ]);
  const setNow = (to: Date): void => {
    now = to;
  };
  /** Long before: what the phone queued this morning is of a time the person had agreed to. */
  const agree = (kind: ConsentKind, person: Person = promoter) =>
    answer({ ...deps, now: () => at('08:00', DAY_AGREED) }, { kind, person }, true);
  return { deps, recording, jobs, promoter, manager, setNow, agree };
}

export async function answer(
  deps: Deps,
  who: { kind: ConsentKind; person: Person },
  granted: boolean,
): Promise<void> {
  const notice = NOTICES.find(({ kind }) => kind === who.kind);
  if (!notice) throw new Error(`no notice ${who.kind}`);
  const { kind, version, hash } = notice;
  const actor = { personId: who.person.id, roles: who.person.roles };
  await answerConsent(deps, actor, { kind, version, hash, granted });
}

/** A fix at the store at `clock` of the day of these tests. */
export function buildFix(seq: number, clock: string, overrides: Record<string, unknown> = {}) {
  return { seq, capturedAtMs: +at(clock), ...STORE, accuracyM: 12, ...overrides };
}

export function buildBatch(fixes: unknown[], overrides: Partial<FixBatch> = {}): FixBatch {
  return {
    installId: INSTALL,
    sentAtMs: +at('15:00'),
    serverOffsetMs: 0,
    datum: 'wgs84',
    fixes,
    ...overrides,
  };
}

export function buildPunch(clock: string, overrides: Record<string, unknown> = {}) {
  const location = { ...STORE, accuracyM: 20, datum: 'wgs84' };
  return { id: uuidv7(), kind: 'in', capturedAtMs: +at(clock), location, ...overrides };
}

export function buildPunches(punches: unknown[], overrides: Partial<PunchBatch> = {}): PunchBatch {
  return { installId: INSTALL, sentAtMs: +at('15:00'), serverOffsetMs: 0, punches, ...overrides };
}
