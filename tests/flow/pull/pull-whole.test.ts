import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { confirmMissing } from '../../../server/flow/pull/pull-confirm.ts';
import { pullDue } from '../../../server/flow/pull/pull-run.ts';
import { askSourceNow, changeSource, deleteSource } from '../../../server/flow/pull/pull-source.ts';
import { putRecord, withdrawRecord } from '../../../server/flow/records/work-records.ts';
import { readFigures } from '../../../server/flow/figures.ts';
import { relay } from '../../../server/flow/relay.ts';
import { faultsCsv } from '../../../server/http/views/faults-csv.ts';
import { pullSourceView } from '../../../server/http/views/pull-source-view.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findImport } from '../../../server/store/imports.ts';
import { useDatabase } from '../../support/db.ts';
import { root, useCrm, visit } from './crm.ts';

useDatabase();
const crm = useCrm();
const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `v${String(from + at).padStart(3, '0')}`);
const rows = (of: readonly string[]) => of.map((id) => visit(id));
const whole = { isWhole: true };
const counts = async (id: string) => (await crm.source(id)).last?.counts;
const byKey = (externalId: string) => ({
  kind: 'visits' as const,
  externalId,
  record: {
    employeeNo: 'E-zhang',
    customerId: 'c-1',
    startAt: '2026-11-18T02:00:00.000Z',
    endAt: '2026-11-18T02:30:00.000Z',
  },
});

describe('a source whose every pull brings all rows', () => {
  it('takes back what no row names any more, says so, and takes it again when it is back', async () => {
    crm.give('visits', rows(ids(1, 3)), rows(ids(4, 6)));
    const id = await crm.register(whole);
    await crm.pull(id);
    crm.give('visits', rows(ids(1, 3)), rows(ids(5, 6)));
    await crm.pull(id);
    expect(await crm.standing()).toEqual([...ids(1, 3), ...ids(5, 6)]);
    expect(await counts(id)).toMatchObject({ rows: 5, unchanged: 5, withdrawn: 1 });
    const report = await findImport((await crm.source(id)).last?.importId ?? '');
    if (!report) throw new Error('no report');
    expect(report).toMatchObject({ withdrawn: 1, status: 'finished' });
    expect(faultsCsv(report, 'en', { isPulled: true })).toContain(
      ',v004,externalId,the source lists it no more,taken back',
    );
    await relay(crm.deps);
    expect((await listAudit(`pull_sources:${id}`)).map(({ entry }) => entry)).toContainEqual(
      expect.objectContaining({ action: 'source.take_back', actorId: 'source:crm', to: '1' }),
    );
    crm.give('visits', rows(ids(1, 6)));
    await crm.pull(id);
    expect(await crm.standing()).toEqual(ids(1, 6));
    expect(await counts(id)).toMatchObject({ created: 1, unchanged: 5, withdrawn: 0 });
  });

  it('that does not say so, or is not asked for everything, loses nothing', async () => {
    crm.give('visits', rows(ids(1, 6)));
    const id = await crm.register();
    await crm.pull(id);
    crm.give('visits', rows(ids(1, 2)));
    await crm.pull(id);
    expect(await crm.standing()).toEqual(ids(1, 6));
    const since = { url: `${crm.origin}/visits?since={since}&cursor={cursor}`, fromDay: '2026-11-01' };
    expect(() => crm.build({ ...since, ...whole })).toThrow('does not go with {since}');
  });

  it('knows what it brought before it said so', async () => {
    crm.give('visits', rows(ids(1, 6)));
    const id = await crm.register();
    await crm.pull(id);
    await mongoose.model('PulledRow').deleteMany({});
    await mongoose.model('PullSource').updateOne({ _id: id }, { $unset: { isListed: 1 } });
    const { version } = await crm.source(id);
    await changeSource(crm.deps, root, { ...crm.build(whole), id, version, isOn: true });
    crm.give('visits', rows(ids(2, 6)));
    await crm.pull(id);
    expect(await crm.standing()).toEqual(ids(2, 6));
  });

  it('keeps the record of a row that is refused, which names it', async () => {
    crm.give('visits', rows(ids(1, 3)));
    const id = await crm.register(whole);
    await crm.pull(id);
    crm.give('visits', [...rows(ids(1, 2)), visit('v003', { owner: 'nobody' })]);
    await crm.pull(id);
    expect(await counts(id)).toMatchObject({ refused: 1, withdrawn: 0 });
    expect(await crm.standing()).toEqual(ids(1, 3));
  });

  it.each([
    ['finds nothing', [[]]],
    ['has a row whose id cannot be read', [[visit('不行'), visit('v001')]]],
  ])('takes nothing back when it %s', async (_, pages) => {
    crm.give('visits', rows(ids(1, 3)));
    const id = await crm.register(whole);
    await crm.pull(id);
    crm.give('visits', ...pages);
    await crm.pull(id);
    expect(await crm.standing()).toEqual(ids(1, 3));
    crm.give('visits', rows(ids(1, 2)));
    await crm.pull(id);
    expect(await crm.standing()).toEqual(ids(1, 2));
  });

  it('takes nothing back when it was stopped and went on from its page, and does the next time', async () => {
    const list = [rows(ids(1, 2)), rows(ids(3, 4))] as const;
    crm.give('visits', ...list);
    const id = await crm.register(whole);
    await crm.pull(id);
    crm.give('visits', rows(ids(1, 1)), rows(ids(3, 4)));
    crm.isDown = (url) => url.endsWith('cursor=1');
    await crm.pull(id);
    expect(await crm.standing()).toEqual(ids(1, 4));
    crm.isDown = () => false;
    crm.later(2);
    await pullDue(crm.deps);
    expect((await crm.source(id)).run).toBeUndefined();
    expect(await crm.standing()).toEqual(ids(1, 4));
    await crm.pull(id);
    expect(await crm.standing()).toEqual(['v001', 'v003', 'v004']);
  });

  it('goes on at once between its turns as in one go', async () => {
    crm.give('visits', rows(ids(1, 2)), rows(ids(3, 4)), rows(ids(5, 6)));
    const id = await crm.register(whole);
    await crm.pull(id);
    crm.give('visits', rows(ids(1, 2)), rows(ids(4, 4)), rows(ids(5, 6)));
    await askSourceNow(crm.deps, root, id);
    for (let turn = 0; turn < 3; turn += 1) await pullDue(crm.deps, 0);
    expect((await crm.source(id)).run).toBeUndefined();
    expect(await crm.standing()).not.toContain('v003');
  });
});

