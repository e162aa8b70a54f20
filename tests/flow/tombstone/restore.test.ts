import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { runOperation } from '../../../server/cli/embedded/run-operation.ts';
import { createApiKey, findKeyOwner, listKeys, revokeApiKey } from '../../../server/flow/company/api-key.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { issueLeaverLink, revokeLink } from '../../../server/flow/leaver/leaver-link.ts';
import { withdrawAuthorisation } from '../../../server/flow/non-compete/non-compete.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { carryOutErasures } from '../../../server/flow/own/erase-data.ts';
import { hasCurrentConsent, withdrawConsent } from '../../../server/flow/policy/consent.ts';
import { openScreen, showScreenCode } from '../../../server/flow/signal/store-screen.ts';
import { catchUp } from '../../../server/flow/tombstone/catch-up.ts';
import { bringInLine } from '../../../server/flow/tombstone/hold.ts';
import { findReapplied, sayReapplied } from '../../../server/flow/tombstone/reapplied.ts';
import { findDataRequest } from '../../../server/store/data-requests.ts';
import { findUploadsIn } from '../../../server/store/erase-fixes.ts';
import { findLeaverLink } from '../../../server/store/leaver-links.ts';
import { findAgreement } from '../../../server/store/non-compete-agreements.ts';
import { insertSession } from '../../../server/store/sessions.ts';
import { openTombstones, type Tombstones } from '../../../server/store/tombstones.ts';
import { useDatabase } from '../../support/db.ts';
import { answer, createShop } from '../../support/phone.ts';
import { at, DAY, dwell } from '../company.ts';
import { addAgreement, addDeparted, GONE, LI } from '../non-compete/departed.ts';

