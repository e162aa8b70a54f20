import { describe, expect, it } from 'vitest';
import { appendAudit, appendAudits, listAudit, verifyAudit } from '../../server/store/audit.ts';
import { useDatabase } from '../support/db.ts';

const item = (n: number) => ({
  id: `entry-${n}`,
  entry: {
    at: new Date(Date.UTC(2026, 10, 20, 10, n)),
    actorId: 'system',
    action: 'test.do',
    subject: 'tests:1',
  },
});

describe('the audit chain', () => {
  useDatabase();

  it('takes many entries in their order, and none twice', async () => {
    await appendAudit('entry-2', item(2).entry);
    await appendAudits([item(1), item(2), item(3), item(3)]);
    await appendAudits([item(1), item(2), item(3)]);
    expect((await listAudit('tests:1')).map(({ _id, seq }) => [_id, seq])).toEqual([
      ['entry-2', 1],
      ['entry-1', 2],
      ['entry-3', 3],
    ]);
    expect(await verifyAudit()).toEqual({ ok: true, count: 3 });
  });

  it('stays whole when several append overlapping batches at once', async () => {
    const batch = (from: number) => Array.from({ length: 6 }, (_, at) => item(from + at));
    await Promise.all([0, 3, 6, 9].map((from) => appendAudits(batch(from))));
    expect(await verifyAudit()).toEqual({ ok: true, count: 15 });
  });

  it('does nothing with nothing', async () => {
    const before = await verifyAudit();
    await appendAudits([]);
    expect(await verifyAudit()).toEqual(before);
  });
});
