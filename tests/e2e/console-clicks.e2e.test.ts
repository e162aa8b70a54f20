import type { Browser, Locator, Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../server/domain/case/case.ts';
import { APPROVAL_CODES, buildOrgMapping, buildTenant } from '../../server/demo/company.ts';
import { HR, HR_LEAD, LEGAL, openIdOf } from '../../server/demo/people.ts';
import { drawnApprovals } from '../../server/feishu/approval-forms.ts';
import { explainCase, publishCase, talkCase } from '../../server/flow/case.ts';
import { listDuty } from '../../server/flow/case/duty.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { adoptOrgMapping, syncOrg } from '../../server/flow/org/sync-org.ts';
import { buildMiniappIfStale } from '../../server/main/build-miniapp.ts';
import { findCase, insertCase, type CaseRecord } from '../../server/store/cases.ts';
import { listLetters, type Letter } from '../../server/store/letters.ts';
import { listPacks } from '../../server/store/packs.ts';
import { findPersonByOpenId, type Person } from '../../server/store/people.ts';
import { findSanction } from '../../server/store/sanctions.ts';
import { buildCase } from '../domain/case/case-example.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { seriousFindings } from '../support/phone-page.ts';
import { startWorld, type World } from '../support/world.ts';
import { askForPack, bindRule, deliverDemand, makeDemand, walkDualPath } from './legal-desk.ts';
import { fillBlanks, PATIENCE_MS, sure } from './parts.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
if (!hasBrowser && !isRequired)
  process.stderr.write(
    '\n*** SKIPPED: clicks in the console; install Chromium or Chrome, or set CHROMIUM_PATH. ***\n',
  );
/** Where pictures of the screens go, when somebody wants to look at them. */
const picturesDir = process.env['PICTURES_DIR'];
const LANE_A_CLICKS = 5;
const LANE_B_CLICKS = 15;
/** The second person opens the approval in the chat and agrees. */
const APPROVER_CLICKS = 2;

describe.skipIf(!hasBrowser && !isRequired)('a case in the console', { timeout: 240_000 }, () => {
  let world: World;
  let browser: Browser;
  let subject: Person;

  beforeAll(async () => {
    await buildMiniappIfStale(() => undefined);
    world = await startWorld({
      seed: buildTenant(drawnApprovals()),
      startAt: new Date('2026-11-16T02:00:00Z'),
      approvalCodes: APPROVAL_CODES,
    });
    await adoptOrgMapping(world.deps, buildOrgMapping(), 'live');
    await syncOrg(world.deps);
    subject = await personOf('p-1');
    await bindRule(world.deps, subject, new Date('2026-11-01T02:00:00Z'));
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  it(`is closed by a talk within ${LANE_A_CLICKS} clicks`, async () => {
    const record = await open('C-261116-TALK01');
    const { page, press, clicks } = await sitDown(HR);
    await page.getByRole('heading', { level: 1, name: '案件' }).waitFor();
    await page.getByRole('table', { name: '案件' }).waitFor();
    await press(page.getByText(record.caseNo));
    await press(region(page, '联系员工').getByRole('button', { name: '联系员工' }));
    const talk = region(page, '谈话结案');
    const fill = talk.getByRole('button', { name: '填入谈话要点' });
    await talk.getByRole('textbox').first().fill('与本人谈过');
    expect(await fill.isDisabled(), 'own words would be written over').toBe(true);
    await talk.getByRole('textbox').first().fill('');
    await press(fill);
    await picture(page, 'lane-a');
    await press(talk.getByRole('button', { name: '谈话结案' }));
    await press(sure(page));
    await page.getByRole('status').filter({ hasText: '已完成' }).waitFor();
    await page.locator('.mq-head', { hasText: '已结案' }).waitFor();
    expect(await load(record.id)).toMatchObject({ state: 'closed', lane: 'A', outcome: 'talk' });
    expect(clicks()).toBeLessThanOrEqual(LANE_A_CLICKS);
    await page.context().close();
  });

  it('leaves the keyboard nowhere on the way, and on the heading once a step has taken its panel away', async () => {
    const record = await open('C-261116-KEYB01');
    const { page } = await sitDown(HR);
    await page.getByText(record.caseNo).press('Enter');
    await region(page, '联系员工').getByRole('button', { name: '联系员工' }).focus();
    await page.evaluate(`window.lost = 0;
      const look = () => { if (document.activeElement === document.body) window.lost += 1; requestAnimationFrame(look); };
      look();`);
    await page.keyboard.press('Enter');
    await page.locator('.mq-head', { hasText: '已联系' }).waitFor();
    const heading = page.getByRole('heading', { level: 1 });
    await expect
      .poll(() => heading.evaluate((element) => element === element.ownerDocument.activeElement))
      .toBe(true);
    expect(await page.evaluate('window.lost')).toBe(0);
    expect(await heading.getAttribute('aria-describedby')).toBe('case-standing');
    await page.context().close();
  });

  it('keeps what HR was writing when a colleague’s step takes the form away', async () => {
    const record = await open('C-261116-TWOHR1');
    const { page, press } = await sitDown(HR);
    await press(page.getByText(record.caseNo));
    await press(region(page, '联系员工').getByRole('button', { name: '联系员工' }));
    const words = '与本人谈过，本人说明当天去帮家里人看店，愿意今后先申报。';
    const talk = region(page, '谈话结案');
    await talk.getByRole('textbox').first().fill(words);
    const { version } = await load(record.id);
    const { id: personId, roles } = await personOf(HR_LEAD);
    const reason = '同事已经与本人谈过，情况轻微，提醒后结案，不再另行处理。';
    await talkCase(world.deps, { personId, roles }, { caseId: record.id, version, reason });
    await press(talk.getByRole('button', { name: '谈话结案' }));
    await press(sure(page));
    const unsent = region(page, '您写的内容没有提交');
    await unsent.waitFor();
    expect(await unsent.getByRole('textbox').inputValue()).toBe(words);
    await picture(page, 'unsent-words');
    await unsent.getByRole('button', { name: '不需要了' }).click();
    await unsent.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('takes back the penalty of a closed case: only by who did not propose it, and with a reason', async () => {
    const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
    const at = world.clock.now();
    const [hr, legal] = await Promise.all([personOf(HR), personOf(LEGAL)]);
    const terms = { penalty: 'warning', reason, legalBasis: '规范第 5 条', evidence: [] } as const;
    await put({
      id: 'c-revoke',
      caseNo: 'C-261101-REVOKE',
      alertId: 'a-revoke',
      state: 'closed',
      lane: 'B',
      outcome: 'warning',
      contact: { at, byId: hr.id },
      explanationEndedAt: at,
      verification: { at, byId: hr.id, result: 'substantiated', reason },
      proposal: { at, byId: hr.id, ...terms },
      decision: { id: 'd', at, byId: legal.id, result: 'approved', comment: '同意' },
      execution: { at, decisionId: 'd', penalty: 'warning' },
    });
    const lookers = await sitDown(HR);
    await lookers.page.goto(`${world.url}/console/#/cases/c-revoke`);
    await lookers.page.getByText('由没有提出处分的', { exact: false }).waitFor();
    expect(await region(lookers.page, '撤销处分').count()).toBe(0);
    await lookers.page.context().close();
    const { page, press } = await sitDown(HR_LEAD);
    await page.goto(`${world.url}/console/#/cases/c-revoke`);
    await page.getByText('其他操作').click();
    const form = region(page, '撤销处分');
    await form.getByRole('textbox').fill('门店监控证明本人当天一直在岗，原来的定位依据不成立。');
    await picture(page, 'revoke');
    await page.setViewportSize({ width: 360, height: 740 });
    await picture(page, 'revoke-narrow');
    expect(await seriousFindings(page)).toEqual([]);
    await press(form.getByRole('button', { name: '撤销处分' }));
    await press(sure(page));
    await page.locator('.mq-head', { hasText: '处分已撤销' }).waitFor();
    await picture(page, 'revoked-narrow');
    expect(await load('c-revoke')).toMatchObject({ state: 'closed', outcome: 'revoked' });
    await page.context().close();
  });

  it('draws a long list by the hundred, finds what has ended, and is as it was left when one comes back', async () => {
    for (let n = 0; n < 120; n += 1)
      await put({
        id: `long-${n}`,
        caseNo: `C-261110-L${1000 + n}`,
        alertId: `long-a-${n}`,
        state: 'closed',
        outcome: 'talk',
      });
    const { page, press } = await sitDown(HR);
    const rows = page.getByRole('table', { name: '案件' }).getByRole('row');
    const search = page.getByRole('searchbox');
    await search.fill('C-261110-L1');
    await press(page.getByRole('button', { name: '在全部案件里有 120 件，去看' }));
    await page.getByRole('status').filter({ hasText: '120 件' }).waitFor();
    expect(await rows.count()).toBe(101);
    await press(page.getByRole('button', { name: '再显示 100 件' }));
    expect(await rows.count()).toBe(121);
    await search.fill('L1077');
    const link = page.getByRole('link', { name: 'C-261110-L1077' });
    await press(link);
    await page.getByRole('heading', { name: 'C-261110-L1077' }).waitFor();
    await page.goBack();
    await link.waitFor();
    expect(await search.inputValue()).toBe('L1077');
    await expect
      .poll(() => link.evaluate((element) => element === element.ownerDocument.activeElement))
      .toBe(true);
    await page.context().close();
  });

  it('asks before another page of the console takes away what was written, by link and by going back', async () => {
    const record = await open('C-261116-LEAVE1');
    const { page, press } = await sitDown(HR);
    await press(page.getByText(record.caseNo));
    await press(region(page, '联系员工').getByRole('button', { name: '联系员工' }));
    const field = region(page, '谈话结案').getByRole('textbox').first();
    await field.fill('与本人谈过，本人说明当天去帮家里人看店。');
    const here = page.url();
    const question = page.getByRole('dialog', { name: '离开本页' });
    const stay = async () => {
      await question.getByText('还没有提交', { exact: false }).waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      expect(page.url()).toBe(here);
      expect(await field.inputValue()).toContain('帮家里人看店');
    };
    const away = page.getByRole('navigation').getByRole('link').filter({ hasText: '员工' }).first();
    await away.focus();
    await page.keyboard.press('Enter');
    await stay();
    await page.evaluate('history.back()');
    await stay();
    await away.click();
    await question.getByRole('button', { name: '离开本页' }).click();
    await field.waitFor({ state: 'detached' });
    expect(page.url()).not.toBe(here);
    await page.context().close();
  });

  it(`comes from the first look to an executed warning within ${LANE_B_CLICKS} clicks`, async () => {
    const record = await open('C-261116-WARN01');
    const { page, press, clicks } = await sitDown(HR);
    await press(page.getByText(record.caseNo));
    await press(region(page, '联系员工').getByRole('button', { name: '联系员工' }));
    await page.locator('.mq-head', { hasText: '已联系' }).waitFor();
    await explain(record.id);
    await page.reload();
    await verify(page, press);
    await propose(page, press);
    await approve(record.id);
    await picture(page, 'lane-b-proposed');
    const { appealUntilAt } = await load(record.id);
    world.clock.set(new Date(+(appealUntilAt ?? 0) + 60_000));
    await page.context().close();
    const again = await sitDown(HR);
    await again.press(again.page.getByText(record.caseNo));
    await again.page.locator('.mq-head', { hasText: '已批准' }).waitFor();
    await picture(again.page, 'lane-b-approved');
    const execute = region(again.page, '执行').getByRole('button', { name: '执行' });
    await execute.click();
    const question = again.page.getByRole('dialog', { name: '执行' });
    await question.getByText('依据不成立才能撤销', { exact: false }).waitFor();
    await picture(again.page, 'execute-sure');
    await again.page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await load(record.id)).toMatchObject({ state: 'approved' });
    await again.press(execute);
    await again.press(sure(again.page));
    await again.page.locator('.mq-head', { hasText: '已执行' }).waitFor();
    expect(await load(record.id)).toMatchObject({ state: 'executed', execution: { penalty: 'warning' } });
    expect(clicks() + again.clicks() + APPROVER_CLICKS).toBeLessThanOrEqual(LANE_B_CLICKS);
    await again.page.context().close();
  });

  it('takes HR along a legal path, makes a letter, records its delivery and asks for the evidence', async () => {
    const record = await open('C-261116-PATH01');
    const { page, press } = await sitDown(HR);
    await press(page.getByText(record.caseNo));
    await press(region(page, '联系员工').getByRole('button', { name: '联系员工' }));
    await page.locator('.mq-head', { hasText: '已联系' }).waitFor();
    await explain(record.id);
    await page.reload();
    await region(page, '处分程序').getByText('核实为“属实”后', { exact: false }).waitFor();
    await verify(page, press);
    await walkDualPath(page, press);
    await makeDemand(page, press);
    const { issuedAt } = await letterOf(record.id);
    world.clock.set(new Date(+issuedAt + 3 * 60_000));
    await deliverDemand(page, press, new Date(+issuedAt + 2 * 60_000));
    await picture(page, 'legal-desk');
    expect(await letterOf(record.id)).toMatchObject({
      kind: 'demand',
      deliveries: [{ channel: 'ems', outcome: 'signed' }],
    });
    await expect
      .poll(() => findSanction(record.id, 'dual_employment'), { timeout: PATIENCE_MS })
      .toMatchObject({ state: 'delivered' });
    await askForPack(page, press);
    expect(await listPacks(record.id)).toMatchObject([{ status: 'asked' }]);
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    await expect
      .poll(() => page.evaluate('document.documentElement.scrollWidth'), { timeout: PATIENCE_MS })
      .toBeLessThanOrEqual(360);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'legal-desk-360');
    await press(page.getByRole('button', { name: 'English' }));
    await region(page, 'Penalty procedure').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'legal-desk-360-en');
    await page.context().close();
  });

  it('hands the penalties that were carried out over to payroll as a file', async () => {
    const { page, press } = await sitDown('hr-lead');
    await press(page.getByRole('link', { name: '处分执行' }));
    const desk = region(page, '已执行的处分');
    await desk.getByLabel('从').fill('2026-11-01');
    await desk.getByLabel('到').fill('2026-12-31');
    await press(desk.getByRole('button', { name: '查看清单' }));
    await desk.getByRole('cell', { name: 'C-261116-WARN01' }).waitFor();
    const file = page.waitForEvent('download');
    await press(desk.getByRole('link', { name: '导出 CSV' }));
    expect((await file).suggestedFilename()).toBe('executions.csv');
    await picture(page, 'executions');
    await page.context().close();
  });

  it('lets a number be retyped from nothing, and keeps the last one where nothing is left', async () => {
    const { page } = await sitDown('hr-lead');
    await page.evaluate("location.hash = '#/declarations'");
    const days = page.getByLabel('答复期限（工作日）');
    const shows = (value: string) =>
      expect.poll(() => days.inputValue(), { timeout: PATIENCE_MS }).toBe(value);
    await days.fill('');
    await shows('');
    await days.pressSequentially('12');
    await shows('12');
    await days.fill('');
    await days.blur();
    await shows('12');
    await page.context().close();
  });

  it('shows everything that was found, each with its own numbers and what would clear it', async () => {
    const { finding } = buildCase();
    const beside: Case['finding'] = {
      ...finding,
      detector: 'attendance-mismatch',
      personId: subject.id,
      numbers: { awayMin: 47 },
      sentence: { zh: '打卡期间不在门店约 47 分钟', en: 'away from the store for 47 min' },
      whatWouldClear: { zh: '店长确认外出送货', en: 'the store manager confirms a delivery' },
    };
    const record = await open('C-261116-MANY01', [beside]);
    const { page, press } = await sitDown(HR);
    await press(page.getByText(record.caseNo));
    const facts = region(page, '事实');
    await facts.getByText(finding.sentence.zh, { exact: true }).waitFor();
    await facts.getByText(finding.whatWouldClear.zh, { exact: true }).first().waitFor();
    const more = region(page, '同一时段还注意到');
    await press(more.getByText(beside.sentence.zh, { exact: true }).first());
    await more.getByText(beside.whatWouldClear.zh, { exact: true }).waitFor();
    await more.getByText('47 分钟', { exact: true }).waitFor();
    await more.getByText('规则 考勤与行程不符', { exact: false }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('lets HR write to the person without a name, and shows what came back', async () => {
    const record = await open('C-261116-TALK02');
    const { page, press } = await sitDown(HR);
    await press(page.getByText(record.caseNo));
    const talk = region(page, '与本人的消息');
    await press(talk.getByRole('button', { name: '请补充单据' }));
    await press(talk.getByRole('button', { name: '发送' }));
    await talk.getByText('请把当天的送货单', { exact: false }).first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain(subject.name);
    const phone = await world.visit(subject.employeeNo);
    const reply = { id: uuidv7(), text: '单据已经交给店长' };
    expect((await phone.send('POST', `/api/v1/cases/${record.id}/messages`, reply)).status).toBe(200);
    await page.reload();
    await talk.getByText(reply.text).waitFor();
    await picture(page, 'messages');
    await page.context().close();
  });

  it('keeps the duty roster and the company’s own days', async () => {
    const { page, press } = await sitDown('hr-lead');
    await press(page.getByRole('link', { name: '值班与日历' }));
    const roster = region(page, '值班表');
    await roster.getByLabel('从').fill('2026-11-16');
    await roster.getByLabel('到').fill('2026-11-22');
    await roster.getByLabel('值班人').selectOption({ index: 1 });
    await roster.getByLabel('代班人').selectOption({ index: 2 });
    await press(roster.getByRole('button', { name: '加入值班表' }));
    await roster.getByRole('cell', { name: '2026-11-16' }).waitFor();
    expect(await listDuty()).toMatchObject([{ fromDay: '2026-11-16', toDay: '2026-11-22' }]);
    const calendar = region(page, '工作日调整');
    await calendar.getByText('2027 年放假安排尚未公布', { exact: false }).waitFor();
    await calendar.getByLabel('日期').fill('2027-02-05');
    await press(calendar.getByRole('button', { name: '休息' }));
    await calendar.getByText('2027-02-05').waitFor();
    await picture(page, 'duty');
    await page.context().close();
  });

  const load = async (id: string): Promise<CaseRecord> => {
    const record = await findCase(id);
    if (!record) throw new Error('no case');
    return record;
  };

  async function letterOf(caseId: string): Promise<Letter> {
    const [letter] = await listLetters(caseId);
    if (!letter) throw new Error('no letter');
    return letter;
  }

  /** A case whose T0 has come. */
  async function open(caseNo: string, beside?: Case['beside']): Promise<CaseRecord> {
    const id = `c-${caseNo.toLowerCase()}`;
    const at = world.clock.now();
    const own = { id, caseNo, personId: subject.id, openedAt: at, publishAt: at };
    const base = buildCase({ ...own, ...(beside && { beside }) });
    await insertCase({ ...base, finding: { ...base.finding, personId: subject.id } }, []);
    await publishCase(world.deps, await load(id));
    return load(id);
  }

  /** A case as it stands, written as it is. */
  async function put(parts: Partial<Case>): Promise<void> {
    const at = world.clock.now();
    const base = buildCase({ personId: subject.id, openedAt: at, publishAt: at, ...parts });
    await insertCase({ ...base, finding: { ...base.finding, personId: subject.id } }, []);
  }

  async function explain(caseId: string): Promise<void> {
    const body = { id: uuidv7(), version: 0, quickReason: 'other', text: '去帮朋友看了一会儿店' } as const;
    await explainCase(world.deps, { personId: subject.id, roles: ['employee'] }, { caseId, body });
  }

  async function approve(caseId: string): Promise<void> {
    await sweep(world.deps);
    const { approval } = await load(caseId);
    const instanceCode = approval?.instanceCode ?? '';
    const openId = openIdOf(LEGAL);
    await world.sandbox.approve({ openId, instanceCode, decision: 'APPROVED', comment: '同意' });
    world.clock.set(new Date(+world.clock.now() + 20 * 60_000));
    await sweep(world.deps);
    expect(await load(caseId)).toMatchObject({ state: 'approved' });
  }

  async function sitDown(key: string) {
    const { cookie } = await world.visit((await personOf(key)).employeeNo);
    const context = await browser.newContext({ viewport: { width: 1400, height: 1100 }, locale: 'zh-CN' });
    context.setDefaultTimeout(PATIENCE_MS);
    const cookies = cookie.split('; ').map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { name, value, url: world.url };
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(`${world.url}/console/`);
    let count = 0;
    const press = async (what: Locator): Promise<void> => {
      count += 1;
      await what.click();
    };
    return { page, press, clicks: () => count };
  }
});

type Press = (what: Locator) => Promise<void>;
const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function verify(page: Page, press: Press): Promise<void> {
  const form = region(page, '核实');
  const button = form.getByRole('button', { name: '核实', exact: true });
  expect(await whyNot(button)).toBe('请先选结论');
  await press(form.getByRole('radio', { name: '属实', exact: true }));
  await expect.poll(() => selected(page)).toMatch(/^［[^］]+］$/);
  expect(await button.isDisabled()).toBe(true);
  expect(await whyNot(button)).toContain(await selected(page));
  await fillBlanks(form);
  await press(button);
  await press(sure(page));
}

async function propose(page: Page, press: Press): Promise<void> {
  const form = region(page, '提议处分');
  await press(form.getByRole('button', { name: '填入处分理由' }));
  await press(form.getByRole('radio').first());
  await press(form.getByRole('checkbox', { name: '定位记录' }));
  await press(form.getByRole('checkbox', { name: '考勤记录' }));
  const button = form.getByRole('button', { name: '提议处分', exact: true });
  expect(await whyNot(button)).toMatch(/^还不能提交：请把“［.+］”换成您核实的内容。$/);
  await fillBlanks(form);
  await form.getByRole('checkbox', { name: '书面警告' }).uncheck();
  expect(await button.isDisabled()).toBe(true);
  expect(await whyNot(button)).toBe('还不能提交：请至少勾选一种处分。');
  await picture(page, 'propose-why');
  await form.getByRole('checkbox', { name: '书面警告' }).check();
  await press(button);
  await page.locator('.mq-head', { hasText: '待审批' }).waitFor();
  await form.waitFor({ state: 'detached' });
  expect(await region(page, '您写的内容没有提交').count(), 'what was sent is taken for unsent').toBe(0);
}

/** The words a button is described by: why it cannot be pressed. */
async function whyNot(button: Locator): Promise<string> {
  const id = await button.getAttribute('aria-describedby');
  return id === null ? '' : button.page().locator(`[id="${id}"]`).innerText();
}

const selected = (page: Page): Promise<string> =>
  page.evaluate<string>(
    '(({ value = "", selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)',
  );

async function personOf(key: string): Promise<Person> {
  const person = await findPersonByOpenId(openIdOf(key));
  if (!person) throw new Error(`nobody is ${key}`);
  return person;
}

async function picture(page: Page, name: string): Promise<void> {
  if (picturesDir !== undefined)
    await page.screenshot({ path: `${picturesDir}/${name}.png`, fullPage: true });
}
