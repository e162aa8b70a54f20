import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSandboxSender } from '../../server/connectors/messages/sandbox-sender.ts';
import { LeadReceiptSchema } from '../../server/contract/lead.ts';
import { IssuedLinkSchema } from '../../server/contract/view-leaver.ts';
import { createApiKey, findKeyOwner } from '../../server/flow/company/api-key.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { isReporter, reporterOf, takeStaffLead } from '../../server/flow/lead/lead.ts';
import { relay } from '../../server/flow/relay.ts';
import { findKeyChange, resealOld } from '../../server/flow/secret/reseal.ts';
import { openSealed } from '../../server/flow/secret/seal.ts';
import { PullSourceBodySchema } from '../../server/contract/pull-source.ts';
import { pullSecretPlace } from '../../server/flow/pull/pull-record.ts';
import { createPullSource } from '../../server/flow/pull/pull-source.ts';
import { findPullSource } from '../../server/store/pull-sources.ts';
import { createWebhook, rotateSecret } from '../../server/flow/webhook/webhook.ts';
import { beforePlace, secretPlace } from '../../server/flow/webhook/webhook-record.ts';
import { findWebhook } from '../../server/store/webhooks.ts';
import { findMapSettings, MAP_KEY_PLACE, saveMapSettings } from '../../server/flow/place/map-settings.ts';
import { openScreen, showScreenCode } from '../../server/flow/signal/store-screen.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { listAudit } from '../../server/store/audit.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { savePlace } from '../../server/store/place-changes.ts';
import { buildPerson, createCompany, DAY } from '../flow/company.ts';
import { addDeparted, REASON } from '../flow/non-compete/departed.ts';
import { useDatabase } from '../support/db.ts';
import { cookieOf, useApp } from './app.ts';

const NEW_KEY = 'n'.repeat(64);
useDatabase();
const app = useApp({ limits: { person: 1_200, address: 3_000, doors: {} } });
let deps: Deps;
let made: Awaited<ReturnType<typeof makeUnderOldKey>>;
let sent: ReturnType<typeof createSandboxSender>;
beforeEach(async () => {
  const company = await createCompany();
  sent = createSandboxSender(join(await mkdtemp(join(tmpdir(), 'mingqin-outbox-')), 'messages.jsonl'));
  deps = app.use({ ...company.deps, messages: sent });
  await addDeparted();
  made = await makeUnderOldKey();
});

/** One of everything that is found by the HMAC of a secret or sealed with the key. */
async function makeUnderOldKey() {
  const [hr, manager] = [await app.signIn('ou_li'), await app.signIn('ou_wang')];
  const lead = { id: uuidv7(), kind: 'rival_place', day: DAY, text: '看到她在隔壁店帮忙卖货' };
  expect((await app.post('/api/v1/leads', { ...lead, employeeNo: 'E-zhang' }, manager)).status).toBe(201);
  const outside = await app.post('/api/v1/public/leads', { ...lead, id: uuidv7(), who: '小张' });
  const check = { kind: 'id_last4', value: '123x' };
  const ask = {
    employeeNo: 'E-gone',
    check,
    purpose: REASON,
    delivery: { channel: 'sms', to: '13800000000' },
  };
  const link = IssuedLinkSchema.parse((await app.post('/api/v1/leaver-links', ask, hr)).body);
  await savePerson(buildPerson({ id: 'chen', storePlaceId: 'store', roles: ['employee', 'store_manager'] }));
  const center = { lng: 121.5, lat: 31.2 };
  const store = { id: 'store', name: '自家门店', roles: ['own_store' as const], center, radiusM: 60 };
  await savePlace(store, { datum: 'wgs84', digest: 's' });
  const chen = await findPerson('chen');
  if (!chen) throw new Error('no manager');
  return {
    hr,
    leadId: lead.id,
    receipt: LeadReceiptSchema.parse(outside.body).receipt,
    token: link.url.split('#/')[1] ?? '',
    apiKey: await createApiKey(deps, { name: 'ERP' }),
    screen: (await openScreen(deps, chen)).url.split('#')[1] ?? '',
  };
}

async function whatStillWorks(now: Deps) {
  const door = await app.post('/api/v1/leaver/session', {
    token: made.token,
    employeeNo: 'E-gone',
    answer: '123X',
  });
  const inside = cookieOf(door.headers, 'mingqin_leaver');
  return {
    session: (await app.call('/api/v1/me', { cookie: made.hr })).status,
    leadStatus: (await app.post('/api/v1/public/leads/status', { receipt: made.receipt })).status,
    reporter: (await reporterOf(now, made.leadId))?.personId,
    isReporter: await isReporter(now, made.leadId, 'wang'),
    leaver: door.status,
    leaverHome: (await app.call('/api/v1/leaver/home', { cookie: inside })).status,
    key: (await findKeyOwner(now, made.apiKey))?.name,
    screen: await showScreenCode(now, made.screen).then(
      () => 'shown',
      () => 'refused',
    ),
  };
}

const ALL = {
  session: 200,
  leadStatus: 200,
  reporter: 'wang',
  isReporter: true,
  leaver: 200,
  leaverHome: 200,
  key: 'ERP',
  screen: 'shown',
};

