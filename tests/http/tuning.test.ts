import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BiasViewSchema,
  ChangeViewSchema,
  QualityViewSchema,
  ReplayViewSchema,
  ThresholdsViewSchema,
} from '../../server/contract/views.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { runReplay } from '../../server/flow/tuning/replay-run.ts';
import { makeBiasReport } from '../../server/flow/tuning/tuning-bias.ts';
import { publishDue } from '../../server/flow/alert/alert-publish.ts';
import { findAlerts, updateAlert } from '../../server/store/alerts.ts';
import { findAlertWords } from '../../server/store/alert-labels.ts';
import { savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

const REASON = '商场内误报过多，按回放结果放宽停留时长下限';
const LAXER = { 'competitor-dwell': { minDwellMin: 60 } };

describe('tuning over HTTP', () => {
  useDatabase();
  const app = useApp();
  let company: Company;
  const cookies = new Map<string, string>();
  const as = async (id: string): Promise<string> => {
    const known = cookies.get(id) ?? (await app.signIn(`ou_${id}`));
    cookies.set(id, known);
    return known;
  };
  const get = async (path: string, id: string) => app.call(`/api/v1${path}`, { cookie: await as(id) });
  const post = async (path: string, body: unknown, id: string) =>
    app.post(`/api/v1${path}`, body, await as(id));

  beforeEach(async () => {
    cookies.clear();
    company = await createCompany();
    app.use(company.deps);
    const office = { staffKind: 'office' } as const;
    await savePerson(buildPerson({ id: 'rep', roles: ['employee', 'staff_rep'], ...office }));
    await savePerson(buildPerson({ id: 'audit', roles: ['auditor'], ...office }));
    await savePerson(buildPerson({ id: 'admin', roles: ['admin'], ...office }));
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:40' });
    await detectPerson(company.deps, 'zhang');
    company.setNow(at('13:00'));
    await publishDue(company.deps);
  });

  const REPLAY = uuidv7();
  const CHANGE = uuidv7();
  const routes: readonly (readonly [string, string, unknown, readonly string[]])[] = [
    ['GET', '/tuning/quality', null, ['li', 'sun', 'rep', 'zhou', 'audit']],
    ['GET', '/tuning/thresholds', null, ['li', 'sun', 'rep', 'zhou', 'audit']],
    ['GET', '/tuning/replays', null, ['li', 'sun', 'rep', 'zhou', 'audit']],
    ['GET', `/tuning/replays/${REPLAY}`, null, ['li', 'sun', 'rep', 'zhou', 'audit']],
    ['GET', '/tuning/changes', null, ['li', 'sun', 'rep', 'zhou', 'audit']],
    ['GET', '/tuning/bias', null, ['li', 'sun', 'rep', 'zhou', 'audit']],
    ['POST', '/tuning/replays', { id: REPLAY, overrides: {}, days: 7 }, ['li', 'sun', 'rep']],
    ['POST', '/tuning/changes', { id: CHANGE, replayId: REPLAY, reason: REASON }, ['li', 'sun', 'rep']],
    ['POST', `/tuning/changes/${CHANGE}/signatures`, { as: 'hr_lead', accept: true }, ['sun']],
    ['POST', `/tuning/changes/${CHANGE}/signatures`, { as: 'staff_rep', accept: true }, ['rep']],
    ['POST', '/tuning/rollback', { version: 1, reason: REASON }, ['sun', 'rep']],
    ['POST', '/tuning/bias/2026-10/reviews', { note: REASON }, ['sun', 'rep']],
  ];
  it.each(routes)(
    '%s %s is open to those whose matter it is, and to nobody else',
    async (method, path, body, open) => {
      for (const id of ['zhang', 'wang', 'li', 'sun', 'rep', 'zhou', 'audit', 'admin']) {
        const reply = method === 'GET' ? await get(path, id) : await post(path, body, id);
        expect([id, reply.status !== 403]).toEqual([id, open.includes(id)]);
      }
    },
  );

  it('takes a draft from its replay to its two signatures, and back', async () => {
    company.setNow(at('10:00', '2026-11-23'));
    const id = uuidv7();
    expect((await post('/tuning/replays', { id, overrides: LAXER, days: 7 }, 'li')).status).toBe(202);
    await runReplay(company.deps, id);
    const replay = ReplayViewSchema.parse((await get(`/tuning/replays/${id}`, 'rep')).body);
    expect(replay).toMatchObject({
      status: 'done',
      by: '李HR',
      isStale: false,
      changes: [{ name: 'competitor-dwell', key: 'minDwellMin', from: 10, to: 60 }],
      result: { byRegion: [{ region: '浦东区域' }] },
    });
    const put = await post('/tuning/changes', { id: uuidv7(), replayId: id, reason: REASON }, 'li');
    expect(put.status).toBe(201);
    const change = ChangeViewSchema.parse(put.body);
    expect(change.maySignAs).toEqual([]);
    const path = `/tuning/changes/${change.id}/signatures`;
    await post(path, { as: 'hr_lead', accept: true }, 'sun');
    const live = await post(path, { as: 'staff_rep', accept: true, comment: '同意' }, 'rep');
    expect(live.body).toMatchObject({ status: 'live', version: 1 });
    const seen = ThresholdsViewSchema.parse((await get('/tuning/thresholds', 'rep')).body);
    expect(seen).toMatchObject({ version: 1, overrides: LAXER, mayRollBack: true });
    const back = await post('/tuning/rollback', { version: 1, reason: REASON }, 'rep');
    expect(ThresholdsViewSchema.parse(back.body)).toMatchObject({
      version: 2,
      overrides: {},
      mayRollBack: false,
      versions: [{ version: 2, backTo: 0, changes: [{ from: 60, to: 10 }] }, { version: 1 }],
    });
  });

  it('lets HR label an alert that has ended and the person say how it was, and nobody else', async () => {
    const [alert] = await findAlerts('zhang', DAY, DAY);
    if (!alert) throw new Error('no alert');
    const label = { isWorthAsking: false, note: '门店相邻' };
    expect((await post(`/alerts/${alert.id}/label`, label, 'li')).body).toMatchObject({
      error: { code: 'alert_open' },
    });
    const handling = { kind: 'case', byId: 'system', at: at('14:00'), note: 'talk' } as const;
    await updateAlert(alert, { set: { status: 'handled' }, handling });
    expect((await post(`/alerts/${alert.id}/label`, label, 'zhang')).status).toBe(403);
    expect((await post(`/alerts/${alert.id}/label`, label, 'zhao')).status).toBe(404);
    expect((await post(`/alerts/${alert.id}/feedback`, { feedback: 'wrong' }, 'li')).status).toBe(403);
    expect((await post(`/alerts/${alert.id}/label`, label, 'li')).status).toBe(204);
    expect(
      (await post(`/alerts/${alert.id}/feedback`, { feedback: 'wrong', note: '在自家店' }, 'zhang')).status,
    ).toBe(204);
    expect((await findAlertWords([alert.id])).get(alert.id)).toMatchObject({
      hr: { isWorthAsking: false, byId: 'li' },
      feedback: { feedback: 'wrong', note: '在自家店' },
    });
    const { body } = await get('/tuning/quality', 'rep');
    expect(QualityViewSchema.parse(body).detectors).toMatchObject([
      {
        detector: 'competitor-dwell',
        isPresent: true,
        alerts: 1,
        precision: { hits: 0, of: 1 },
        labels: { not_worth_asking: 1 },
        feedback: { fair: 0, wrong: 1, unclear: 0 },
      },
    ]);
  });

  it('shows the monthly look at bias, and who has reviewed it', async () => {
    company.setNow(at('10:00', '2026-12-02'));
    await makeBiasReport(company.deps);
    const view = BiasViewSchema.parse((await get('/tuning/bias', 'sun')).body);
    expect(view.reports).toMatchObject([{ month: '2026-11', mayReview: true, reviews: [] }]);
    const reply = await post('/tuning/bias/2026-11/reviews', { note: REASON }, 'sun');
    expect(reply.body).toMatchObject({ reports: [{ mayReview: false, reviews: [{ by: '孙主管' }] }] });
    expect((await post('/tuning/bias/2026-11/reviews', { note: REASON }, 'sun')).status).toBe(409);
  });

  it('refuses what is no threshold, field by field', async () => {
    const body = { id: uuidv7(), overrides: { 'off-zone': { allowanceMin: 1e9 } }, days: 90 };
    expect((await post('/tuning/replays', body, 'li')).body).toMatchObject({
      error: { code: 'invalid_input', fields: [{ field: 'days' }] },
    });
    expect((await post('/tuning/replays', { ...body, days: 9 }, 'li')).body).toMatchObject({
      error: { fields: [{ field: 'overrides.off-zone.allowanceMin' }] },
    });
  });
});
