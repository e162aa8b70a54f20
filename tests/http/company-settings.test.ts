import mongoose from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiKeyListSchema } from '../../server/contract/api-key.ts';
import { SettingsViewSchema } from '../../server/contract/company-settings.ts';
import { AssessmentListSchema } from '../../server/contract/assessment.ts';
import { PolicyDraftViewSchema } from '../../server/contract/policy.ts';
import { CompanyProfileViewSchema } from '../../server/contract/sanction.ts';
import { procedureSettings } from '../../server/flow/case/case-facts.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { VisitsTodaySchema } from '../../server/contract/visit.ts';
import { readPresenceSettings } from '../../server/flow/signal/presence-plan.ts';
import { relay } from '../../server/flow/relay.ts';
import { listAudit } from '../../server/store/audit.ts';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

const REASON = '跨省快递较慢，延长送达等待';

describe('what the company sets for itself', () => {
  useDatabase();
  const app = useApp();
  let deps: Deps;
  let lead = '';
  let admin = '';
  beforeAll(async () => {
    deps = app.use((await createCompany()).deps);
    await savePerson(
      buildPerson({ id: 'root', name: '陆远', roles: ['employee', 'admin'], staffKind: 'office' }),
    );
    lead = await app.signIn('ou_sun');
    admin = await app.signIn('ou_root');
  });
  const call = (
    method: string,
    path: string,
    { cookie = lead, body }: { cookie?: string; body?: unknown } = {},
  ) =>
    app.call(`/api/v1${path}`, {
      method,
      cookie,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  const read = async (cookie = lead) =>
    SettingsViewSchema.parse((await call('GET', '/settings', { cookie })).body);
  const valuesOf = async (group: string) => {
    const found = (await read()).groups.find((one) => one.group === group);
    return Object.fromEntries((found?.fields ?? []).map(({ name, value }) => [name, value]));
  };

  it('is read with its limits and standards, and kept with who changed what and why', async () => {
    const before = await read();
    const delivery = before.groups[0]?.fields.find(({ name }) => name === 'deliveryDays');
    expect(delivery).toEqual({ name: 'deliveryDays', value: 7, standard: 7, min: 1, max: 30 });
    const values = { ...(await valuesOf('procedure')), deliveryDays: 10 };
    const saved = await call('PUT', '/settings/procedure', { body: { values, reason: REASON } });
    expect(saved.status).toBe(200);
    expect((await procedureSettings()).deliveryDays).toBe(10);
    await relay(deps);
    const [change, ...older] = (await read()).groups[0]?.changes ?? [];
    expect(older).toEqual([]);
    expect(change).toMatchObject({
      by: '孙主管',
      from: 'deliveryDays=7',
      to: 'deliveryDays=10',
      why: REASON,
    });
    await call('PUT', '/settings/presence', {
      body: { values: { ...(await valuesOf('presence')), repPerDay: 3 }, reason: REASON },
    });
    expect((await readPresenceSettings()).repPerDay).toBe(3);
    const asks = async () => VisitsTodaySchema.parse((await call('GET', '/visits/today')).body).asks;
    expect(await asks()).toEqual({ note: false, photo: false });
    await call('PUT', '/settings/visits', {
      body: { values: { askNote: 1, askPhoto: 1 }, reason: REASON },
    });
    expect(await asks()).toEqual({ note: true, photo: true });
  });

  it('keeps records of work no longer than people were told, less long at once, and names what still says more', async () => {
    const keep = (recordDays: number) =>
      call('PUT', '/settings/retention', { body: { values: { recordDays }, reason: REASON } });
    const saysLonger = async () =>
      (await read()).groups.find(({ group }) => group === 'retention')?.saysLonger;
    expect(await keep(900)).toMatchObject({
      status: 409,
      body: { error: { code: 'record_period_untold' } },
    });
    expect(await saysLonger()).toBeUndefined();
    expect((await keep(400)).status).toBe(200);
    expect(await saysLonger()).toEqual(['assessment']);
    const { body: list } = await call('GET', '/assessments');
    expect(AssessmentListSchema.parse(list).template.processing).toContain('业务记录 400 日');
    const { body: next } = await call('GET', '/policy/draft');
    const { draft, cautions } = PolicyDraftViewSchema.parse(next);
    expect(draft.sections.find(({ key }) => key === 'tracking')?.text).toContain('业务记录 400 日');
    expect(draft.english).toContain('waybills 400 days');
    expect(cautions).not.toContain('record_period');
    expect((await keep(730)).status).toBe(200);
    expect(await saysLonger()).toBeUndefined();
  });

  it('takes from nobody the days to appeal that the code in force names, and gives more at once', async () => {
    const policies = mongoose.connection.collection<{ _id: string }>('policies');
    const body = '对处理结果不服的，可以在收到之日起 3 个工作日内申诉。';
    await policies.updateMany({}, { $set: { body } });
    const set = async (appealWindowDays: number) =>
      call('PUT', '/settings/procedure', {
        body: { values: { ...(await valuesOf('procedure')), appealWindowDays }, reason: REASON },
      });
    expect((await set(5)).status).toBe(200);
    expect(await set(1)).toMatchObject({ status: 409, body: { error: { code: 'appeal_days_promised' } } });
    expect((await procedureSettings()).appealWindowDays).toBe(5);
    expect((await set(3)).status).toBe(200);
  });

  it('refuses what lies outside its limits, an unknown name and a change without a reason, and keeps what is in force', async () => {
    const values = await valuesOf('procedure');
    const refused = [
      { values: { ...values, appealWindowDays: 0 }, reason: REASON },
      { values: { ...values, appealWindowDays: 1.5 }, reason: REASON },
      { values: { ...values, secretDays: 3 }, reason: REASON },
      { values, reason: '' },
    ];
    for (const body of refused) expect((await call('PUT', '/settings/procedure', { body })).status).toBe(400);
    const window = await call('PUT', '/settings/work_window', {
      body: { values: { from: '20:00', to: '08:00' }, reason: REASON },
    });
    expect(window.body).toMatchObject({ error: { fields: [{ field: 'values.to' }] } });
    expect((await call('PUT', '/settings/unknown', { body: { values, reason: REASON } })).status).toBe(400);
    expect(await valuesOf('procedure')).toEqual(values);
  });

  it('shows the administrator the settings without a pen', async () => {
    expect((await read(admin)).mayEdit).toBe(false);
    const values = await valuesOf('procedure');
    const body = { values, reason: REASON };
    expect((await call('PUT', '/settings/procedure', { cookie: admin, body })).status).toBe(403);
  });

  it('keeps the profile that letters are written with', async () => {
    const profile = {
      name: '明勤示范零售有限公司',
      union: { kind: 'company_union', name: '公司工会委员会' },
      minimumWageFen: { pudong: 274_000 },
    };
    expect((await call('PUT', '/company-profile', { body: profile })).status).toBe(200);
    const view = CompanyProfileViewSchema.parse(
      (await call('GET', '/company-profile', { cookie: admin })).body,
    );
    expect([view.profile, view.mayEdit]).toEqual([profile, false]);
    const wrong = { ...profile, minimumWageFen: { pudong: -1 } };
    expect((await call('PUT', '/company-profile', { body: wrong })).status).toBe(400);
  });

  it('gives the administrator keys: shown once, used within their scope, ended at once', async () => {
    const list = async () =>
      ApiKeyListSchema.parse((await call('GET', '/api-keys', { cookie: admin })).body).keys;
    const body = { name: 'social-insurance', scope: 'insurance' };
    const made = await call('POST', '/api-keys', { cookie: admin, body });
    expect(made.status).toBe(201);
    const { id, key } = z.strictObject({ id: z.string(), key: z.string() }).parse(made.body);
    expect(key).toMatch(/^mq_[\w-]{43}$/);
    expect(JSON.stringify(await list())).not.toContain(key);
    expect(await list()).toEqual([
      {
        id,
        name: 'social-insurance',
        scope: 'insurance',
        createdAt: deps.now().toISOString(),
        createdBy: '陆远',
      },
    ]);
    const put = async (path: string) =>
      (
        await app.call(path, {
          method: 'PUT',
          body: '{}',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        })
      ).status;
    expect(await put('/api/v1/insurance-payments/2026-11')).toBe(400);
    expect(await put('/api/v1/records/places/p')).toBe(401);
    expect((await list())[0]?.lastUsedAt).toBe(deps.now().toISOString());
    expect((await call('DELETE', `/api-keys/${id}`, { cookie: admin })).status).toBe(200);
    expect(await put('/api/v1/insurance-payments/2026-11')).toBe(401);
    expect((await list())[0]?.revokedAt).toBe(deps.now().toISOString());
    await relay(deps);
    const said = (await listAudit('api-keys:social-insurance')).map(({ entry }) => [
      entry.actorId,
      entry.action,
    ]);
    expect(said).toEqual([
      ['root', 'api_key.create'],
      ['root', 'api_key.revoke'],
    ]);
    for (const bad of [
      { name: 'A B', scope: 'records' },
      { name: 'crm', scope: 'everything' },
    ])
      expect((await call('POST', '/api-keys', { cookie: admin, body: bad })).status).toBe(400);
    expect((await call('DELETE', '/api-keys/0123456789abcdef', { cookie: admin })).status).toBe(404);
  });
});
