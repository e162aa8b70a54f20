import { beforeEach, expect, it } from 'vitest';
import type { UnreadRow } from '../../../server/feishu/platform.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { reconcileYesterday } from '../../../server/flow/punch/reconcile-attendance.ts';
import { relay } from '../../../server/flow/relay.ts';
import { savePerson } from '../../../server/store/people.ts';
import { findReconciliation } from '../../../server/store/reconciliations.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPunch, buildPunches, createShop } from '../../support/phone.ts';
import { at, buildPerson, DAY } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
/** What the platform has. */
let flows: {
  recordId: string;
  userId: string;
  at: Date;
  isField: boolean;
  isWifi: boolean;
  isByPerson: boolean;
}[];
let unread: UnreadRow[];
let deps: Deps;
const flowAt = (clock: string, recordId: string) => ({
  recordId,
  userId: 'u_zhang',
  at: at(clock),
  isField: false,
  isWifi: false,
  isByPerson: true,
});

beforeEach(async () => {
  shop = await createShop();
  flows = [];
  unread = [];
  const { feishu } = shop.deps;
  const attendance = { ...feishu.attendance, fetchFlows: () => Promise.resolve({ flows, unread }) };
  deps = { ...shop.deps, feishu: { ...feishu, attendance } };
  await shop.agree('location');
  await savePerson(buildPerson({ id: 'boss', roles: ['employee', 'admin'] }));
});

const NEXT_DAY = '2026-11-20';

it('writes again what the platform lost, and counts what was punched there', async () => {
  const [kept, lost] = [buildPunch('09:00'), buildPunch('14:00', { kind: 'out' })];
  await takePunches(deps, shop.promoter, buildPunches([kept, lost]));
  await relay(deps);
  shop.recording.punches.length = 0;
  flows = [flowAt('09:00', 'f1'), flowAt('13:05', 'native')];
  shop.setNow(at('04:30', NEXT_DAY));
  await reconcileYesterday(deps);
  expect(shop.recording.punches).toMatchObject([{ id: lost.id }]);
  expect(await findReconciliation(DAY)).toMatchObject({ checked: 2, missing: [lost.id], onlyThere: 1 });
});

it('runs once a day, after four, and tells the administrator of a punch that stays missing', async () => {
  const punch = buildPunch('09:00');
  await takePunches(deps, shop.promoter, buildPunches([punch]));
  shop.setNow(at('03:59', NEXT_DAY));
  await reconcileYesterday(deps);
  expect(await findReconciliation(DAY)).toBeNull();
  shop.setNow(at('04:00', NEXT_DAY));
  await reconcileYesterday(deps);
  await reconcileYesterday(deps);
  expect(shop.recording.punches).toHaveLength(1);
  shop.setNow(at('09:30', '2026-11-21'));
  await reconcileYesterday(deps);
  await relay(deps);
  expect(shop.recording.messages.filter(({ to }) => to === 'ou_boss')).toHaveLength(1);
});

it('writes nothing when the platform’s list cannot be read', async () => {
  await takePunches(deps, shop.promoter, buildPunches([buildPunch('09:00')]));
  shop.setNow(at('04:30', NEXT_DAY));
  const { feishu } = deps;
  const attendance = { ...feishu.attendance, fetchFlows: () => Promise.reject(new Error('down')) };
  await expect(reconcileYesterday({ ...deps, feishu: { ...feishu, attendance } })).rejects.toThrow('down');
  expect(shop.recording.punches).toEqual([]);
  expect(await findReconciliation(DAY)).toBeNull();
});

it('calls no punch missing of somebody of whom a record cannot be read', async () => {
  await takePunches(deps, shop.promoter, buildPunches([buildPunch('09:00')]));
  await relay(deps);
  shop.recording.punches.length = 0;
  unread = [{ userId: 'u_zhang', field: 'check_time' }];
  shop.setNow(at('04:30', NEXT_DAY));
  await reconcileYesterday(deps);
  expect(shop.recording.punches).toEqual([]);
  expect(await findReconciliation(DAY)).toMatchObject({ checked: 0, missing: [] });
  unread = [];
  shop.setNow(at('04:30', '2026-11-21'));
  await reconcileYesterday(deps);
  expect(shop.recording.punches).toHaveLength(1);
});
