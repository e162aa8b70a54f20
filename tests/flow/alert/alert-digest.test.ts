import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { pressAlert } from '../../../server/flow/alert/alert-action.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { sendDigests } from '../../../server/flow/alert/alert-digest.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { findPerson } from '../../../server/store/people.ts';
import { saveSetting } from '../../../server/store/settings.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const NEXT = '2026-11-20';
const GROUP = 'oc_pudong';

describe('the digest of a manager group', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await giveShift('zhang', '2026-11-17');
  });
  const inGroup = () => company.recording.to(GROUP);
  const textOf = (index = 0) => company.recording.textOf(inGroup()[index]);
  const sweepAt = async (clock: string, day = NEXT) => {
    company.setNow(at(clock, day));
    await sweep(company.deps);
  };
  /** Two medium days, told to the manager at 09:00 of the working day after. */
  const repeat = async () => {
    await dwell('zhang', { from: '10:00', to: '10:40', day: '2026-11-17' });
    await detectPerson(company.deps, 'zhang');
    await dwell('zhang', { from: '10:00', to: '10:40' });
    await detectPerson(company.deps, 'zhang');
    await sweepAt('09:00');
  };
  const alert = async () => {
    const [found] = await findAlerts('zhang', DAY, DAY);
    if (found === undefined) throw new Error('no alert');
    return found;
  };
  const manager = async () => {
    const found = await findPerson('wang');
    if (found === null) throw new Error('no manager');
    return found;
  };

  it('tells a medium alert to its manager at once and to the group at 09:30, once', async () => {
    await repeat();
    expect(company.recording.to('ou_wang')).toHaveLength(1);
    expect(inGroup()).toEqual([]);
    await sweepAt('09:29');
    expect(inGroup()).toEqual([]);
    await sweepAt('09:30');
    expect(inGroup()).toHaveLength(1);
    expect(textOf()).toContain('待核实汇总 · 11月20日 09:30');
    expect(textOf()).toContain((await alert()).pseudonym);
    for (const clock of ['09:31', '16:00']) await sweepAt(clock);
    expect(inGroup()).toHaveLength(1);
  });

  it('puts no name, store, brand or place into it', async () => {
    await repeat();
    await sweepAt('09:30');
    expect(textOf()).not.toMatch(/张导购|竞品|门店店|旗舰|121\.|31\.|自家/);
    expect(textOf()).not.toMatch(/兼职|旷工|违规|作弊/);
  });

  it('tells a grave alert at once and leaves it out of the digest', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    expect(inGroup()).toHaveLength(1);
    expect(textOf()).not.toContain('汇总');
    await sweepAt('16:00', DAY);
    await sweepAt('09:30');
    expect(inGroup()).toHaveLength(1);
  });

  it('shows in the digest when an alert has been handled', async () => {
    await repeat();
    await sweepAt('09:30');
    company.setNow(at('10:00', NEXT));
    const press = { action: 'ask', form: {} } as const;
    await pressAlert(company.deps, { alert: await alert(), manager: await manager(), press });
    await relay(company.deps);
    const [digest] = inGroup();
    expect(inGroup()).toHaveLength(1);
    expect(JSON.stringify(digest?.updates.at(-1))).toContain('已全部处理');
  });

  it('makes up for a digest that was missed, in the next one, and tells nothing twice', async () => {
    await repeat();
    await sweepAt('17:20');
    expect(inGroup()).toHaveLength(1);
    expect(textOf()).toContain('16:00');
    // As if it had died before it noted that this digest was made.
    await saveSetting('digest-at', at('09:30', NEXT));
    await Promise.all([sendDigests(company.deps), sendDigests(company.deps)]);
    await relay(company.deps);
    await sweepAt('09:30', '2026-11-21');
    expect(inGroup()).toHaveLength(1);
  });

  it('asks for nothing by a time that has passed, neither in the group nor of the manager', async () => {
    await repeat();
    await sweepAt('09:30');
    expect(textOf()).toContain('前处理');
    const [asked] = company.recording.to('ou_wang');
    expect(company.recording.textOf(asked)).toContain('前答复');
    const updates = () => asked?.updates.length ?? 0;
    await sweepAt('09:01', '2026-11-21');
    expect(textOf()).not.toContain('前处理');
    expect(textOf()).toContain('待核实');
    expect(company.recording.textOf(asked)).toContain('答复期限（11月21日 09:00）已过');
    const once = updates();
    await sweepAt('09:05', '2026-11-21');
    expect(updates()).toBe(once);
  });

  it('writes no card when there is nothing to tell', async () => {
    await sweepAt('09:30');
    expect(inGroup()).toEqual([]);
    expect(await mongoose.connection.collection('digests').countDocuments()).toBe(0);
  });

  it('waits for the morning when it comes late at night', async () => {
    await repeat();
    await sweepAt('22:00');
    expect(inGroup()).toEqual([]);
    await sweepAt('08:31', '2026-11-21');
    expect(inGroup()).toHaveLength(1);
  });
});
