import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { NO_REGION } from '../../server/contract/rollout.ts';
import { DEFAULT_POLICY } from '../../server/domain/policy/default-policy.ts';
import { procedureSettings } from '../../server/flow/case/case-facts.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { declareSideJob } from '../../server/flow/declare/declare.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { findRunning } from '../../server/flow/policy/detector-switch.ts';
import { adoptPolicy } from '../../server/flow/policy/policy.ts';
import { pullDue } from '../../server/flow/pull/pull-run.ts';
import { putPlace, putZone } from '../../server/flow/records/records.ts';
import { relay } from '../../server/flow/relay.ts';
import { createWebhook, testWebhook } from '../../server/flow/webhook/webhook.ts';
import { putRecord } from '../../server/flow/records/work-records.ts';
import { findZone } from '../../server/store/zones.ts';
import { assignZone } from '../../server/flow/zone/zone-assign.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { findFlexible, insertFlexible } from '../../server/store/flexible-shifts.ts';
import { savePerson } from '../../server/store/people.ts';
import { listPolicies } from '../../server/store/policies.ts';
import { findPolicyDraft } from '../../server/store/policy-drafts.ts';
import { findRollout, insertRollout } from '../../server/store/rollouts.ts';
import { listZoneAssignments } from '../../server/store/zone-assignments.ts';
import { buildPerson, createCompany, DAY, dwell, giveShift } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { buildFlexible } from '../support/flexible.ts';
import { headingFaults, ringless, seriousFindings, tinyTargets, tooWide } from '../support/phone-page.ts';

