import { beforeEach, expect, it } from 'vitest';
import { conflict, platformFailed } from '../../server/errors.ts';
import { healQuiet, noteHealth } from '../../server/flow/health.ts';
import { relay } from '../../server/flow/relay.ts';
import { pullAttendance } from '../../server/flow/punch/upcoming.ts';
import { savePerson } from '../../server/store/people.ts';
import { useDatabase } from '../support/db.ts';
import { buildPerson, createCompany, type Company } from './company.ts';

useDatabase();
let company: Company;
const HOUR_MS = 3_600_000;
beforeEach(async () => {
  company = await createCompany();
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
});
const cards = () => company.recording.to('ou_root');
const shown = () => cards().map((message) => company.recording.textOf(message));
const note = async (part: Parameters<typeof noteHealth>[1], fault: Parameters<typeof noteHealth>[2]) => {
  await noteHealth(company.deps, part, fault);
  await relay(company.deps);
};
const later = (ms: number) => company.setNow(new Date(+company.deps.now() + ms));
const broken = conflict('mass_change');

it('tells administrators once a day of everything that fails, in one card', async () => {
  await note('org-sync', broken);
  await note('org-sync', broken);
  expect(cards()).toHaveLength(1);
  await note('cards', platformFailed('im.message.create', 230_013));
  expect(cards()).toHaveLength(2);
  for (const text of shown()) {
    expect(text).toContain('通讯录同步已停止');
    expect(text).toContain('有卡片无法送达');
    expect(text).toContain('2 项需要处理');
  }
  later(24 * HOUR_MS);
  await note('org-sync', broken);
  expect(cards()).toHaveLength(3);
});

it('shows on the cards already sent what works again', async () => {
  await note('org-sync', broken);
  await note('audit', conflict('audit_broken'));
  await note('org-sync', null);
  for (const text of shown()) {
    expect(text).not.toContain('通讯录同步已停止');
    expect(text).toContain('审计记录校验未通过');
    expect(text).toMatch(/已恢复.*通讯录同步/);
  }
  await note('audit', null);
  await note('audit', null);
  for (const text of shown()) expect(text).toContain('"已恢复"');
  expect(cards()).toHaveLength(2);
});

it('takes undelivered cards for over after a quiet day', async () => {
  await note('cards', platformFailed('im.message.create', 230_013));
  later(23 * HOUR_MS);
  await healQuiet(company.deps);
  await relay(company.deps);
  expect(shown()[0]).toContain('有卡片无法送达');
  later(HOUR_MS);
  await healQuiet(company.deps);
  await relay(company.deps);
  expect(shown()[0]).not.toContain('有卡片无法送达');
});

it('tells when shifts cannot be read, and when they can again', async () => {
  let fails = true;
  const attendance = {
    ...company.deps.feishu.attendance,
    fetchFlows: async () => ({ flows: [], unread: [] }),
    fetchSchedules: async () => {
      if (fails) throw platformFailed('attendance.userDailyShift.query', 99_991_672);
      return { days: [], absences: [] };
    },
  };
  const deps = { ...company.deps, feishu: { ...company.deps.feishu, attendance } };
  await expect(pullAttendance(deps)).rejects.toMatchObject({ code: 'platform_failed' });
  await relay(deps);
  expect(shown()[0]).toContain('排班和打卡没有更新');
  fails = false;
  await pullAttendance(deps);
  await relay(deps);
  expect(shown()[0]).not.toContain('排班和打卡没有更新');
});