describe('changing the secret key', () => {
  it('keeps good what was made under the key before, as long as that is told', async () => {
    expect(await whatStillWorks(deps)).toEqual(ALL);
    const both = app.use({ ...deps, secretKey: NEW_KEY, secretKeyBefore: deps.secretKey });
    expect(await whatStillWorks(both)).toEqual(ALL);
    expect((await app.post('/auth/logout', {}, made.hr)).status).toBeLessThan(300);
    expect((await app.call('/api/v1/me', { cookie: made.hr })).status).toBe(401);
  });

  it('sends a link again as it was made, and makes new things under the new key only', async () => {
    const both = app.use({ ...deps, secretKey: NEW_KEY, secretKeyBefore: deps.secretKey });
    await relay(both);
    expect((await sent.list()).map(({ text }) => text.includes(made.token))).toEqual([true]);
    const fresh = await createApiKey(both, { name: 'CRM' });
    const { secretKeyBefore: _gone, ...alone } = both;
    expect(await findKeyOwner(alone, fresh)).toEqual({ name: 'CRM' });
  });

  it('seals anew who sent leads and where links go, and says what hangs on the key before', async () => {
    const keys = { secretKey: NEW_KEY, secretKeyBefore: deps.secretKey };
    const both = app.use({ ...deps, ...keys, now: () => new Date(+deps.now() + 60_000) });
    const change = async () => (await app.call('/workz')).body;
    await sweep(both);
    const left = { apiKeys: 1, storeScreens: 1, leaverLinks: 1, receipts: 1 };
    expect(await change()).toMatchObject({
      ok: true,
      keyChange: { isResealed: true, resealed: 2, lost: 0, left },
    });
    await sweep(both);
    expect(await change()).toMatchObject({ keyChange: { resealed: 2 } });
    const said = (await listAudit('secret-key')).map(({ entry }) => entry);
    expect(said).toMatchObject([{ action: 'secret_key.reseal', to: 'resealed:2 lost:0' }]);
    const { secretKeyBefore: _gone, ...alone } = both;
    app.use(alone);
    expect(await whatStillWorks(alone)).toMatchObject({ reporter: 'wang', isReporter: true });
    expect((await app.call('/workz')).body).toEqual({ ok: true });
  });

  it('goes on with sealing where it was ended, and finds later what another process sealed as before', async () => {
    const before = { ...deps };
    const hook = { name: 'payroll', url: 'https://hooks.example.com/x', people: 'pseudonym' } as const;
    const root = { personId: 'root', roles: ['admin'] };
    const { id } = await createWebhook(deps, root, { ...hook, events: ['case.closed'] });
    await rotateSecret(deps, root, id);
    const source = await createPullSource(
      deps,
      root,
      PullSourceBodySchema.parse({
        name: 'crm',
        kind: 'visits',
        url: 'https://crm.example.com/x',
        paging: { kind: 'none' },
        rowsPath: '',
        auth: { kind: 'bearer' },
        secret: 'crm-secret',
        fields: [{ field: 'externalId', from: 'id' }],
        since: 'iso',
        everyMin: 60,
      }),
    );
    const admin = buildPerson({ id: 'root', roles: ['admin'] });
    const map = { service: 'amap', address: 'https://maps.example', key: 'map-key', perDay: 10 } as const;
    await saveMapSettings(before, admin, map);
    const both = app.use({ ...deps, secretKey: NEW_KEY, secretKeyBefore: deps.secretKey, sliceMs: 0 });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ isResealed: false, resealed: 1 });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ isResealed: false, resealed: 2 });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ isResealed: false, resealed: 3 });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ isResealed: false, resealed: 4 });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ isResealed: false, resealed: 5 });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ isResealed: true, resealed: 6 });
    const mapKey = (await findMapSettings())?.sealedKey ?? '';
    expect(openSealed({ secretKey: NEW_KEY }, MAP_KEY_PLACE, mapKey)).toBe('map-key');
    const former = (await findWebhook(id))?.secretBefore?.sealed ?? '';
    expect(openSealed({ secretKey: NEW_KEY }, beforePlace(id), former)).toMatch(/^whsec_/);
    const pulled = (await findPullSource(source.id))?.sealedSecret ?? '';
    expect(openSealed({ secretKey: NEW_KEY }, pullSecretPlace(source.id), pulled)).toBe('crm-secret');
    const sealed = (await findWebhook(id))?.sealedSecret ?? '';
    expect(openSealed({ secretKey: NEW_KEY }, secretPlace(id), sealed)).toMatch(/^whsec_/);
    const wang = await findPerson('wang');
    const lead = { id: uuidv7(), kind: 'rival_place', day: DAY, text: '又看到她在隔壁店帮忙卖货' } as const;
    if (wang) await takeStaffLead(before, wang, { ...lead, employeeNo: 'E-zhang' });
    await resealOld(both);
    expect(await findKeyChange(both)).toMatchObject({ resealed: 6 });
    const later = { ...both, now: () => new Date(+deps.now() + 25 * 3_600_000) };
    for (let slice = 0; slice < 6; slice += 1) await resealOld(later);
    expect(await findKeyChange(later)).toMatchObject({ isResealed: true, resealed: 7 });
  });

  it('counts what neither key opens once, however often it looks', async () => {
    const other = { secretKey: NEW_KEY, secretKeyBefore: 'c'.repeat(40) };
    for (const hours of [0, 25, 50]) {
      const both = { ...deps, ...other, now: () => new Date(+deps.now() + hours * 3_600_000) };
      await resealOld(both);
      expect(await findKeyChange(both)).toMatchObject({ isResealed: true, resealed: 0, lost: 2 });
    }
  });

  it('ends everything once the key before is gone', async () => {
    const alone = app.use({ ...deps, secretKey: NEW_KEY });
    expect(await whatStillWorks(alone)).toEqual({
      session: 401,
      leadStatus: 404,
      reporter: undefined,
      isReporter: false,
      leaver: 401,
      leaverHome: 401,
      key: undefined,
      screen: 'refused',
    });
  });
});