const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const PATIENCE_MS = 60_000;
const DECLARATION_ID = uuidv7();
const FLEXIBLE_ID = uuidv7();
const ASKED = '试运行两周，六条提醒中四条值得询问，申请上线';
const LAPSED = { mode: 'pilot', fromAt: new Date('2026-10-01T00:00:00Z') } as const;
/** Each page with what is there once it is drawn. */
const PAGES = [
  ['/policy', '.mq-coverage'],
  ['/policy/edit', '.mq-rung'],
  ['/policy/diff/1/2026-1', '.mq-diff ins'],
  ['/policy/read/2026-1', '.mq-markdown'],
  ['/declarations', '.mq-table'],
  [`/declarations/${DECLARATION_ID}`, '.mq-panel'],
  ['/flexible-shifts', '.mq-table'],
  [`/flexible-shifts/${FLEXIBLE_ID}`, '.mq-action textarea'],
  ['/zones', '.mq-zone-person'],
  ['/day-plans', '.mq-plan-troubles'],
  ['/assessments', '.mq-panel details'],
  ['/detectors', '.mq-table'],
  ['/rollouts', '.mq-checklist'],
  ['/', '.mq-tools'],
  ['/executions', '.mq-fields'],
  ['/duty', '.mq-fields'],
  ['/data-requests', '.mq-panel'],
  ['/leavers', '.mq-none'],
  ['/settings', '.mq-form-pairs'],
] as const;
const ADMIN_PAGES = [
  ['/', '.mq-home'],
  ['/keys', '.mq-action'],
  ['/webhooks', '.mq-table'],
  ['/imports', '.mq-input'],
  ['/sources', '.mq-table'],
  ['/setup', '.mq-checklist'],
  ['/calendar', '.mq-fields'],
] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(findBrowser() === null && !isRequired)(
  'the console about rules',
  { timeout: 300_000 },
  () => {
    let browser: Browser;
    let deps: Deps;
    let cookie = '';
    let admin = '';
    let crmIsShut = false;
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      const company = await createCompany();
      const webhooks = {
        mayWriteTo: () => true,
        send: async () => ({ status: 503, fault: 'status' as const }),
      };
      const row = {
        id: 'v-1',
        owner: { code: 'E-zhang' },
        customer: 'c-1',
        start: '2026-11-18 10:00:00',
        end: '2026-11-18 10:30:00',
      };
      const puller = {
        mayAsk: () => true,
        ask: async () =>
          crmIsShut
            ? { fault: 'unauthorized' as const, status: 401 }
            : { json: { data: [row, { ...row, id: 'v-2', end: 'soon' }] } },
      };
      deps = app.use({ ...company.deps, webhooks, puller });
      await giveShift('zhang');
      await dwell('zhang', { from: '10:00', to: '11:20' });
      await detectPerson(deps, 'zhang');
      await relay(deps);
      const effectiveAt = new Date('2026-12-01T00:00:00Z');
      await adoptPolicy(deps, { ...DEFAULT_POLICY, consultation: '公示 7 日', effectiveAt });
      await declareSideJob(deps, buildPerson({ id: 'zhang' }), {
        id: DECLARATION_ID,
        kind: 'platform_gig',
        weekdays: [6],
        startTime: '19:00',
        endTime: '21:00',
        fromDay: DAY,
        toDay: '2026-12-31',
      });
      const decidedAt = new Date('2026-11-18T07:40:00Z');
      const { step: _step, ...agreed } = buildFlexible({ id: FLEXIBLE_ID, status: 'approved', decidedAt });
      await insertFlexible(agreed);
      await planDay(deps);
      await insertRollout({ id: NO_REGION, version: 1, periods: [LAPSED], history: [] }, []);
      const figures = {
        alerts: 6,
        open: 0,
        worth: { hits: 4, of: 6 },
        undecided: { undecided: 12, of: 20 },
        objections: 1,
      };
      const asking = { requestId: 'go-live:3:puxi', approverIds: ['zhou'] };
      const goLive = {
        at: decidedAt,
        byId: 'li',
        reason: ASKED,
        signerIds: ['sun', 'zhou'],
        figures,
        asking,
      };
      const periods = [{ mode: 'pilot', fromAt: new Date('2026-11-02T01:00:00Z') }] as const;
      const history = [{ at: decidedAt, byId: 'li', move: 'ask_live', reason: ASKED }];
      await insertRollout({ id: 'puxi', version: 3, periods, pilotById: 'li', goLive, history }, []);
      cookie = await app.signIn('ou_sun');
      await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
      admin = await app.signIn('ou_root');
      const hook = {
        name: 'payroll',
        url: 'https://hooks.example.com/mingqin',
        people: 'pseudonym',
      } as const;
      const root = { personId: 'root', roles: ['admin'] };
      const { id } = await createWebhook(deps, root, { ...hook, events: ['sanction.executed'] });
      await testWebhook(deps, root, id);
      browser = await launchBrowser();
    }, 300_000);
    afterAll(() => browser?.close());

    const open = async (language: 'zh' | 'en', who = cookie) => {
      const context = await browser.newContext({ viewport: SIZES[0] });
      context.setDefaultTimeout(PATIENCE_MS);
      const [name = '', ...value] = who.split('=');
      await context.addCookies([{ name, value: value.join('='), url: app.url() }]);
      await context.addInitScript(`localStorage.setItem('mingqin-language', '${language}')`);
      return context.newPage();
    };

    /** What is wrong with these pages, wide and narrow: errors, serious accessibility findings, what reaches beyond the edge. */
    const faultsOf = async (page: Page, pages: readonly (readonly [string, string])[]): Promise<string[]> => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (line) => void (line.type() === 'error' && faults.push(line.text())));
      for (const [path, ready] of pages)
        for (const size of SIZES) {
          await page.setViewportSize(size);
          await page.goto(`${app.url()}/console/#${path}`);
          await page.locator(ready).first().waitFor();
          faults.push(...(await seriousFindings(page)).map((finding) => `${path} ${size.width}: ${finding}`));
          const wrong = [...(await headingFaults(page)), ...(await tinyTargets(page))];
          faults.push(...wrong.map((fault) => `${path} ${size.width}: ${fault}`));
          const beyond = await tooWide(page);
          if (beyond > 0) faults.push(`${path} ${size.width}: ${beyond} px too wide`);
        }
      await page.context().close();
      return faults;
    };

    it.each(['zh', 'en'] as const)('draws every page without a fault in %s', async (language) => {
      const [alert] = await findAlerts('zhang', DAY, DAY);
      const details = [
        [`/alerts/${alert?.id}`, '.mq-facts'],
        [`/cases/${alert?.caseId}`, '.mq-facts'],
      ] as const;
      expect(await faultsOf(await open(language), [...PAGES, ...details])).toEqual([]);
      expect(await faultsOf(await open(language, admin), ADMIN_PAGES)).toEqual([]);
    });

    it('shows where the keyboard is on its pages', async () => {
      const page = await open('zh', admin);
      const unseen: string[] = [];
      for (const path of ['/settings', '/imports', '/sources', '/setup', '/keys', '/calendar']) {
        await page.goto(`${app.url()}/console/#${path}`);
        await page.locator('.mq-panel').first().waitFor();
        unseen.push(...(await ringless(page, 20)).map((name) => `${path}: ${name}`));
      }
      expect(unseen).toEqual([]);
      await page.context().close();
    });

    it('keeps the keyboard in the page when what it was on is gone', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/`);
      const focused = () => page.evaluate('document.activeElement.tagName');
      await page.locator('tbody a').first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.mq-facts').first().waitFor();
      await expect.poll(focused, { timeout: PATIENCE_MS }).toBe('H1');
      await page.getByRole('region', { name: '联系员工' }).getByRole('button', { name: '联系员工' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.mq-head', { hasText: '已联系' }).waitFor();
      await expect.poll(focused, { timeout: PATIENCE_MS }).toBe('H1');
      const title = () => page.title();
      await expect.poll(title, { timeout: PATIENCE_MS }).toMatch(/^C-\d{6}-\w+ · 案件/);
      await page.getByRole('button', { name: 'English' }).click();
      await expect.poll(title, { timeout: PATIENCE_MS }).toMatch(/^C-\d{6}-\w+ · Cases/);
      await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).first().click();
      await expect.poll(title, { timeout: PATIENCE_MS }).toMatch(/^Cases/);
      await page.context().close();
    });

    it('asks before a reload takes away what was written, and not once it is saved', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/policy/edit`);
      const field = page.locator('.mq-note-field textarea').last();
      await field.fill('员工意见已逐条答复，整理在附件里。');
      const [asked] = await Promise.all([
        page.waitForEvent('dialog', { timeout: PATIENCE_MS }),
        page.evaluate('setTimeout(() => location.reload())'),
      ]);
      expect(asked.type()).toBe('beforeunload');
      await asked.dismiss();
      expect(await field.inputValue()).toContain('整理在附件里');
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText('您的修改还没有保存', { exact: false }).waitFor({ state: 'hidden' });
      const questions: string[] = [];
      page.on('dialog', (dialog) => {
        questions.push(dialog.type());
        void dialog.accept();
      });
      await page.reload();
      await page.getByRole('button', { name: '保存草稿' }).waitFor();
      expect(questions).toEqual([]);
      await page.context().close();
    });

    it('leads by the keyboard from the parts of the console to their pages', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/`);
      const section = page.getByRole('navigation').getByRole('link', { name: '制度' });
      await section.focus();
      await page.keyboard.press('Enter');
      await page.locator('.mq-coverage').waitFor();
      await page.getByRole('link', { name: '规则开关' }).focus();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.locator('[aria-current=page]').innerText(), { timeout: PATIENCE_MS })
        .toBe('规则开关');
      await page.locator('.mq-table').waitFor();
      await page.context().close();
    });

    it('sends a region back into its pilot by the keyboard, and says why another one stands still', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/rollouts`);
      await page.getByText('已自动停止').waitFor();
      const region = page.getByRole('region', { name: '浦西区域' });
      await region.getByRole('button', { name: '签署上线' }).waitFor();
      await region.getByRole('textbox', { name: '意见' }).fill('先把班表补齐再上线');
      await region.getByRole('button', { name: '退回' }).focus();
      await page.keyboard.press('Enter');
      await region.getByText('申请上线', { exact: true }).waitFor();
      await region.getByText('经过').click();
      await region.getByText('先把班表补齐再上线').waitFor();
      expect(await findRollout('puxi')).not.toHaveProperty('goLive');
      await page.context().close();
    });

    it('writes an assessment from nothing, names what is missing, and shows the one that is asked for', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/assessments`);
      const add = page.getByRole('button', { name: '新建评估' });
      await add.press('Enter');
      const name = page.getByRole('textbox', { name: '名称' });
      await page.locator('input:focus').waitFor();
      await name.fill('门店试点评估');
      await page.getByLabel('评估日期').fill('');
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText('评估日期: ').first().waitFor();
      await page.getByLabel('评估日期').fill(DAY);
      await page.getByLabel('复评日期').fill('2027-06-30');
      await page.getByRole('button', { name: '保存草稿' }).click();
      const draft = page.getByRole('region', { name: '门店试点评估', exact: true });
      await draft.getByText('草稿').waitFor();
      await add.click();
      await name.fill('另一个评估');
      await draft.getByRole('button', { name: '修改' }).click();
      const form = page.getByRole('region', { name: '修改：门店试点评估' });
      expect(await form.getByRole('textbox', { name: '名称' }).inputValue()).toBe('门店试点评估');
      await page.context().close();
    });

    it('puts a person into a zone by the keyboard, and takes them out again with the reason', async () => {
      const page = await open('zh', await app.signIn('ou_wang'));
      await page.goto(`${app.url()}/console/#/zones`);
      const form = page.getByRole('region', { name: '指定一个人负责一个区域' });
      await form.getByLabel('负责区域').selectOption({ label: '2 西片' });
      await form.getByLabel('员工').selectOption({ label: '张导购 E-zhang · 已有指定' });
      await form.getByLabel(/^原因/).fill('西片新开两家店');
      await form.getByRole('button', { name: '指定' }).focus();
      await page.keyboard.press('Enter');
      const west = page.getByRole('region', { name: '2 西片' });
      await west.getByText('西片新开两家店').waitFor();
      await west.getByRole('button', { name: '取消 张导购 的区域' }).focus();
      await page.keyboard.press('Enter');
      const end = west.getByRole('group', { name: '取消 张导购 的区域' });
      await end.getByLabel('从哪天起不再负责').fill('2026-11-23');
      await end.getByLabel(/^原因/).fill('支援到周日为止');
      await end.getByRole('button', { name: '确认取消' }).focus();
      await page.keyboard.press('Enter');
      await west.getByText('到11月22日周日止').waitFor();
      expect(await west.getByRole('button').count()).toBe(0);
      const kept = (await listZoneAssignments()).find(({ zoneId }) => zoneId === 'b-west');
      expect(kept).toMatchObject({ fromDay: DAY, lastDay: '2026-11-22', end: { byId: 'wang' } });
      await page.context().close();
    });

    it('withdraws a wrong zone by the keyboard, which says who put it', async () => {
      const circle = { datum: 'wgs84', center: { lng: 121.54, lat: 31.25 }, radiusM: 700 } as const;
      await putZone(deps, 'c-wrong', { name: '错片', ...circle, regionId: 'pudong', by: 'key:crm' });
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/zones`);
      const own = page.getByRole('region', { name: '3 错片' });
      await own.getByText('区域来自：系统「crm」（接口密钥）').waitFor();
      await own.getByRole('button', { name: '撤回区域 错片' }).focus();
      await page.keyboard.press('Enter');
      await own.getByLabel(/^原因/).fill('坐标系填错了');
      await own.getByRole('button', { name: '确认撤回' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.mq-sure-yes').click();
      await own.waitFor({ state: 'detached' });
      expect(await findZone('c-wrong')).toBeNull();
      await page.context().close();
    });

    it('makes a key that is shown once, and ends it', async () => {
      const page = await open('zh', admin);
      await page.goto(`${app.url()}/console/#/keys`);
      await page.getByLabel('用于哪个系统').fill('crm-prod');
      await page.getByRole('button', { name: '生成密钥' }).click();
      const shown = page.getByRole('status', { name: '请现在复制' });
      await shown.getByText(/^mq_/).waitFor();
      await shown.getByRole('button', { name: '我已保存' }).click();
      await expect.poll(() => page.getByText(/mq_/).count(), { timeout: PATIENCE_MS }).toBe(0);
      await page
        .getByRole('row', { name: /crm-prod/ })
        .getByRole('button', { name: '停用' })
        .click();
      await page.locator('.mq-sure').getByText('停用', { exact: true }).click();
      await page
        .getByRole('row', { name: /crm-prod/ })
        .getByText(/^已于/)
        .waitFor();
      await page.context().close();
    });

    it('registers an address whose secret is shown once, and says why a test did not arrive', async () => {
      const page = await open('zh', admin);
      await page.goto(`${app.url()}/console/#/webhooks`);
      const form = page.getByRole('region', { name: '登记地址' });
      await form.getByLabel('用于哪个系统').fill('bi');
      await form.getByLabel('接收地址').fill('https://bi.example.com/mingqin');
      await form.getByLabel('案件结束').focus();
      await page.keyboard.press('Space');
      await form.getByRole('button', { name: '登记' }).click();
      const shown = page.getByRole('status', { name: '请现在复制' });
      await shown.getByText(/^whsec_/).waitFor();
      await shown.getByRole('button', { name: '我已保存' }).click();
      await expect.poll(() => page.getByText(/whsec_/).count(), { timeout: PATIENCE_MS }).toBe(0);
      const own = page.getByRole('region', { name: 'bi', exact: true });
      await own.getByRole('button', { name: '发测试消息' }).click();
      await own.getByText('对方拒收 · 返回 503').waitFor();
      await page.route('**/webhooks/*/test', (route) =>
        route.fulfill({ status: 429, json: { error: { code: 'rate_limited', message: 'slow down' } } }),
      );
      await own.getByRole('button', { name: '发测试消息' }).click();
      await page.getByRole('status').filter({ hasText: '操作太频繁，请稍后再试。' }).waitFor();
      await page.locator('.adm-toast-main').filter({ hasText: '操作太频繁，请稍后再试。' }).waitFor();
      await page.context().close();
    });

    it('tries a source before it is stored, then connects, pulls and pauses it', async () => {
      const page = await open('zh', admin);
      await page.goto(`${app.url()}/console/#/sources`);
      const form = page.getByRole('region', { name: '接入一个系统' });
      await form.getByLabel('名称', { exact: true }).fill('crm');
      await form.getByLabel('接口地址').fill('https://crm.example.com/visits?after={since}');
      await form.getByLabel('密钥').fill('a-secret-nobody-reads');
      await form.getByLabel('列表在回应里的路径').fill('data');
      const mapped = {
        编号: 'id',
        工号: 'owner.code',
        客户编号: 'customer',
        开始时间: 'start',
        结束时间: 'end',
      };
      for (const [title, path] of Object.entries(mapped))
        await form.getByRole('combobox', { name: `${title} 对方的路径`, exact: true }).fill(path);
      await form.getByText('还缺或不合规则：从哪天起').waitFor();
      await form.getByLabel('从哪天起').fill('2026-11-01');
      await form.getByRole('button', { name: '试一次' }).focus();
      await page.keyboard.press('Enter');
      const preview = form.getByRole('status', { name: '试取的第一页' });
      await preview.getByText('第一页 2 条').waitFor();
      await preview.getByRole('row', { name: /v-1.*可收/ }).waitFor();
      await preview.getByRole('row', { name: /v-2.*拒收.*end/ }).waitFor();
      await form.getByLabel('{since} 的写法').selectOption({ value: 'unix_s' });
      await form.getByRole('button', { name: '接入' }).click();
      const own = page.getByRole('region', { name: 'crm', exact: true });
      await own.getByText('还没有完成过一次').waitFor();
      await pullDue(deps);
      await page.getByRole('button', { name: '刷新' }).click();
      await own.getByText('2 条，新增 1，更新 0，未变 0，拒收 1').waitFor();
      const href = await own.getByRole('link', { name: '下载拒收和撤回清单' }).getAttribute('href');
      const report = await page.evaluate(async (url) => (await fetch(url)).text(), href ?? '');
      expect(report).toContain('2,end,须为日期和时刻');
      const english = await page.evaluate(
        async (url) => (await fetch(url)).text(),
        (href ?? '').replace('=zh', '=en'),
      );
      expect(english).toContain('2,end,a date and a time of day');
      const kept = await form
        .getByRole('combobox')
        .evaluateAll((fields) =>
          fields.map((field) => ('value' in field ? field.value : '')).filter((value) => value === 'unix_s'),
        );
      expect([kept, await form.getByLabel('名称', { exact: true }).inputValue()]).toEqual([[], '']);
      crmIsShut = true;
      const isAsked = page.waitForResponse((reply) => reply.url().endsWith('/pull'));
      await own.getByRole('button', { name: '现在拉取' }).click();
      await isAsked;
      await pullDue(deps);
      await page.getByRole('button', { name: '刷新' }).click();
      await own.getByText('密钥不被接受（401）').waitFor();
      await page.goto(`${app.url()}/console/#/setup`);
      await page.getByText(/crm.*已连续 1 次.*密钥不被接受（401）.*向对方要新的/).waitFor();
      await page.goto(`${app.url()}/console/#/sources`);
      expect(await page.content()).not.toContain('a-secret-nobody-reads');
      await own.getByRole('button', { name: '暂停' }).click();
      await own.getByText('已暂停').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    });

    it('changes a deadline with a reason that stays readable', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/settings`);
      const panel = page.getByRole('region', { name: '案件时限' });
      await panel.getByLabel('文书送达等待').fill('99');
      await expect
        .poll(() => panel.getByRole('button', { name: '保存' }).isDisabled(), { timeout: PATIENCE_MS })
        .toBe(true);
      await panel.getByLabel('文书送达等待').fill('10');
      await panel.getByLabel('修改理由').fill('跨省邮寄较慢，延长等待');
      // It passes by itself, so it is looked out for before.
      const told = page.locator('.adm-toast-main').filter({ hasText: '已保存' }).waitFor();
      await Promise.all([told, panel.getByRole('button', { name: '保存' }).click()]);
      expect((await procedureSettings()).deliveryDays).toBe(10);
      await page.context().close();
    });

    it('finds agreed hours in the list, and ends them with a reason', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/flexible-shifts`);
      await page.getByRole('button', { name: '等待答复' }).click();
      await page.getByText('没有符合条件的申请').waitFor();
      await page.getByRole('button', { name: '有效' }).click();
      const row = page.getByRole('row', { name: /每周二 · 2026-12-01 – 2026-12-31.*照顾孩子或老人/ });
      await row.getByRole('link').click();
      await page.getByLabel('理由').fill('门店改为早班盘点，无人替班');
      await page.getByRole('button', { name: '终止（明天起）' }).click();
      await page.locator('.mq-sure-yes').click();
      await page.getByText('终止原因：门店改为早班盘点').waitFor();
      expect(await findFlexible(FLEXIBLE_ID)).toMatchObject({ status: 'ended', lastDay: '2026-11-30' });
      await page.context().close();
    });

    it('leads the keyboard into a form that opens, and back to the panel it is given up in', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/detectors`);
      const row = page.getByRole('row', { name: /two-stores/ });
      await row.getByRole('button', { name: '停用' }).focus();
      await page.keyboard.press('Enter');
      await row.locator('textarea:focus').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await row.getByRole('button', { name: '停用' }).waitFor();
      await expect
        .poll(() => page.locator('section.mq-panel:focus').count(), { timeout: PATIENCE_MS })
        .toBe(1);
      await page.context().close();
    });

    it('stops a detector by two clicks and a reason', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/detectors`);
      const row = page.getByRole('row', { name: /off-zone/ });
      await row.getByRole('button', { name: '停用' }).click();
      await row.getByRole('textbox').fill('误报偏多，先停用这条规则复核');
      await row.getByRole('button', { name: '确定' }).click();
      await row.getByText('已停用').waitFor();
      expect((await findRunning(DAY)).has('off-zone')).toBe(false);
      await page.context().close();
    });

    it('imports a text, says where each heading went, and keeps it as the draft', async () => {
      const page = await open('zh');
      await page.goto(`${app.url()}/console/#/policy/edit`);
      await page
        .getByRole('textbox', { name: 'Markdown' })
        .fill('# 员工守则\n## 考勤与工时\n八点到八点。\n## 食堂管理\n自带餐具。');
      await page.getByRole('button', { name: '导入到下面的正文' }).click();
      await page.getByText('“食堂管理” 没有对应的部分，未导入').waitFor();
      await page.getByRole('button', { name: '保存草稿' }).click();
      await page.getByText(/上次由 孙主管/).waitFor();
      await expect.poll(async () => (await findPolicyDraft())?.body.title).toBe('员工守则');
      const draft = await findPolicyDraft();
      expect(draft?.body.sections.find(({ key }) => key === 'working_time')?.text).toBe('八点到八点。');
      await page.context().close();
    });

    it('loses no word of a policy to another page, to somebody else’s saving or to a double click', async () => {
      const words = '八点到五点，午休一小时。';
      const mine = await open('zh');
      await mine.goto(`${app.url()}/console/#/policy/edit`);
      const hours = mine.getByRole('textbox', { name: /· 工作时间$/ });
      const save = mine.getByRole('button', { name: '保存草稿' });
      const title = mine.getByLabel('文件名称');
      await hours.fill(words);
      await mine.getByRole('link', { name: '返回' }).click();
      await mine.getByRole('link', { name: '编辑下一版' }).click();
      await mine.getByText('您的修改还没有保存', { exact: false }).waitFor();
      expect(await hours.inputValue()).toBe(words);

      const other = await open('zh', admin);
      await other.goto(`${app.url()}/console/#/policy/edit`);
      await other.getByLabel('文件名称').fill('别人的名称');
      await other.getByRole('button', { name: '保存草稿' }).click();
      await expect
        .poll(async () => (await findPolicyDraft())?.body.title, { timeout: PATIENCE_MS })
        .toBe('别人的名称');
      await save.click();
      await mine.getByText('您修改期间有人保存了草稿', { exact: false }).waitFor();
      expect(await hours.inputValue()).toBe(words);

      await title.fill('我的名称');
      const before = (await findPolicyDraft())?.revision ?? 0;
      const answers: number[] = [];
      mine.on('response', (reply) => {
        if (reply.request().method() === 'PUT') answers.push(reply.status());
      });
      await save.dblclick();
      await mine.getByText(/您的修改/).waitFor({ state: 'detached' });
      expect(answers).toEqual([200]);
      expect(await findPolicyDraft()).toMatchObject({ revision: before + 1, body: { title: '我的名称' } });

      await hours.fill(`${words}晚班另行安排。`);
      await mine.route(
        '**/policy/draft',
        async (route) => {
          await title.fill('保存时改的名称');
          await route.continue();
        },
        { times: 1 },
      );
      await save.click();
      await expect
        .poll(async () => (await findPolicyDraft())?.revision, { timeout: PATIENCE_MS })
        .toBe(before + 2);
      await mine.getByText('您的修改还没有保存', { exact: false }).waitFor();
      expect([await title.inputValue(), await hours.inputValue()]).toEqual([
        '保存时改的名称',
        `${words}晚班另行安排。`,
      ]);
      await save.click();
      await mine.getByText(/您的修改/).waitFor({ state: 'detached' });
      expect(await findPolicyDraft()).toMatchObject({ body: { title: '保存时改的名称' } });
      await mine.context().close();
      await other.context().close();
    });

    it('takes a version back before its first day, once asked, with a reason everybody reads', async () => {
      const page = await open('zh');
      const reason = '工会提出三处修改意见，本版先取消，改好后另行发布。';
      await page.goto(`${app.url()}/console/#/policy`);
      const panel = page.getByRole('region', { name: /取消待施行的版本/ });
      const takeBack = panel.getByRole('button', { name: '取消这一版' });
      expect(await takeBack.isDisabled()).toBe(true);
      await panel.getByRole('textbox', { name: /取消原因/ }).fill(reason);
      await takeBack.click();
      const question = page.getByRole('dialog', { name: '取消这一版' });
      await question.getByRole('button', { name: '取消这一版' }).click();
      await page.getByText('施行前已取消').waitFor();
      expect(await page.getByRole('row', { name: new RegExp(reason) }).count()).toBe(1);
      expect(await takeBack.count()).toBe(0);
      expect((await listPolicies()).filter(({ withdrawn }) => withdrawn?.why === reason)).toHaveLength(1);
      await page.context().close();
    });
  },
);