describe('a record that others have put too', () => {
  it('stays, whether a key put it first, or put the same again', async () => {
    await putRecord(crm.deps, byKey('v001'), { by: 'key:erp' });
    crm.give('visits', rows(ids(1, 4)));
    const id = await crm.register(whole);
    await crm.pull(id);
    await putRecord(crm.deps, byKey('v002'), { by: 'key:erp' });
    await putRecord(crm.deps, byKey('v999'), { by: 'key:erp' });
    crm.give('visits', rows(ids(4, 4)));
    await crm.pull(id);
    expect(await crm.standing()).toEqual(['v001', 'v002', 'v004', 'v999']);
    expect(await counts(id)).toMatchObject({ withdrawn: 1 });
  });

  it('stays while one of two sources names it, in whatever order they drop it', async () => {
    crm.give('visits', rows(ids(1, 3)));
    crm.give('copy', rows(ids(1, 3)));
    const first = await crm.register(whole);
    const second = await crm.register({ ...whole, name: 'copy', url: `${crm.origin}/copy?cursor={cursor}` });
    await pullDue(crm.deps);
    crm.give('visits', rows(ids(1, 2)));
    await crm.pull(first);
    expect(await crm.standing()).toEqual(ids(1, 3));
    crm.give('copy', rows(ids(2, 2)));
    await crm.pull(second);
    expect(await crm.standing()).toEqual(ids(1, 2));
    crm.give('visits', rows(ids(2, 2)));
    await crm.pull(first);
    expect(await crm.standing()).toEqual(ids(2, 2));
    await deleteSource(crm.deps, root, second);
    expect(await mongoose.model('PulledRow').countDocuments({ sourceId: second })).toBe(0);
    expect(await crm.standing()).toEqual(ids(2, 2));
  });

  it('stays when one source marks it as void and another lists it', async () => {
    const mark = { voidWhen: { from: 'state', values: ['void'] } };
    crm.give('visits', rows(ids(1, 1)));
    crm.give('copy', rows(ids(1, 1)));
    const first = await crm.register(mark);
    const second = await crm.register({ ...mark, name: 'copy', url: `${crm.origin}/copy?cursor={cursor}` });
    await pullDue(crm.deps);
    crm.give('visits', [{ id: 'v001', state: 'void' }]);
    await crm.pull(first);
    expect(await crm.standing()).toEqual(['v001']);
    expect(await counts(first)).toMatchObject({ unchanged: 1, noticed: 1, withdrawn: 0 });
    crm.give('copy', [{ id: 'v001', state: 'void' }]);
    await crm.pull(second);
    expect(await crm.standing()).toEqual([]);
  });
});

