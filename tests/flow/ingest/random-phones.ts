import { v7 as uuidv7 } from 'uuid';
import type { ConsentKind } from '../../../server/contract/consent.ts';
import type { DataTopic } from '../../../server/contract/data-request.ts';
import { AppError } from '../../../server/errors.ts';
import { takePhoto } from '../../../server/flow/ingest/photo.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { carryOutErasures } from '../../../server/flow/own/erase-data.ts';
import { exportPersonalData } from '../../../server/flow/own/export-data.ts';
import { findMyDay } from '../../../server/flow/own/my-day.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { describeVisit, takeVisits } from '../../../server/flow/visit/visit.ts';
import { takeVisitPhoto } from '../../../server/flow/visit/visit-photo.ts';
import { answer, STORE, type createShop } from '../../support/phone.ts';

export type Shop = Awaited<ReturnType<typeof createShop>>;
/** What one phone said once, and when that really was; `heardAt`: when the server answered to it. */
export type Told = Readonly<{
  what: 'fix' | 'punch' | 'visit' | 'photo';
  id: string;
  phone: number;
  trueAt: Date;
  body: Readonly<Record<string, unknown>>;
  /** Of a photo: the punch or visit it is of. */
  of?: Told;
  heardAt: Date[];
}>;
type Phone = { installId: string; errorMs: number; seq: number; queue: Told[] };
export type Erasure = Readonly<{ topic: DataTopic; day?: string; answeredAt: Date }>;
export type Scene = {
  readonly shop: Shop;
  readonly phones: readonly [Phone, Phone];
  readonly told: Told[];
  readonly consents: { kind: ConsentKind; granted: boolean; at: Date }[];
  readonly erasures: Erasure[];
  readonly pictures: readonly Buffer[];
};
/** `pick` chooses among the ways to do it. */
export type Act = Readonly<{ name: keyof typeof acts; pick: number }>;
type Doing = Readonly<{ scene: Scene; pick: number; phone: Phone; at: number }>;

const MINUTE_MS = 60_000;
const KINDS: readonly ConsentKind[] = ['location', 'photo', 'device_risk', 'location'];
const TOPICS: readonly DataTopic[] = ['track', 'all', 'photo', 'punch', 'visit'];
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'];
const one = <T>(list: readonly T[], pick: number): T => {
  const found = list[pick % list.length];
  if (found === undefined) throw new Error('nothing to pick');
  return found;
};
/** A refusal by name is an answer. */
async function allowRefusal(doing: () => Promise<unknown>): Promise<void> {
  try {
    await doing();
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  }
}

const later = ({ shop }: Scene, ms: number): void => shop.setNow(new Date(+shop.deps.now() + ms));

/** The phone's own clock is wrong by `errorMs`. */
function tell(doing: Doing, what: Told['what'], body: Told['body'], of?: Told): Told {
  const { scene, phone, at } = doing;
  const trueAt = scene.shop.deps.now();
  const capturedAtMs = +trueAt + phone.errorMs;
  const id = what === 'fix' ? `${phone.installId}:${phone.seq}` : uuidv7();
  const told = {
    what,
    id,
    phone: at,
    trueAt,
    body: { ...body, capturedAtMs },
    heardAt: [],
    ...(of && { of }),
  };
  phone.queue.push(told);
  scene.told.push(told);
  return told;
}

/** Some minutes of positions. */
function capture(doing: Doing): void {
  for (let n = 0; n <= doing.pick % 4; n += 1) {
    const shake = ((doing.phone.seq % 5) - 2) * 0.0002;
    tell(doing, 'fix', { lng: STORE.lng + shake, lat: STORE.lat, accuracyM: 12, seq: doing.phone.seq });
    doing.phone.seq += 1;
    later(doing.scene, MINUTE_MS);
  }
}

/** What waits goes, in no order; a lost answer has it sent again. */
async function send(doing: Doing): Promise<void> {
  const { phone, pick } = doing;
  const waiting = phone.queue.toSorted((a, b) => (a.id < b.id ? 1 : -1) * (pick % 2 === 0 ? 1 : -1));
  await upload(doing, waiting);
  if (pick % 4 !== 0) phone.queue = phone.queue.filter((told) => !waiting.includes(told));
}

/** Some of what was sent already is sent once more. */
async function repeat(doing: Doing): Promise<void> {
  const own = doing.scene.told.filter(({ phone, heardAt }) => phone === doing.at && heardAt.length > 0);
  await upload(
    doing,
    own.filter((_, index) => (index + doing.pick) % 3 === 0),
  );
}

/** Something else comes under a name that is known. */
async function contradict(doing: Doing): Promise<void> {
  const known = doing.scene.told.filter(({ phone, what }) => phone === doing.at && what !== 'photo');
  if (known.length === 0) return;
  const told = one(known, doing.pick);
  const place = { lng: 121.6, lat: 31.3, accuracyM: 30 };
  const other = told.what === 'fix' ? place : { location: { ...place, datum: 'wgs84' }, note: '另一份内容' };
  await upload(doing, [{ ...told, body: { ...told.body, ...other }, heardAt: [] }]);
}

