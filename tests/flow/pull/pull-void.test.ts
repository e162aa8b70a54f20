import { describe, expect, it } from 'vitest';
import { previewSource } from '../../../server/flow/pull/pull-preview.ts';
import { changeSource } from '../../../server/flow/pull/pull-source.ts';
import { findWorkRecords } from '../../../server/store/work-records.ts';
import { findImport } from '../../../server/store/imports.ts';
import { findPlace } from '../../../server/store/places.ts';
import { faultsCsv } from '../../../server/http/views/faults-csv.ts';
import { useDatabase } from '../../support/db.ts';
import { root, useCrm, visit } from './crm.ts';

useDatabase();
const crm = useCrm();
const voidWhen = { from: 'state.code', values: ['cancelled', 'true'] };
const cancelled = (id: string | number, change: object = {}) => ({
  id,
  state: { code: 'cancelled' },
  ...change,
});

describe('a row that says that it is void', () => {
  it('takes its record back whatever else it lacks, and without the mark it is put again', async () => {
    crm.give('visits', [visit(1), visit(2)]);
    const id = await crm.register({ voidWhen });
    await crm.pull(id);
    expect(await crm.standing()).toEqual(['1', '2']);

    crm.give('visits', [visit(1), cancelled(2)]);
    await crm.pull(id);
    expect(await crm.standing()).toEqual(['1']);
    expect((await crm.source(id)).last?.counts).toMatchObject({
      rows: 2,
      unchanged: 1,
      refused: 0,
      withdrawn: 1,
    });
    expect(await findWorkRecords('E-zhang', new Date(0), crm.now)).toHaveLength(1);

    crm.give('visits', [visit(1), visit(2)]);
    await crm.pull(id);
    expect(await crm.standing()).toEqual(['1', '2']);
    expect((await crm.source(id)).last?.counts).toMatchObject({ created: 1, unchanged: 1, withdrawn: 0 });
  });

  it('of a record that is not there changes nothing, and one without an id is refused', async () => {
    crm.give('visits', [cancelled(7), cancelled(''), cancelled('不行')]);
    const id = await crm.register({ voidWhen });
    await crm.pull(id);
    const { last } = await crm.source(id);
    expect(last?.counts).toMatchObject({ rows: 3, unchanged: 1, refused: 2, withdrawn: 0 });
    const report = await findImport(last?.importId ?? '');
    expect(report?.faults.map(({ row, field }) => [row, field])).toEqual([
      [2, 'id'],
      [3, 'id'],
    ]);
  });

  it.each([
    ['a word', 'true', true],
    ['yes or no', true, true],
    ['a word with room around', ' cancelled ', true],
    ['one of a list', ['paid', 'cancelled'], true],
    ['another word', 'closed', false],
    ['another case', 'Cancelled', false],
    ['an object', { cancelled: true }, false],
    ['nothing', null, false],
  ])('says so by %s', async (_, code, isVoid) => {
    crm.give('visits', [visit(1, { state: { code } })]);
    const preview = await previewSource(crm.deps, root, { ...crm.build({ voidWhen }), language: 'zh' });
    expect(preview.rows[0]).toMatchObject({ externalId: '1', isVoid, faults: [] });
  });

  it('is shown in a try, which takes nothing back', async () => {
    crm.give('visits', [visit(1)]);
    const id = await crm.register({ voidWhen });
    await crm.pull(id);
    crm.give('visits', [cancelled(1), cancelled('')]);
    const preview = await previewSource(crm.deps, root, { ...crm.build({ voidWhen }), language: 'en' });
    expect(preview.rows).toMatchObject([
      { externalId: '1', isVoid: true, faults: [] },
      { isVoid: true, faults: [{ field: 'id' }] },
    ]);
    expect(await crm.standing()).toEqual(['1']);
  });

  it('counts by its last row where one page has several of its id', async () => {
    crm.give('visits', [visit(1), visit(2)]);
    const id = await crm.register({ voidWhen });
    await crm.pull(id);
    crm.give('visits', [cancelled(1), visit(1), visit(2), cancelled(2), visit(3), cancelled(3)]);
    await crm.pull(id);
    expect(await crm.standing()).toEqual(['1']);
    expect((await crm.source(id)).last?.counts).toMatchObject({
      rows: 6,
      created: 0,
      updated: 0,
      unchanged: 5,
      refused: 0,
      withdrawn: 1,
    });
  });

  it('stands in the report with its id', async () => {
    crm.give('visits', [visit(1)]);
    const id = await crm.register({ voidWhen });
    await crm.pull(id);
    crm.give('visits', [cancelled(1)]);
    await crm.pull(id);
    const report = await findImport((await crm.source(id)).last?.importId ?? '');
    if (!report) throw new Error('no report');
    expect(report).toMatchObject({ withdrawn: 1 });
    expect(faultsCsv(report, 'zh', { isPulled: true }).split('\r\n')[1]).toBe(
      '1,1,state.code,来源把这一条标为作废：记录已撤回,已撤回',
    );
    expect(faultsCsv(report, 'en', { isPulled: true })).toContain(',taken back\r\n');
  });

  it('takes a place back too', async () => {
    const fields = [
      { field: 'externalId', from: 'id' },
      { field: 'name', from: 'name' },
      { field: 'roles', constant: 'customer' },
      { field: 'center.lng', from: 'lng' },
      { field: 'center.lat', from: 'lat' },
      { field: 'radiusM', constant: '80' },
      { field: 'datum', constant: 'gcj02' },
    ];
    const shape = { ...crm.build(), kind: 'places', voidWhen };
    crm.give('visits', [{ id: 'p-1', name: '小店', lng: 121.5, lat: 31.2 }]);
    const known = await previewSource(crm.deps, root, { ...crm.build({ ...shape, fields }), language: 'zh' });
    expect(known.rows[0]?.faults).toEqual([]);
    const id = await crm.register({ ...shape, fields });
    await crm.pull(id);
    expect(await findPlace('p-1')).toMatchObject({ name: '小店' });
    crm.give('visits', [cancelled('p-1')]);
    await crm.pull(id);
    expect(await findPlace('p-1')).toBeNull();
  });

  it('is looked for from the first day again once the mark is another', async () => {
    crm.give('visits', [visit(1)]);
    const id = await crm.register({
      url: `${crm.origin}/visits?since={since}&cursor={cursor}`,
      fromDay: '2026-11-01',
    });
    await crm.pull(id);
    const { version, sinceAt } = await crm.source(id);
    expect(sinceAt).toBeDefined();
    const { secret: _secret, ...body } = crm.build({
      url: `${crm.origin}/visits?since={since}&cursor={cursor}`,
      fromDay: '2026-11-01',
      voidWhen,
    });
    await changeSource(crm.deps, root, { ...body, id, version, isOn: true });
    expect((await crm.source(id)).sinceAt).toBeUndefined();
    const { voidWhen: _mark, ...without } = body;
    await changeSource(crm.deps, root, { ...without, id, version: version + 1, isOn: true });
    expect((await crm.source(id)).voidWhen).toBeUndefined();
  });
});
