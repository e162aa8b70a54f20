import { beforeEach, describe, expect, it } from 'vitest';
import { platformFailed } from '../../../server/errors.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { relay } from '../../../server/flow/relay.ts';
import { verifyAudit } from '../../../server/store/audit.ts';
import { findUnfinished } from '../../../server/store/outbox.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPunch, buildPunches, createShop } from '../../support/phone.ts';

describe('what the relay does together', () => {
  useDatabase();
  let shop: Awaited<ReturnType<typeof createShop>>;
  let ids: string[];
  beforeEach(async () => {
    shop = await createShop();
    await shop.agree('location');
    const punches = ['10:00', '10:10', '10:20', '10:30'].map((clock) => buildPunch(clock));
    await takePunches(shop.deps, shop.promoter, buildPunches(punches));
    ids = punches.map(({ id }) => id);
  });
  const written = () => shop.recording.punches.map(({ id }) => id).toSorted();
  const waiting = async () =>
    (await findUnfinished(new Date('2100-01-01'), 50)).filter(({ collection }) => collection === 'punches');

  it('writes all punches to the attendance record in one call, each once', async () => {
    let calls = 0;
    const attendance = {
      ...shop.deps.feishu.attendance,
      writePunches: (rows: Parameters<typeof shop.deps.feishu.attendance.writePunches>[0]) => {
        calls += 1;
        return shop.deps.feishu.attendance.writePunches(rows);
      },
    };
    await relay({ ...shop.deps, feishu: { ...shop.deps.feishu, attendance } });
    await relay(shop.deps);
    expect(calls).toBe(1);
    expect(written()).toEqual(ids.toSorted());
    expect(await waiting()).toEqual([]);
    expect((await verifyAudit()).ok).toBe(true);
  });

  it('lets one that the platform refuses wait by itself, and does the others', async () => {
    const [refused = ''] = ids;
    const attendance = {
      ...shop.deps.feishu.attendance,
      writePunches: async (rows: Parameters<typeof shop.deps.feishu.attendance.writePunches>[0]) => {
        if (rows.some(({ id }) => id === refused)) throw platformFailed('attendance', 1);
        await shop.deps.feishu.attendance.writePunches(rows);
      },
    };
    const { failed } = await relay({ ...shop.deps, feishu: { ...shop.deps.feishu, attendance } });
    expect(failed).toBe(1);
    expect(written()).toEqual(ids.filter((id) => id !== refused).toSorted());
    const left = await waiting();
    expect(
      left.map(({ id, pending }) => [id, pending.map(({ kind, attempts }) => [kind, attempts])]),
    ).toEqual([[refused, [['attendance', 1]]]]);
  });
});
