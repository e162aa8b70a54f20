import { beforeEach, describe, expect, it } from 'vitest';
import { detectPerson } from '../../server/flow/detect.ts';
import { relay } from '../../server/flow/relay.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { savePerson } from '../../server/store/people.ts';
import { verifyAudit } from '../../server/store/audit.ts';
import { isStoreFull, noteRoom } from '../../server/store/health.ts';
import { findUnfinished } from '../../server/store/outbox.ts';
import { useDatabase } from '../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from './company.ts';

describe('the relay', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
  });
  const later = (minutes: number) => company.setNow(new Date(+company.deps.now() + minutes * 60_000));

  it('sends one message although it dies between sending and marking', async () => {
    const { deps, recording } = company;
    const dying = {
      ...deps,
      feishu: {
        ...deps.feishu,
        messages: {
          ...deps.feishu.messages,
          sendCard: async (input: Parameters<typeof deps.feishu.messages.sendCard>[0]) => {
            await deps.feishu.messages.sendCard(input);
            throw new Error('killed');
          },
        },
      },
    };
    await detectPerson(dying, 'zhang');
    expect(recording.messages.length).toBeGreaterThan(0);
    later(2);
    await relay(deps);
    const readers = ['oc_pudong', 'ou_wang', 'ou_zhang', 'ou_li'];
    expect(readers.map((reader) => recording.to(reader).length)).toEqual([1, 1, 1, 1]);
    expect(new Set(recording.messages.map(({ uuid }) => uuid)).size).toBe(recording.messages.length);
    expect(recording.messages.every(({ uuid }) => uuid.length <= 50)).toBe(true);
    const [alert] = await findAlerts('zhang', DAY, DAY);
    expect(alert?.sent.map(({ slot }) => slot).toSorted()).toEqual(['group', 'manager', 'nudge']);
  });

  it('leaves nothing behind, and says nothing twice when several run at once', async () => {
    const { deps, recording } = company;
    await detectPerson(deps, 'zhang');
    await Promise.all([relay(deps), relay(deps), relay(deps)]);
    await relay(deps);
    expect(await findUnfinished(new Date('2100-01-01'), 10)).toEqual([]);
    expect(recording.messages).toHaveLength(5);
    expect(await verifyAudit()).toMatchObject({ ok: true, count: 4 });
  });

  it('keeps a message that the platform refuses, waits longer each time, and does the rest meanwhile', async () => {
    const { deps, recording } = company;
    recording.failing.send = true;
    await detectPerson(deps, 'zhang');
    expect((await relay(deps)).failed).toBeGreaterThan(0);
    const waiting = async () =>
      (await findUnfinished(new Date('2100-01-01'), 10)).flatMap(({ pending }) => pending);
    expect((await waiting()).every(({ kind }) => kind === 'card')).toBe(true);
    expect((await waiting())[0]).toMatchObject({ attempts: 1, failure: 'platform_failed' });
    expect(await relay(deps)).toEqual({ done: 0, failed: 0 });
    later(1);
    await relay(deps);
    expect((await waiting())[0]).toMatchObject({ attempts: 2, notBefore: new Date(+deps.now() + 60_000) });
    recording.failing.send = false;
    later(1);
    await relay(deps);
    expect(recording.messages).toHaveLength(5);
    expect(await waiting()).toEqual([]);
  });

  it('has a bug logged by its place, but no full disk, and after five failures told to the administrators', async () => {
    await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
    const bugs: [string, unknown][] = [];
    const bug = new TypeError('张三');
    const deps = {
      ...company.deps,
      noteBug: (where: string, error: unknown) => void bugs.push([where, error]),
    };
    const sendCard = async () => Promise.reject(bug);
    const broken = { ...deps, feishu: { ...deps.feishu, messages: { ...deps.feishu.messages, sendCard } } };
    const full = Object.assign(new Error('no room'), { code: 14_031 });
    const noRoom = async () => Promise.reject(full);
    await detectPerson(
      { ...deps, feishu: { ...deps.feishu, messages: { ...deps.feishu.messages, sendCard: noRoom } } },
      'zhang',
    );
    expect([isStoreFull(), bugs]).toEqual([true, []]);
    noteRoom();
    later(16);
    for (let failures = 0; failures < 5; failures += 1) {
      await relay(broken);
      later(16);
    }
    expect(bugs).toContainEqual(['relay card of alerts', bug]);
    await relay(deps);
    expect(company.recording.to('ou_root').map(company.recording.textOf)[0]).toContain('unexpected');
  });

  it('sends what carries a legal clock first when much waits, as after a time without quota', async () => {
    const { deps, recording } = company;
    recording.failing.send = true;
    await detectPerson(deps, 'zhang');
    await relay(deps);
    recording.failing.send = false;
    later(1);
    await relay(deps);
    expect(recording.messages.map(({ to }) => to)).toHaveLength(5);
    expect(recording.messages[0]?.to).toBe('ou_li');
  });

  it('sends a new card when the old one is too old to change', async () => {
    const { deps, recording } = company;
    await detectPerson(deps, 'zhang');
    await relay(deps);
    recording.failing.tooOld = recording.messages.map(({ messageId }) => messageId);
    await dwell('zhang', { from: '10:00', to: '11:20', where: 'store', receivedAt: at('11:40') });
    await dwell('zhang', { from: '10:01', to: '11:21', where: 'store', receivedAt: at('11:40') });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    expect(recording.to('oc_pudong')).toHaveLength(2);
    expect(recording.textOf(recording.to('oc_pudong')[1])).toContain('已核实无误');
    const [alert] = await findAlerts('zhang', DAY, DAY);
    expect(alert?.sent.find(({ slot }) => slot === 'group')?.messageId).toBe(
      recording.to('oc_pudong')[1]?.messageId,
    );
  });
});