/** Two zones with a person in one of them, and a visit planned outside both. */
async function planDay(deps: Deps): Promise<void> {
  const east = { lng: 121.53, lat: 31.25 };
  const circle = { datum: 'wgs84', radiusM: 1_500, regionId: 'pudong' } as const;
  await putZone(deps, 'a-east', { name: '东片', center: east, ...circle });
  await putZone(deps, 'b-west', { name: '西片', center: { ...east, lng: 121.5 }, ...circle });
  const manager = buildPerson({ id: 'wang', roles: ['employee', 'area_manager'] });
  const wish = { zoneId: 'a-east', personId: 'zhang', fromDay: DAY, reason: '客户都在东片' };
  await assignZone(deps, manager, { id: uuidv7(), ...wish });
  await putPlace(deps, 'far', {
    name: '远客户',
    roles: ['customer'],
    datum: 'wgs84',
    center: { ...east, lng: 121.6 },
    radiusM: 40,
    regionId: 'pudong',
  });
  const plan = { employeeNo: 'E-zhang', customerId: 'far', day: DAY, orderNo: 1 };
  const record = { ...plan, fromTime: '20:00', toTime: '21:00' };
  await putRecord(deps, { kind: 'plans', externalId: 'p1', record }, { by: 'key:crm' });
}
