import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { CareViewSchema } from '../../server/contract/view-care.ts';
import { makeCareReport } from '../../server/flow/care.ts';
import { relay } from '../../server/flow/relay.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { insertFlexible } from '../../server/store/flexible-shifts.ts';
import { leavePerson, savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { buildFlexible } from '../support/flexible.ts';
import { buildPunches } from '../support/phone.ts';
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

  const workOn = async (id: string, day: string, [from, to]: readonly [string, string]) => {
    for (const [kind, clock] of [
      ['in', from],
      ['out', to],
    ] as const) {
      company.setNow(at(clock, day));
      const capturedAtMs = +at(clock, day);
      const punch = { id: uuidv7(), kind, capturedAtMs };
      const sent = buildPunches([punch], { sentAtMs: capturedAtMs });
      await takePunches(company.deps, buildPerson({ id }), sent);
    }
  };

  it('tells the manager of the region once, on a working day at ten and without a name, of no month without work', async () => {
    const told = async () => {
      await relay(company.deps);
      const cards = company.recording.to('ou_wang').map((one) => company.recording.textOf(one));
      return cards.filter((text) => text.includes('团队月报'));
    };
    company.setNow(at('12:00', '2026-12-02'));
    expect(await told()).toEqual([]);
    await giveShift('a', '2026-12-03');
    await workOn('a', '2026-12-03', ['09:00', '18:00']);
    company.setNow(at('09:59', '2027-01-04'));
    await makeCareReport(company.deps);
    expect(await told()).toEqual([]);
    company.setNow(at('10:00', '2027-01-04'));
    await makeCareReport(company.deps);
    expect(await told()).toEqual([expect.stringContaining('2026年12月团队月报')]);
    expect((await told())[0]).not.toMatch(/zhang|姓名|张导购|E-/);
    expect(company.recording.to('ou_zhao')).toEqual([]);
  });

  it('is never made again, so that the difference tells nothing of somebody who left', async () => {
    const before = (await read('li')).body;
    await leavePerson('a', company.deps.now(), []);
    await makeCareReport(company.deps);
    expect((await read('li')).body).toEqual(before);
  });

  it('counts no overtime where people kept to hours that were agreed the same evening', async () => {
    const day = '2026-12-03';
    for (const id of ['a', 'b', 'c', 'd', 'e', 'zhang']) {
      await giveShift(id, day);
      const hours = { weekdays: [4], startTime: '12:00', endTime: '21:00', fromDay: day, toDay: day };
      const decidedAt = at('22:00', day);
      await insertFlexible(buildFlexible({ personId: id, ...hours, status: 'approved', decidedAt }));
      await workOn(id, day, ['12:00', '21:00']);
    }
    company.setNow(at('10:00', '2027-01-02'));
    await makeCareReport(company.deps);
    const { months } = CareViewSchema.parse((await read('li')).body);
    expect(months.find(({ month }) => month === '2026-12')?.groups).toMatchObject([
      { people: 6, overtimeHours: 0 },
    ]);
  });

  it('names nobody', async () => {
    expect(JSON.stringify((await read('li')).body)).not.toMatch(/zhang|姓名|张导购|ou_|E-/);
  });
});