async function upload(doing: Doing, items: readonly Told[]): Promise<void> {
  const { scene, phone, pick } = doing;
  const { deps, promoter } = scene.shop;
  const now = deps.now();
  const isByAge = pick % 3 === 0;
  const sender = {
    installId: phone.installId,
    sentAtMs: +now + phone.errorMs,
    ...(!isByAge && { serverOffsetMs: -phone.errorMs }),
  };
  const of = (what: Told['what']) => items.filter((told) => told.what === what);
  const bodies = (what: Told['what']) =>
    of(what).map(({ body, id, trueAt }) => ({
      ...(what !== 'fix' && { id }),
      ...body,
      ...(isByAge && { ageMs: +now - +trueAt }),
    }));
  const device = { model: 'MI 9', os: 'Android 13' };
  const heard = (what: Told['what']): void => of(what).forEach(({ heardAt }) => heardAt.push(now));
  if (of('fix').length > 0)
    await allowRefusal(async () => {
      await ingestFixes(deps, promoter, { ...sender, device, datum: 'wgs84', fixes: bodies('fix') });
      heard('fix');
    });
  if (of('punch').length > 0) {
    await takePunches(deps, promoter, { ...sender, device, punches: bodies('punch') });
    heard('punch');
  }
  if (of('visit').length > 0) {
    const { installId: _, ...visits } = sender;
    await takeVisits(deps, promoter, { ...visits, visits: bodies('visit') });
    heard('visit');
  }
  for (const photo of of('photo')) await allowRefusal(() => sendPhoto(scene, photo));
}

async function sendPhoto({ shop, pictures }: Scene, { id, of, body, heardAt }: Told): Promise<void> {
  if (!of) throw new Error('a photo of nothing');
  const bytes = one(pictures, id.charCodeAt(id.length - 1));
  const capturedAtMs = Number(body['capturedAtMs']);
  if (of.what === 'punch')
    await takePhoto(shop.deps, shop.promoter, { fields: { id, punchId: of.id, capturedAtMs }, bytes });
  else await takeVisitPhoto(shop.deps, shop.promoter, { visitId: of.id, id, capturedAtMs, bytes });
  heardAt.push(shop.deps.now());
}

const location = { ...STORE, accuracyM: 20, datum: 'wgs84' };
/** A photo may be of what was told long ago. */
function photograph(doing: Doing): void {
  const now = doing.scene.shop.deps.now();
  const seen = doing.scene.told.filter(
    ({ what, phone, trueAt }) =>
      phone === doing.at && what !== 'fix' && what !== 'photo' && +now - +trueAt < 23 * 3_600_000,
  );
  if (seen.length > 0) tell(doing, 'photo', {}, one(seen, seen.length - 1 - (doing.pick % 2)));
}

/** The person says more about a visit, on a phone that may be without a signal: it comes when it comes. */
async function describe({ scene, pick }: Doing): Promise<void> {
  const known = scene.told.filter(({ what, heardAt }) => what === 'visit' && heardAt.length > 0);
  if (known.length === 0) return;
  const { deps, promoter } = scene.shop;
  const { id, trueAt } = one(known, pick);
  const editedAtMs = Math.max(+deps.now() - (pick % 2) * 120 * MINUTE_MS, +trueAt + 1);
  const details = { purpose: 'display' as const, note: '补充说明', editedAtMs, ended: pick % 3 === 0 };
  await allowRefusal(() => describeVisit(deps, promoter, { id, details }));
}

async function consent({ scene, pick }: Doing): Promise<void> {
  const { deps, promoter } = scene.shop;
  const kind = one(KINDS, pick);
  const granted = pick % 3 !== 0;
  // What was sent in the same moment came before it.
  later(scene, 1000);
  await answer(deps, { kind, person: promoter }, granted);
  scene.consents.push({ kind, granted, at: deps.now() });
  later(scene, 1000);
}

async function erase({ scene, pick }: Doing): Promise<void> {
  const { deps, promoter, manager } = scene.shop;
  const id = uuidv7();
  const topic = one(TOPICS, pick);
  const day = pick % 4 === 0 ? undefined : one(DAYS, pick);
  await requestData(deps, promoter, { id, kind: 'delete', topic, text: '请删除', ...(day && { day }) });
  const actor = { personId: manager.id, roles: ['employee', 'hr'] };
  const answeredAt = deps.now();
  await answerDataRequest(deps, actor, { id, body: { result: 'done', reason: '已按要求删除' } });
  await carryOutErasures(deps);
  scene.erasures.push({ topic, answeredAt, ...(day && { day }) });
}

async function look({ scene, pick }: Doing): Promise<void> {
  await findMyDay(scene.shop.deps, scene.shop.promoter, one(DAYS, pick));
  if (pick % 4 === 0) await exportPersonalData(scene.shop.deps, scene.shop.promoter);
}

const acts = {
  capture,
  send,
  repeat,
  contradict,
  punch: (doing: Doing) =>
    void tell(doing, 'punch', { kind: 'in', ...(doing.pick % 3 !== 0 && { location }), note: '到店' }),
  visit: (doing: Doing) =>
    void tell(doing, 'visit', { customerId: 'customer', purpose: 'sales', location, note: '看陈列' }),
  photograph,
  describe,
  consent,
  erase,
  look,
  pass: ({ scene, pick }: Doing) => later(scene, one([10, 60, 200, 600, 1300], pick) * MINUTE_MS),
} as const satisfies Record<string, (doing: Doing) => unknown>;
const isAct = (name: string): name is Act['name'] => Object.hasOwn(acts, name);
export const ACTS = Object.keys(acts).filter(isAct);

export async function perform(scene: Scene, { name, pick }: Act): Promise<void> {
  const at = pick % 2;
  const phone = scene.phones[at === 0 ? 0 : 1];
  await acts[name]({ scene, pick: Math.floor(pick / 2), phone, at });
}
