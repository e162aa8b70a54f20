import { beforeEach, describe, expect, it } from 'vitest';
import { CareViewSchema } from '../../server/contract/view-care.ts';
import { makeCareReport } from '../../server/flow/care.ts';
import { leavePerson, savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

describe('the care report over HTTP', () => {
  useDatabase();
  const app = useApp();
  let company: Company;
  const read = async (id: string) => app.call('/api/v1/care', { cookie: await app.signIn(`ou_${id}`) });
  beforeEach(async () => {
    company = await createCompany();
    app.use(company.deps);
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await savePerson(buildPerson({ id }));
      await giveShift(id);
    }
    await savePerson(buildPerson({ id: 'far', regionId: 'puxi' }));
    company.setNow(at('10:00', '2026-12-02'));
    await makeCareReport(company.deps);
  });

  it('shows HR groups of at least five, managers their own region, and others nothing', async () => {
    const view = CareViewSchema.parse((await read('li')).body);
    expect(view.months).toMatchObject([{ month: '2026-11', groups: [{ regions: ['浦东区域'], people: 6 }] }]);
    expect(view.months[0]?.groups).toHaveLength(1);
    expect((await read('wang')).body).toMatchObject({ months: [{ groups: [{ people: 6 }] }] });
    expect((await read('zhao')).body).toMatchObject({ months: [{ groups: [] }] });
    for (const id of ['zhang', 'zhou']) expect((await read(id)).status).toBe(403);
  });

  it('is never made again, so that the difference tells nothing of somebody who left', async () => {
    const before = (await read('li')).body;
    await leavePerson('a', company.deps.now(), []);
    await makeCareReport(company.deps);
    expect((await read('li')).body).toEqual(before);
  });

  it('names nobody', async () => {
    expect(JSON.stringify((await read('li')).body)).not.toMatch(/zhang|姓名|张导购|ou_|E-/);
  });
});
