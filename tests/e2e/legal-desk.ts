import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { DEFAULT_POLICY } from '../../server/domain/policy/default-policy.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { acknowledgePolicy, adoptPolicy } from '../../server/flow/policy/policy.ts';
import type { Person } from '../../server/store/people.ts';
import { sure } from './parts.ts';

type Press = (what: Locator) => Promise<void>;
const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Art. 39(4): evidence of second employment, the person heard. */
export async function walkDualPath(page: Page, press: Press): Promise<void> {
  const desk = region(page, '处分程序');
  await press(desk.getByRole('radio', { name: '第 39 条第（四）项', exact: false }));
  await desk.getByText('还缺：').first().waitFor();
  await press(desk.locator('summary', { hasText: '列出证据' }));
  for (const [index, [kind, note]] of [
    ['document', '其他单位的劳动合同复印件'],
    ['witness', '同事书面证言'],
  ].entries()) {
    const row = desk.getByRole('group', { name: `证据 ${index + 1}` });
    await row.getByLabel('种类').selectOption(kind ?? '');
    await row.getByLabel('内容').fill(note ?? '');
  }
  await press(desk.getByRole('button', { name: '登记这一步 · 列出证据' }));
  await press(sure(page));
  await press(desk.locator('summary', { hasText: '听取本人意见' }));
  await press(desk.getByRole('button', { name: '登记这一步 · 听取本人意见' }));
  await press(sure(page));
  await desk.locator('summary', { hasText: '要求本人改正' }).waitFor();
}

/** The demand to stop: made, handed in at the post office, signed for. */
export async function makeDemand(page: Page, press: Press): Promise<void> {
  const [desk, letters] = [region(page, '处分程序'), region(page, '文书')];
  await press(letters.locator('summary', { hasText: '制作文书' }));
  await press(letters.getByRole('radio', { name: '限期改正通知书' }));
  await letters.getByLabel('其他单位名称').fill('某某便利店');
  await letters.getByLabel('改正期限').fill('2027-03-31');
  await press(letters.getByRole('button', { name: '生成 PDF' }));
  await press(sure(page));
  const link = letters.getByRole('link', { name: '打开 PDF', exact: false });
  await link.waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), press(link)]);
  expect(saved.suggestedFilename()).toMatch(/^L-.*\.pdf$/);
  await press(desk.locator('summary', { hasText: '要求本人改正' }));
  await press(desk.getByRole('radio', { name: 'L-', exact: false }));
  await press(desk.getByRole('button', { name: '登记这一步 · 要求本人改正' }));
  await press(sure(page));
}

/** The post office's day stands in the file; a day before the letter is refused next to the form. */
export async function deliverDemand(page: Page, press: Press, at: Date): Promise<void> {
  const [desk, letters] = [region(page, '处分程序'), region(page, '文书')];
  await press(letters.locator('summary', { hasText: '登记送达' }));
  await press(letters.getByRole('radio', { name: 'EMS 邮寄' }));
  await letters.getByLabel('快递单号').fill('EA123456789CN');
  await letters.getByLabel('投递结果').selectOption('signed');
  await letters.getByLabel('送达时间').fill('2020-01-01T00:00');
  await press(letters.getByRole('button', { name: '登记送达' }));
  await press(sure(page));
  await letters.getByRole('alert').filter({ hasText: '时间' }).waitFor();
  await letters.getByLabel('送达时间').fill(await localTime(page, at));
  await press(letters.getByRole('button', { name: '登记送达' }));
  await press(sure(page));
  await letters.getByText('有效送达', { exact: false }).first().waitFor();
  await press(desk.locator('summary', { hasText: '证明要求已送达' }));
  await press(desk.getByRole('button', { name: '登记这一步 · 证明要求已送达' }));
  await press(sure(page));
  await desk.getByText('要求已送达').first().waitFor();
}

export async function askForPack(page: Page, press: Press): Promise<void> {
  const packs = region(page, '证据包');
  await press(packs.locator('summary', { hasText: '申请证据包' }));
  await press(packs.getByRole('button', { name: '填入模板' }));
  await press(packs.getByRole('button', { name: '申请证据包' }));
  await packs.getByText('等待第二人同意').waitFor();
}

/** An instant as a field for a time takes it, in the browser's own zone. */
const localTime = (page: Page, at: Date): Promise<string> =>
  page.evaluate((atMs) => {
    const zoneMs = new Date(atMs).getTimezoneOffset() * 60_000;
    return new Date(atMs - zoneMs).toISOString().slice(0, 16);
  }, +at);

/** The rule that binds `person` from `effectiveAt` on: adopted, in force, read. */
export async function bindRule(deps: Deps, person: Person, effectiveAt: Date): Promise<void> {
  const then = { ...deps, now: () => effectiveAt };
  const { version, hash } = await adoptPolicy(then, {
    ...DEFAULT_POLICY,
    consultation: '公示 7 日，无异议',
    effectiveAt,
  });
  const reading = { version, hash, language: 'zh', readMs: 60_000 } as const;
  await acknowledgePolicy(then, { personId: person.id, roles: person.roles }, reading);
}
