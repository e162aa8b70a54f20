import { describe, expect, it } from 'vitest';
import { confirmMissing } from '../../../server/flow/pull/pull-confirm.ts';
import { pullDue } from '../../../server/flow/pull/pull-run.ts';
import { changeSource, deleteSource } from '../../../server/flow/pull/pull-source.ts';
import { relay } from '../../../server/flow/relay.ts';
import { pullSourceView } from '../../../server/http/views/pull-source-view.ts';
import { useDatabase } from '../../support/db.ts';
import { root, useCrm, visit } from './crm.ts';

useDatabase();
const crm = useCrm();
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => visit(`v${String(from + at).padStart(3, '0')}`));
const whole = { isWhole: true };
const pull = async (id: string): Promise<void> => {
  await crm.pull(id);
  await relay(crm.deps);
};
const change = async (id: string, changed: object, isOn = true): Promise<void> => {
  const { version } = await crm.source(id);
  await changeSource(crm.deps, root, { ...crm.build({ ...whole, ...changed }), id, version, isOn });
  await relay(crm.deps);
};

describe('a list whose withdrawals wait', () => {
  const setUp = async (left: number): Promise<string> => {
    crm.give('visits', rows(1, 80));
    const id = await crm.register(whole);
    await pull(id);
    crm.give('visits', rows(1, left));
    await pull(id);
    return id;
  };

  it('is told to IT once, and says on the same card how many they are by now', async () => {
    const id = await setUp(60);
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain('数据来源等待确认撤回 · crm');
    expect(crm.toIt()[0]).toContain('20 条（共 80 条）');
    await pull(id);
    crm.give('visits', rows(1, 58));
    await pull(id);
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain('22 条（共 80 条）');
  });

  it('is told anew when it has grown by half, and all its cards end with it', async () => {
    const id = await setUp(60);
    crm.give('visits', rows(1, 50));
    await pull(id);
    expect(crm.toIt()).toHaveLength(2);
    for (const text of crm.toIt()) expect(text).toContain('30 条（共 80 条）');
    crm.give('visits', rows(1, 45));
    await pull(id);
    expect(crm.toIt()).toHaveLength(2);
    crm.give('visits', rows(1, 80));
    await pull(id);
    expect(crm.toIt()).toHaveLength(2);
    for (const text of crm.toIt()) expect(text).toContain('不再需要确认');
  });

  it('says that it is confirmed, and stays so when another one waits', async () => {
    const id = await setUp(60);
    await confirmMissing(crm.deps, root, { id, run: 2 });
    await relay(crm.deps);
    expect(crm.toIt()[0]).toContain('已确认');
    await pullDue(crm.deps);
    await relay(crm.deps);
    expect(crm.toIt()).toHaveLength(1);
    crm.give('visits', rows(1, 40));
    await pull(id);
    expect(crm.toIt()).toHaveLength(2);
    expect(crm.toIt()[0]).not.toContain('需要确认');
    expect(crm.toIt()[1]).toContain('20 条（共 60 条）');
  });

  it.each([
    ['paused', async (id: string) => change(id, {}, false)],
    ['changed', async (id: string) => change(id, { url: `${crm.origin}/visits?x=1&cursor={cursor}` })],
    ['deleted', async (id: string) => deleteSource(crm.deps, root, id)],
  ])('of a source that is %s says so', async (_, stop) => {
    const id = await setUp(60);
    await stop(id);
    await relay(crm.deps);
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain('不再处理');
  });
});

describe('a whole list that is never read to its end', () => {
  const viewOf = async (id: string) =>
    pullSourceView(await crm.source(id), { createdBy: 'root', now: crm.now });
  /** Stops at the second page and goes on from there. */
  const pullBroken = async (id: string): Promise<void> => {
    crm.isDown = (url) => url.endsWith('cursor=1');
    await pull(id);
    crm.isDown = () => false;
    crm.later(2);
    await pullDue(crm.deps);
    await relay(crm.deps);
    crm.later(12 * 60);
  };
  const setUp = async (): Promise<string> => {
    crm.give('visits', rows(1, 4), rows(5, 8));
    return crm.register(whole);
  };

  it('is told to IT and shown with its third pull in a row, a day on, until one is', async () => {
    const id = await setUp();
    await pullBroken(id);
    await pullBroken(id);
    expect([crm.toIt(), (await viewOf(id)).unread]).toEqual([[], undefined]);
    await pullBroken(id);
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain('一直没有整个读完 · crm');
    expect(crm.toIt()[0]).toContain('每次都在中途断开');
    expect((await viewOf(id)).unread).toMatchObject({ runs: 3, why: 'broken' });
    await pullBroken(id);
    expect(crm.toIt()).toHaveLength(1);
    await pull(id);
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain('已恢复');
    expect((await viewOf(id)).unread).toBeUndefined();
  });

  it('is no matter of an evening', async () => {
    const id = await setUp();
    for (let n = 0; n < 5; n += 1) {
      await pullBroken(id);
      crm.later(-11 * 60);
    }
    expect(crm.toIt()).toEqual([]);
  });

  it('counts pulls that are begun anew, and does not repeat what IT knows as an outage', async () => {
    const id = await setUp();
    crm.give('visits', ...Array.from({ length: 9 }, () => rows(1, 4)));
    for (let n = 0; n < 6; n += 1) {
      await pull(id);
      crm.later(24 * 60);
    }
    expect(await crm.source(id)).toMatchObject({ unread: { runs: 6, why: 'broken' } });
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain('一直没有整个读完');
  });

  it.each([
    ['has ids nobody can read', '编号读不出来', () => [visit('不行'), visit('v001')]],
    ['is empty', '列表是空的', () => []],
  ])('is told too when it %s', async (_, words, page) => {
    const id = await setUp();
    await pull(id);
    crm.give('visits', page());
    for (let n = 0; n < 3; n += 1) {
      crm.later(24 * 60);
      await pull(id);
    }
    expect(crm.toIt()).toHaveLength(1);
    expect(crm.toIt()[0]).toContain(words);
  });

  it('that never had anything is nobody’s matter, nor one that is not whole', async () => {
    crm.give('visits', []);
    const id = await crm.register(whole);
    const other = await crm.register({ name: 'part' });
    for (let n = 0; n < 4; n += 1) {
      await pull(id);
      await pull(other);
      crm.later(24 * 60);
    }
    expect(crm.toIt()).toEqual([]);
  });

  it('says on its card that the source is changed', async () => {
    const id = await setUp();
    for (let n = 0; n < 3; n += 1) await pullBroken(id);
    await change(id, {}, false);
    expect(crm.toIt()[0]).toContain('不再处理');
    await change(id, {});
    expect(crm.toIt()[0]).toContain('需要处理');
    await change(id, { isWhole: undefined });
    expect(crm.toIt()[0]).toContain('已恢复');
  });
});