describe('a large part of a list that is gone', () => {
  const setUp = async (left: readonly string[]): Promise<string> => {
    crm.give('visits', rows(ids(1, 40)));
    const id = await crm.register(whole);
    await crm.pull(id);
    crm.give('visits', rows(left));
    await crm.pull(id);
    return id;
  };

  it('waits for somebody’s word, and goes with it', async () => {
    const id = await setUp(ids(1, 29));
    expect(await crm.standing()).toHaveLength(40);
    const { waiting, last } = await crm.source(id);
    expect(waiting).toMatchObject({ run: 2, count: 11, all: 40, isConfirmed: false });
    expect(pullSourceView(await crm.source(id), { createdBy: 'root', now: crm.now }).waiting).toMatchObject({
      count: 11,
      all: 40,
    });
    expect((await readFigures(crm.deps)).mingqin_pull_waiting_records).toEqual([{ value: 11 }]);
    const report = await findImport(last?.importId ?? '');
    if (!report) throw new Error('no report');
    expect(faultsCsv(report, 'zh', { isPulled: true }).split('待确认撤回')).toHaveLength(12);

    await expect(confirmMissing(crm.deps, root, { id, run: 1 })).rejects.toMatchObject({
      code: 'stale_version',
    });
    const li = { personId: 'li', roles: ['hr'] };
    await expect(confirmMissing(crm.deps, li, { id, run: 2 })).rejects.toThrow('not_your_role');
    await confirmMissing(crm.deps, root, { id, run: 2 });
    crm.asked = [];
    await pullDue(crm.deps);
    expect(crm.asked).toEqual([]);
    expect(await crm.standing()).toEqual(ids(1, 29));
    const after = await crm.source(id);
    expect([after.waiting, after.lease, after.last?.counts.withdrawn]).toEqual([undefined, undefined, 11]);
    expect(await findImport(after.last?.importId ?? '')).toMatchObject({ withdrawn: 11, waiting: [] });
    await relay(crm.deps);
    expect((await listAudit(`pull_sources:${id}`)).map(({ entry }) => entry.action)).toEqual([
      'source.create',
      'source.ask',
      'source.ask',
      'source.hold',
      'source.confirm',
      'source.take_back',
    ]);
  });

  it('goes without a word up to ten, and up to a fifth', async () => {
    await setUp(ids(1, 30));
    expect(await crm.standing()).toEqual(ids(1, 30));
  });

  it('waits no more once the list is back, and what is back does not go with it', async () => {
    const id = await setUp(ids(1, 5));
    crm.give('visits', rows(ids(1, 20)));
    await crm.pull(id);
    expect((await crm.source(id)).waiting).toMatchObject({ run: 3, count: 20 });
    await confirmMissing(crm.deps, root, { id, run: 3 });
    await pullDue(crm.deps);
    expect(await crm.standing()).toEqual(ids(1, 20));
    crm.give('visits', rows(ids(1, 40)));
    await crm.pull(id);
    crm.give('visits', rows(ids(1, 5)));
    await crm.pull(id);
    crm.give('visits', rows(ids(1, 40)));
    await crm.pull(id);
    expect((await crm.source(id)).waiting).toBeUndefined();
    expect(await crm.standing()).toEqual(ids(1, 40));
  });

  it('does not have a source asked before its time that has stopped in the middle', async () => {
    const id = await setUp(ids(1, 5));
    crm.give('visits', rows(ids(1, 3)), rows(ids(4, 5)));
    crm.isDown = (url) => url.endsWith('cursor=1');
    await crm.pull(id);
    await confirmMissing(crm.deps, root, { id, run: 2 });
    crm.asked = [];
    await pullDue(crm.deps);
    expect(crm.asked).toEqual([]);
    expect(await crm.standing()).toHaveLength(40);
    crm.isDown = () => false;
    crm.later(2);
    await pullDue(crm.deps);
    await pullDue(crm.deps);
    expect(await crm.standing()).toEqual(ids(1, 5));
  });

  it('is forgotten when what is asked for is another list', async () => {
    const id = await setUp(ids(1, 5));
    const { version } = await crm.source(id);
    const body = crm.build({ ...whole, url: `${crm.origin}/visits?x=1&cursor={cursor}` });
    await changeSource(crm.deps, root, { ...body, id, version, isOn: true });
    expect((await crm.source(id)).waiting).toBeUndefined();
  });
});

it('counts what is taken back already as gone', async () => {
  crm.give('visits', rows(ids(1, 4)));
  const id = await crm.register(whole);
  await crm.pull(id);
  await withdrawRecord(crm.deps, { kind: 'visits', externalId: 'v001', by: 'key:crm' });
  crm.give('visits', rows(ids(2, 4)));
  await crm.pull(id);
  expect(await counts(id)).toMatchObject({ withdrawn: 0 });
});
