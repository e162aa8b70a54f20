import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseFileListSchema } from '../../server/contract/case-file.ts';
import { ConsentsViewSchema } from '../../server/contract/consent.ts';
import { DeclarationListSchema } from '../../server/contract/declaration.ts';
import { QuizViewSchema } from '../../server/contract/quiz.ts';
import { SanctionViewSchema } from '../../server/contract/view-sanction.ts';
import { CaseViewSchema, TodayViewSchema } from '../../server/contract/views.ts';
import { VisitsTodaySchema } from '../../server/contract/visit.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { handleEvent } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findCase } from '../../server/store/cases.ts';
import { savePerson } from '../../server/store/people.ts';
import { listQuizTries } from '../../server/store/quiz-attempts.ts';
import { at, buildPerson, DAY, giveShift } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import {
  PATIENCE_MS,
  ringless,
  seriousFindings,
  showScreen,
  startPhones,
  tooWide,
  type Phones,
} from '../support/phone-page.ts';
import { decideCase } from './screen-staff.ts';
import { createScreenWorld, CUSTOMER, type ScreenWorld } from './screen-world.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
/** A first punch may take this long (product M11). */
const FIRST_PUNCH_MS = 30_000;

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)(
  'what an employee does on the phone',
  { timeout: 180_000 },
  () => {
    let phones: Phones;
    let world: ScreenWorld;
    let zhang = '';
    let newcomer = '';
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      phones = await startPhones(app.url);
      world = await createScreenWorld(app.use);
      await savePerson(buildPerson({ id: 'new', name: '唐新人', storePlaceId: 'store' }));
      await giveShift('new');
      zhang = await app.signIn('ou_zhang');
      newcomer = await app.signIn('ou_new');
    }, 300_000);
    afterAll(() => phones?.close());

    it('leads a manager from the first page to the alert that waits for an answer, by number and no name', async () => {
      const { page, context } = await phones.open(await app.signIn('ou_wang'));
      await page.goto(`${app.url()}/h5/#/today`);
      const line = page.getByRole('link', { name: /1 条提醒等您答复/ });
      expect(await line.innerText()).not.toContain('张导购');
      await line.click();
      await page.waitForURL(`**/console/#/alerts/${world.alertId}`);
      await context.close();
    });

    it('tells a store manager in the console that nothing waits, not that something is forbidden', async () => {
      await savePerson(buildPerson({ id: 'shop', name: '陈店长', roles: ['employee', 'store_manager'] }));
      const { page, context } = await phones.open(await app.signIn('ou_shop'));
      await page.goto(`${app.url()}/console/`);
      await page.getByRole('link', { name: '打开手机版' }).waitFor();
      expect(await page.locator('main').innerText()).toMatch(/^现在没有等您答复的申请/);
      await context.close();
    });

    it('punches within 30 seconds of the first opening, before any question, and is told what follows', async () => {
      const { page, context } = await phones.open(newcomer, { at: CUSTOMER });
      const began = Date.now();
      await page.goto(`${app.url()}/h5/`);
      await page.getByRole('button', { name: '上班打卡' }).first().click();
      await page.getByRole('heading', { name: '已记录时间，等区域经理确认' }).waitFor();
      expect(Date.now() - began).toBeLessThan(FIRST_PUNCH_MS);
      await page.getByText('没有位置授权').waitFor();
      expect((await today(newcomer)).punches).toMatchObject([{ status: 'needs_confirmation', kind: 'in' }]);
      await context.close();
    });

    it('is asked for each consent by itself, may refuse each, and is told the way that remains', async () => {
      const { page, context } = await phones.open(newcomer);
      await page.goto(`${app.url()}/h5/`);
      await page.getByRole('button', { name: /您可以选择是否提供位置和照片/ }).click();
      await page.getByText('不同意任何一项，也照样可以打卡').waitFor();
      await page.getByRole('button', { name: '下一步' }).click();
      for (const [kind, answer] of [
        ['位置', '跳过这一项'],
        ['照片', '同意'],
        ['手机型号', '跳过这一项'],
      ] as const) {
        const notice = page.getByRole('region', { name: kind });
        await notice.waitFor();
        expect(await notice.locator('input, [aria-checked="true"], .adm-button-primary').count()).toBe(0);
        await notice.getByRole('button', { name: answer, exact: true }).click();
      }
      await page.getByRole('button', { name: '现在阅读' }).click();
      await page.getByRole('button', { name: '我已阅读并同意遵守' }).waitFor();
      await page.getByRole('button', { name: '返回' }).click();
      await page.getByRole('button', { name: '以后再说' }).click();
      await page.getByText('打卡只记时间，用门店二维码，或由主管点一下确认').waitFor();
      const { consents } = ConsentsViewSchema.parse(await read('/api/v1/consents', newcomer));
      expect(consents.map(({ kind, state }) => [kind, state])).toEqual([
        ['location', 'declined'],
        ['photo', 'granted'],
        ['device_risk', 'declined'],
      ]);
      await page.getByRole('button', { name: '回到今日' }).click();
      await page.getByRole('button', { name: '下班打卡' }).first().click();
      await page.getByRole('heading', { name: '已记录时间，等区域经理确认' }).waitFor();
      await context.close();
    });

    it('ticks a waybill off in the day’s route and on again, and gets a stop’s place where no map opens', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/route`);
      const stops = page.getByRole('region', { name: '顺序' });
      await stops.getByRole('button', { name: /^完成/ }).click();
      const done = page.getByRole('region', { name: '已完成 2 站' });
      await done.getByText('送达').waitFor();
      expect(await stops.getByRole('button', { name: /^完成/ }).count()).toBe(0);
      await done.getByRole('button', { name: /^撤销完成/ }).click();
      await page.getByRole('region', { name: '已完成 1 站' }).waitFor();
      await stops.getByRole('button', { name: '导航 客户001' }).click();
      await stops.getByText(/这里打不开地图.*\d+\.\d{6},\d+\.\d{6}/).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await context.close();
    });

    it('sees where the keyboard is on every screen, and hears what it stops at on a map', async () => {
      const { page, context } = await phones.open(zhang);
      const unseen: string[] = [];
      for (const path of [
        '/',
        '/consents',
        '/declarations/new',
        '/my/requests',
        '/route',
        '/visits',
        '/policy',
      ]) {
        await showScreen(page, `${app.url()}/h5/#${path}`);
        await page.locator('.mq-card').first().waitFor();
        unseen.push(...(await ringless(page, 12)).map((name) => `${path}: ${name}`));
      }
      expect(unseen).toEqual([]);
      await showScreen(page, `${app.url()}/h5/#/alerts/${world.alertId}`);
      await page.getByRole('button', { name: '放大' }).waitFor();
      const unnamed = await page.locator('.mq-map [tabindex]:not([aria-label])').count();
      expect(unnamed).toBe(0);
      await context.close();
    });

    it('has a report whose charts follow a page that gets narrower, as it does when somebody zooms in', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/report/2026-11`);
      const chart = page.locator('.mq-chart .uplot').first();
      await chart.waitFor();
      const width = () => chart.evaluate((element) => element.getBoundingClientRect().width);
      const before = await width();
      await page.setViewportSize({ width: 280, height: 700 });
      await expect.poll(width, { timeout: PATIENCE_MS }).toBeLessThan(before - 50);
      expect(await tooWide(page)).toBe(0);
      await context.close();
    });

    it('reads the rules and learns from three questions, which hold up nothing', async () => {
      const { page, context } = await phones.open(newcomer);
      await page.goto(`${app.url()}/h5/#/policy`);
      await page.getByRole('button', { name: '我已阅读并同意遵守' }).click();
      await page.getByText(/您已于 .* 确认/).waitFor();
      const { quizDueAt } = await today(newcomer);
      expect(quizDueAt).toBe('2026-11-22T04:00:00.000Z');
      await page.goto(`${app.url()}/h5/#/rules`);
      await page.getByText('首次查实（第 1 次查实）').waitFor();
      await page.getByText(/最重：书面警告；按依法公布的奖金办法扣减当月绩效，最多 20%/).waitFor();
      await page.getByText('再次查实（第 2 次查实及以后）').waitFor();
      await page.goto(`${app.url()}/h5/#/quiz`);
      const questions = page.locator('.mq-quiz fieldset');
      await questions.first().waitFor();
      for (const question of await questions.all()) await question.getByRole('radio').first().check();
      await page.getByRole('button', { name: '看结果' }).dblclick();
      await page.getByText('答对 1 / 3，看看说明再试一次').waitFor();
      await page.getByText('正确答案：能，只记时间，由店长或区域经理确认').waitFor();
      await page.getByText(/规范原文：“打卡永远不会被拒绝/).waitFor();
      await page.getByRole('button', { name: '再做一次' }).click();
      const right = ['能，只记时间', '不会，休息和请假也不收集', '先在“兼职申报”里登记'];
      for (const answer of right) await page.getByLabel(answer).check();
      await page.getByRole('button', { name: '看结果' }).click();
      await page.getByText('全部答对，谢谢！').waitFor();
      expect(QuizViewSchema.parse(await read('/api/v1/policy/quiz', newcomer)).passedAt).toBeDefined();
      const { version } = QuizViewSchema.parse(await read('/api/v1/policy/quiz', newcomer));
      expect((await listQuizTries(version)).map(({ passed }) => passed)).toEqual([false, true]);
      expect((await today(newcomer)).quizDueAt).toBeUndefined();
      await context.close();
    });

    it('logs a visit with two taps, in English, and one without a network exactly once', async () => {
      const { page, context } = await phones.open(zhang, { language: 'en', at: CUSTOMER });
      await page.goto(`${app.url()}/h5/`);
      await page.getByRole('link', { name: 'Visits' }).click();
      await page.getByRole('region', { name: 'Next' }).getByRole('button', { name: 'Start visit' }).click();
      await expect
        .poll(async () => (await visits()).at(-1), { timeout: PATIENCE_MS })
        .toMatchObject({
          customerId: 'customer-1',
          distanceM: 0,
        });
      await page.getByRole('heading', { name: '客户002' }).waitFor();
      const note = page.locator('textarea[id^=note]').first();
      await note.fill('货架换到入口左侧');
      await page.getByRole('link', { name: 'Today' }).click();
      await expect
        .poll(async () => (await visits()).at(-1)?.note, { timeout: PATIENCE_MS })
        .toBe('货架换到入口左侧');
      world.company.setNow(at('12:02'));
      await page.getByRole('link', { name: 'Visits' }).click();
      await expect.poll(() => note.inputValue(), { timeout: PATIENCE_MS }).toBe('货架换到入口左侧');
      await page.waitForLoadState('networkidle');
      await note.fill('货架换到入口左侧，缺两个品项');
      // A press takes its time, and the note is kept as soon as it begins.
      await context.setOffline(true);
      await page
        .getByRole('region', { name: 'Next' })
        .getByRole('button', { name: 'Start visit' })
        .click({ delay: 400 });
      await page.getByText('2 to be sent').waitFor();
      world.company.setNow(at('12:03'));
      await context.setOffline(false);
      await expect.poll(async () => (await visits()).length, { timeout: PATIENCE_MS }).toBe(3);
      await page.getByText('to be sent').waitFor({ state: 'detached' });
      expect((await visits()).map(({ customerId, endedBy }) => [customerId, endedBy])).toEqual([
        ['customer-3', 'next'],
        ['customer-1', 'next'],
        ['customer-2', 'now'],
      ]);
      expect((await visits())[1]?.note).toBe('货架换到入口左侧，缺两个品项');
      await page.getByRole('button', { name: 'Rival survey' }).click();
      await expect
        .poll(async () => (await visits()).at(-1)?.purpose, { timeout: PATIENCE_MS })
        .toBe('survey');
      await context.close();
    });

    it('downloads everything the company has as one file', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/my/requests`);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: '下载我的全部数据' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('mingqin-2026-11-19.zip');
      const files = unzipSync(await readFile(await download.path()));
      expect(JSON.parse(strFromU8(files['json/visits.json'] ?? new Uint8Array()))).toHaveLength(3);
      expect(Object.keys(files)).toContain('csv/segments.csv');
      await context.close();
    });

    it('answers a case with a reason, a file and one sentence, and HR reads all three', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/`);
      await page.getByRole('button', { name: /有情况需要您说明/ }).click();
      await page.getByText(/还有 3 个工作日/).waitFor();
      await page.locator('.leaflet-container path').first().waitFor();
      await addReceipt(page);
      await page.getByText('请先选一个最接近的原因').waitFor();
      await page.getByText('经批准的外出', { exact: true }).click();
      expect(await page.getByText('请写一句说明').count()).toBe(0);
      await page.getByLabel('补充说明').fill('店长让我去看竞品的新品陈列，有聊天记录。');
      await page.goto(`${app.url()}/h5/#/`);
      await page.reload();
      await page.getByRole('button', { name: /有情况需要您说明/ }).click();
      await page.getByText('这是您上次写的').waitFor();
      const text = page.getByLabel('补充说明');
      await expect
        .poll(() => text.inputValue(), { timeout: PATIENCE_MS })
        .toBe('店长让我去看竞品的新品陈列，有聊天记录。');
      await context.setOffline(true);
      await page.getByRole('button', { name: '先提交，还要补充' }).click();
      await page.getByText('没有网络，请稍后再试。').first().waitFor();
      await expect.poll(() => text.inputValue(), { timeout: PATIENCE_MS }).not.toBe('');
      await expect.poll(() => page.evaluate(DRAFTS), { timeout: PATIENCE_MS }).toBe(1);
      await context.setOffline(false);
      await page.getByRole('button', { name: '先提交，还要补充' }).click();
      await page.getByText(/经批准的外出：店长让我去看/).waitFor();
      const hr = await app.signIn('ou_li');
      const seen = CaseViewSchema.parse(await read(`/api/v1/cases/${world.caseId}`, hr));
      expect(seen.explanation).toMatchObject({ quickReason: 'approved_errand' });
      expect(seen.explanationEndedAt).toBeUndefined();
      const { files } = CaseFileListSchema.parse(await read(`/api/v1/cases/${world.caseId}/files`, hr));
      expect(files).toMatchObject([{ name: '聊天记录.png', type: 'image/jpeg' }]);
      await expect.poll(() => page.evaluate(DRAFTS), { timeout: PATIENCE_MS }).toBe(0);
      await page.getByRole('button', { name: '已说明完毕' }).click();
      await page.locator('.mq-sure-yes').click();
      await page.getByText(/公司的期限 · 核实/).waitFor();
      const after = CaseViewSchema.parse(await read(`/api/v1/cases/${world.caseId}`, hr));
      expect(after.explanationEndedAt).toBeDefined();
      await context.close();
    });

    it('declares a side job with its place and papers, renews it once approved, and ends it', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/declarations/new`);
      await page.getByText('受雇于其他单位').click();
      await page.getByLabel('单位或平台', { exact: false }).fill('某培训机构');
      await page.getByPlaceholder('输入地点名称').fill('竞品');
      await page.getByRole('button', { name: '竞品旗舰店' }).click();
      await page.locator('.leaflet-container path').first().waitFor();
      const firstDay = page.getByLabel('开始日期');
      const today = await firstDay.inputValue();
      await firstDay.fill(DAY);
      await page.getByText('四', { exact: true }).click();
      await page.getByLabel('开始时间').fill('16:00');
      await page.getByText('周四 16:00–18:00，在您 09:00–18:00 的班次里').waitFor();
      await page.getByLabel('开始时间').fill('19:00');
      await page.getByText('的班次里').waitFor({ state: 'detached' });
      await firstDay.fill(today);
      await page.getByText('四', { exact: true }).click();
      await page.getByText('六', { exact: true }).click();
      await page.getByLabel('结束时间').fill('02:00');
      await page.getByText('结束时间在第二天').waitFor();
      await page.getByRole('button', { name: '提交申报' }).click();
      await page.getByRole('link', { name: /某培训机构.*19:00–次日 02:00.*审批中/ }).click();
      await page.getByText('等主管答复').waitFor();
      await page.getByText('六 19:00–次日 02:00').waitFor();
      await page.getByText('竞品旗舰店').waitFor();
      await page.getByLabel('添加材料').setInputFiles(await receipt('合同.png'));
      await page.getByRole('link', { name: '合同.png' }).waitFor();
      await answerInChat(['agree-1', 'agree-2']);
      await page.reload();
      const renewal = page.locator('details', { hasText: '续报' });
      await renewal.waitFor();
      // Just approved, with more than a month to go: nothing asks for a renewal.
      expect(await page.getByRole('button', { name: '提交续报' }).isVisible()).toBe(false);
      await renewal.locator('summary').click();
      await page.getByRole('button', { name: '提交续报' }).click();
      await page.getByRole('link', { name: /某培训机构.*审批中/ }).waitFor();
      await page.getByRole('link', { name: /某培训机构.*已批准/ }).click();
      await page.getByRole('link', { name: '已申请续报' }).waitFor();
      expect(await renewal.count()).toBe(0);
      await page.getByRole('button', { name: '撤回' }).click();
      await page.locator('.mq-sure').getByText('撤回', { exact: true }).click();
      await page.locator('.mq-tag', { hasText: '已终止' }).waitFor();
      const { declarations } = DeclarationListSchema.parse(await read('/api/v1/my/declarations', zhang));
      expect(declarations.map(({ status }) => status)).toEqual(expect.arrayContaining(['pending', 'ended']));
      await context.close();
    });

    it('asks for other hours, is told at the field what is too long, and ends what was agreed', async () => {
      // What was asked before is out: the last question is then the one of this test.
      await relay(world.deps);
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/flexible-shifts/new`);
      await page.getByLabel('哪一天').fill('2026-11-26');
      const [from, to] = [page.getByLabel('上班时间'), page.getByLabel('下班时间')];
      await from.fill('09:00');
      await to.fill('20:00');
      const ask = page.getByRole('button', { name: '提交申请' });
      await page.getByText('会是 11 小时，每天不能超过 8 小时').waitFor();
      expect(await to.getAttribute('aria-invalid')).toBe('true');
      await page.getByText('照顾孩子或老人').click();
      expect(await ask.isDisabled()).toBe(true);
      await from.fill('12:00');
      await to.fill('21:00');
      await page.getByText('12:00–21:00 · 9 小时').waitFor();
      await ask.click();
      await page.getByRole('link', { name: /12:00–21:00.*等待答复/ }).click();
      await page.getByText('等主管答复', { exact: true }).waitFor();
      await answerInChat(['flex-agree']);
      await page.reload();
      await page.getByRole('button', { name: '从明天起结束' }).click();
      await page.locator('.mq-sure').getByText('从明天起结束', { exact: true }).click();
      await page.getByRole('heading', { name: '已终止' }).waitFor();
      await context.close();
    });

    it('sees the measure and what it rests on, appeals from the decision, and leaves no begun words behind at sign-out', async () => {
      const person = buildPerson({
        id: 'fang',
        name: '方导购',
        storePlaceId: 'store',
        leaderOpenId: 'ou_boss',
      });
      await savePerson(person);
      const caseId = await decideCase(world, person);
      const { page, context } = await phones.open(await app.signIn('ou_fang'));
      await page.goto(`${app.url()}/h5/#/cases/${caseId}`);
      await page.getByText('已批准的处理：书面警告').waitFor();
      await page.getByText('处理：书面警告', { exact: true }).waitFor();
      await page.getByText('证据：谈话记录，当面谈话，本人承认').waitFor();
      await page.getByLabel('申诉理由').fill('那天是店长派我去的，请看排班群的记录。');
      await page.getByRole('button', { name: '提交申诉' }).click();
      await page.getByRole('heading', { name: /您的申诉/ }).waitFor();
      await expect
        .poll(async () => (await findCase(caseId))?.state, { timeout: PATIENCE_MS })
        .toBe('appealed');
      await page.getByLabel('回复人力资源').fill('还有一张照片，晚点发');
      await expect.poll(() => page.evaluate(DRAFTS), { timeout: PATIENCE_MS }).toBe(1);
      await context.route(/\/auth\/login/, (route) =>
        route.fulfill({ contentType: 'text/html', body: 'signed out' }),
      );
      await page.goto(`${app.url()}/h5/#/me`);
      await page.getByRole('button', { name: '退出并重新登录' }).click();
      await page.getByText('signed out').waitFor();
      await expect.poll(() => page.evaluate(DRAFTS), { timeout: PATIENCE_MS }).toBe(0);
      await context.close();
    });

    it('takes the month away as a picture that is drawn on the phone', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/report/2026-11`);
      await page.getByRole('button', { name: '保存为图片' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('a[download$=".png"]').click(),
      ]);
      expect(download.suggestedFilename()).toBe('mingqin-2026-11.png');
      const { width, format } = await sharp(await download.path()).metadata();
      expect([width, format]).toEqual([720, 'png']);
      await context.close();
    });

    it('says that a letter has come, reads it, and answers the demand in it', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/cases/${world.caseId}`);
      const letters = page.getByRole('region', { name: '文书', exact: true });
      const link = letters.getByRole('link', { name: /打开 PDF 限期改正通知书/ });
      const pdf = await fetch(new URL((await link.getAttribute('href')) ?? '', app.url()), {
        headers: { cookie: zhang },
      });
      expect(pdf.headers.get('content-type')).toBe('application/pdf');
      await letters.getByRole('button', { name: '我已收到' }).click();
      await letters.getByText(/您已于 .* 确认收到/).waitFor();
      const demand = page.getByRole('region', { name: '回复限期改正通知' });
      expect(await demand.getByRole('button', { name: '提交回复' }).isDisabled()).toBe(true);
      await demand.getByText('已经停止在其他单位工作').click();
      await demand.getByLabel('具体情况', { exact: false }).fill('11 月 15 日起已经不去了');
      await demand.getByRole('button', { name: '提交回复' }).click();
      await demand.getByText(/您于 .* 回复： 已经停止在其他单位工作：11 月 15 日起已经不去了/).waitFor();
      const { letters: own, paths } = SanctionViewSchema.parse(
        await read(`/api/v1/cases/${world.caseId}/sanction`, zhang),
      );
      expect(own).toMatchObject([{ mayReceive: false, deliveries: [{ channel: 'in_app_receipt' }] }]);
      expect(paths).toMatchObject([{ reply: { stopped: true } }]);
      await context.close();
    });

    it('sees the own day with the numbers of the company, and asks for a correction with a deadline', async () => {
      const { page, context } = await phones.open(zhang);
      await page.goto(`${app.url()}/h5/#/my/calendar/2026-11`);
      await page.getByRole('link', { name: /11月19日.*1 次打卡/ }).click();
      await page.locator('.mq-track-picture').waitFor();
      const drawn = await page.evaluate(
        '(async () => { const image = document.querySelector(".mq-track-picture"); await image.decode(); return image.naturalWidth; })()',
      );
      expect(Number(drawn)).toBeGreaterThan(0);
      await page.getByRole('button', { name: '这一天有错？申请更正' }).click();
      await page.getByLabel('请说明（至少 5 个字）').fill('下班打卡的时间不对');
      await page.getByRole('button', { name: '提交申请' }).click();
      await page
        .getByText(/最迟 12月10日.*还有 15 个工作日/)
        .first()
        .waitFor();
      await context.close();
    });

    async function addReceipt(page: Page): Promise<void> {
      await page.getByLabel('添加文件').setInputFiles(await receipt('聊天记录.png'));
      await page.getByRole('link', { name: '聊天记录.png' }).waitFor();
    }

    async function receipt(name: string) {
      const paper = sharp({ create: { width: 60, height: 40, channels: 3, background: 'white' } });
      return { name, mimeType: 'image/png', buffer: await paper.png().toBuffer() };
    }

    /** Whoever is asked agrees in the chat, then the next one. */
    async function answerInChat(eventIds: readonly string[]): Promise<void> {
      await relay(world.deps);
      for (const eventId of eventIds) {
        const { recording } = world.company;
        const asked = recording.approvals.at(-1);
        const instanceCode = asked?.instance.instanceCode ?? '';
        recording.decide(instanceCode, 'APPROVED', asked?.approverOpenIds[0], undefined, '同意');
        await receiveEvent(world.deps, { kind: 'approval', eventId, instanceCode, status: 'APPROVED' });
        await handleEvent(world.deps, eventId);
        await sweep(world.deps);
      }
    }

    async function read(path: string, cookie: string): Promise<unknown> {
      const { status, body } = await app.call(path, { cookie });
      expect(status).toBe(200);
      return body;
    }
    const today = async (cookie: string) => TodayViewSchema.parse(await read('/api/v1/today', cookie));
    const visits = async () => VisitsTodaySchema.parse(await read('/api/v1/visits/today', zhang)).visits;
  },
);

/** How many forms are kept on the phone as they were left. */
const DRAFTS = `new Promise((resolve, reject) => {
  const asked = indexedDB.open('mingqin-drafts');
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const counted = asked.result.transaction('drafts').objectStore('drafts').count();
    counted.onsuccess = () => { asked.result.close(); resolve(counted.result); };
    counted.onerror = () => reject(counted.error);
  };
})`;