const database = useDatabase();
const work = mkdtempSync(join(tmpdir(), 'mingqin-restore-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const HELD_DAY = '2026-11-10';
const ADMIN = { personId: 'lu', roles: ['admin'] };
const NOTHING = { erasures: 0, consents: 0, apiKeys: 0, leaverLinks: 0, storeScreens: 0, authorisations: 0 };

let shop: Awaited<ReturnType<typeof createShop>>;
let deps: Deps;
let tombstones: Tombstones;
let folder: string;
let round = 0;

beforeEach(async () => {
  round += 1;
  folder = join(work, `tombstones-${round}`);
  tombstones = await openTombstones(folder);
  shop = await createShop();
  deps = { ...shop.deps, tombstones };
  await bringInLine(deps, tombstones);
});

/** The commands that operators use, on this database. */
async function operate(...args: string[]): Promise<void> {
  const said: string[] = [];
  const io = { out: () => undefined, err: (line: string) => said.push(line) };
  expect([await runOperation([...args, '--uri', database.uri()], undefined, io), said.join('\n')][0]).toBe(0);
}
const backUp = async (name: string): Promise<string[]> => {
  await operate('--backup', join(work, name));
  return readFileSync(join(work, name), 'utf8').split('\n');
};
const restore = (name: string) => operate('--restore', join(work, name), '--replace');
/** As the next start does, which knows nothing but the two folders. */
const startAnew = async () => bringInLine(deps, await openTombstones(folder));
const uploads = (day: string) => findUploadsIn('zhang', { fromAt: at('00:00', day), toAt: at('23:59', day) });

async function askErasure(topic: 'track' | 'all' = 'track'): Promise<string> {
  const id = uuidv7();
  await requestData(deps, shop.promoter, { id, kind: 'delete', topic, text: '请删除我的位置记录' });
  return id;
}
async function grant(id: string): Promise<void> {
  await answerDataRequest(deps, LI, { id, body: { result: 'done', reason: '同意删除，已核对' } });
  await carryOutErasures(deps);
}

describe('a restore of an older backup', () => {
  it('brings back neither what was deleted nor what was taken back since, and everything else', async () => {
    await shop.agree('location');
    await shop.agree('photo');
    await dwell('zhang', { from: '10:00', to: '10:30' });
    await dwell('zhang', { from: '10:00', to: '10:30', day: HELD_DAY });
    const finding = { startAt: at('10:00', HELD_DAY), endAt: at('10:30', HELD_DAY) };
    const held = { state: 'open', personId: 'zhang', finding, history: [], openedAt: at('11:00', HELD_DAY) };
    await mongoose.connection.collection('cases').insertOne({ ...held, alertId: 'a', caseNo: 'C' });
    await addDeparted();
    const agreement = await addAgreement(deps);
    const { link } = await issueLeaverLink(deps, LI, {
      employeeNo: 'E-gone',
      check: { kind: 'code' },
      days: 14,
      purpose: '办理离职资料查询',
    });
    const [lost, kept] = [
      await createApiKey(deps, { name: 'ERP' }),
      await createApiKey(deps, { name: 'CRM' }),
    ];
    const screen = (await openScreen(deps, shop.manager)).url.split('#')[1] ?? '';
    const known = await askErasure();
    const session = { hash: 'h', personId: 'zhang', seenAt: at('14:59'), endsAt: at('20:00') };
    await insertSession(session);
    const before = await backUp('full');

    shop.setNow(at('15:10'));
    await withdrawConsent(deps, { personId: 'zhang', roles: [] }, 'location');
    const key = (await listKeys()).find(({ name }) => name === 'ERP');
    await revokeApiKey(deps, ADMIN, key?.id ?? '');
    await revokeLink(deps, LI, link.id);
    await openScreen(deps, shop.manager);
    await withdrawAuthorisation(deps, GONE, agreement.id);
    await grant(known);
    const unknown = await askErasure('all');
    await grant(unknown);
    expect([await uploads(DAY), (await uploads(HELD_DAY)).length]).toEqual([[], 1]);

    await restore('full');
    expect((await uploads(DAY)).length).toBe(1);
    const { reapplied, isLost } = await startAnew();
    const after = await backUp('after');
    expect([reapplied, isLost]).toEqual([
      { erasures: 2, consents: 1, apiKeys: 1, leaverLinks: 1, storeScreens: 1, authorisations: 1 },
      false,
    ]);
    expect(await hasCurrentConsent('zhang', 'location')).toBe(false);
    expect(await hasCurrentConsent('zhang', 'photo')).toBe(true);
    expect([await findKeyOwner(deps, lost), await findKeyOwner(deps, kept)]).toEqual([null, { name: 'CRM' }]);
    expect((await findLeaverLink(link.id))?.revokedAt).toEqual(at('15:10'));
    await expect(showScreenCode(deps, screen)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await findAgreement(agreement.id)).toMatchObject({
      authorisations: [{ withdrawnDay: DAY }],
      monitoring: { sources: [] },
    });
    // What a case rests on is kept, as it was when HR agreed.
    expect([await uploads(DAY), (await uploads(HELD_DAY)).length]).toEqual([[], 1]);
    const [first, second] = [await findDataRequest(unknown), await findDataRequest(known)];
    expect([first?.erased, second?.erased]).toMatchObject([
      { uploads: 1, kept: 2 },
      { uploads: 0, kept: 2 },
    ]);
    expect([first?.status, second?.text]).toEqual(['done', '请删除我的位置记录']);

    const changed = new Map<string, number>();
    let name = '';
    for (const line of before) {
      name = /^#collection .*"collection":"([^"]+)"/.exec(line)?.[1] ?? name;
      if (line !== '' && !line.startsWith('#') && !after.includes(line))
        changed.set(name, (changed.get(name) ?? 0) + 1);
    }
    expect(Object.fromEntries(changed)).toEqual({
      'api-keys': 1,
      consents: 1,
      data_requests: 1,
      detections: 1,
      leaver_links: 1,
      non_compete_agreements: 1,
      segments: 1,
      sessions: 1,
      settings: 1,
      store_screens: 1,
    });
    expect((await startAnew()).reapplied).toEqual(NOTHING);
    expect(await findReapplied()).toMatchObject({ last: { counts: { erasures: 2, consents: 1 } } });
  });

  it('keeps a yes that was given again after the no, and asks anew where that yes was lost', async () => {
    const zhang = { personId: 'zhang', roles: [] };
    await shop.agree('location');
    await backUp('before-both');
    await withdrawConsent(deps, zhang, 'location');
    shop.setNow(at('16:00'));
    await answer(deps, { kind: 'location', person: shop.promoter }, true);
    await backUp('with-both');
    await restore('with-both');
    expect((await startAnew()).reapplied).toEqual(NOTHING);
    expect(await hasCurrentConsent('zhang', 'location')).toBe(true);
    await restore('before-both');
    expect((await startAnew()).reapplied).toEqual({ ...NOTHING, consents: 1 });
    expect(await hasCurrentConsent('zhang', 'location')).toBe(false);
  });
});

describe('the list beside the store', () => {
  it('is made of the store where it is lost, and says that it was there before', async () => {
    await shop.agree('location');
    await withdrawConsent(deps, { personId: 'zhang', roles: [] }, 'location');
    const other = await openTombstones(join(work, 'other-machine'));
    expect(await bringInLine(deps, other)).toMatchObject({ isLost: true, entered: 1, reapplied: NOTHING });
    expect(other.list()).toEqual(tombstones.list());
  });

  it('takes in what another process did, or one that died before it had entered it', async () => {
    await shop.agree('location');
    await withdrawConsent(shop.deps, { personId: 'zhang', roles: [] }, 'location');
    expect(tombstones.list()).toEqual([]);
    await catchUp(tombstones, at('14:00'));
    expect(tombstones.list()).toMatchObject([{ kind: 'consent', personId: 'zhang', consent: 'location' }]);
  });

  it('says what was done again in words', () => {
    expect(sayReapplied(NOTHING)).toBeNull();
    expect(sayReapplied({ ...NOTHING, erasures: 3, consents: 1, apiKeys: 2 })).toBe(
      'done again after a restore: 3 deletions, 1 withdrawn consent, 2 revoked keys',
    );
  });
});
