import { expect, it } from 'vitest';
import type { PunchView } from '../../../../server/contract/views.ts';
import { punchesOf } from '../../../../miniapp/phone/checkin/punch-rows.ts';
import type { QueuedPunch } from '../../../../miniapp/track/database.ts';

const NOW = Date.parse('2026-11-02T08:00:00Z');
const listed: PunchView = {
  id: 'a',
  kind: 'in',
  at: '2026-11-02T01:00:00Z',
  status: 'confirmed',
  reasons: [],
  hasPhoto: false,
};
const queued = (id: string, at: string): QueuedPunch => ({
  personId: 'p1',
  id,
  punch: { id, kind: 'out', capturedAtMs: Date.parse(at) },
  stamp: { capturedAtMs: Date.parse(at), monoMs: 0, pageId: 'life-1' },
});

it('shows what still waits on the phone beside what the server has, in order of time', () => {
  const rows = punchesOf(
    [listed],
    [queued('b', '2026-11-02T07:00:00Z'), queued('c', '2026-11-02T00:30:00Z')],
    { nowMs: NOW, offsetMs: 0 },
  );
  expect(rows.map(({ id, status }) => [id, status])).toEqual([
    ['c', 'queued'],
    ['a', 'confirmed'],
    ['b', 'queued'],
  ]);
});

it('shows a punch once when both know it, as the server sees it', () => {
  expect(punchesOf([listed], [queued('a', '2026-11-02T01:00:00Z')], { nowMs: NOW, offsetMs: 0 })).toEqual([
    listed,
  ]);
});

it('keeps the server’s word for a punch that its list does not show yet', () => {
  const at = '2026-11-02T07:00:00Z';
  const { stamp: _stamp, ...sent } = queued('b', at);
  const receipt = {
    id: 'b',
    index: 0,
    status: 'created',
    punch: { status: 'needs_confirmation', reasons: [], at },
  } as const;
  expect(
    punchesOf([], [{ ...sent, receipt: { ...receipt, punch: { ...receipt.punch, reasons: [] } } }], {
      nowMs: NOW,
      offsetMs: 0,
    }),
  ).toMatchObject([{ id: 'b', status: 'needs_confirmation' }]);
});

it('says of a punch that the server could not take that it was not taken, not that it waits', () => {
  const { stamp: _stamp, ...sent } = queued('b', '2026-11-02T07:00:00Z');
  const receipt = { id: 'b', index: 0, status: 'rejected', code: 'invalid' } as const;
  const rows = punchesOf([], [{ ...sent, receipt }], { nowMs: NOW, offsetMs: 0 });
  expect(rows).toMatchObject([{ id: 'b', status: 'rejected' }]);
});

it('leaves yesterday’s unsent punches out of today', () => {
  expect(punchesOf([], [queued('b', '2026-11-01T10:00:00Z')], { nowMs: NOW, offsetMs: 0 })).toEqual([]);
});

it('shows the server’s time of a waiting punch when the phone’s clock is 47 minutes slow', () => {
  const [row] = punchesOf([], [queued('b', '2026-11-02T07:00:00Z')], { nowMs: NOW, offsetMs: 47 * 60_000 });
  expect(row?.at).toBe('2026-11-02T07:47:00.000Z');
});
