import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseListSchema, TodayViewSchema, type TodayView } from '../../server/contract/views.ts';
import { FIRST_START_MS, type Product } from '../main/product.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { createVisitor } from '../support/visitor.ts';
import {
  fillBlanks,
  openSandbox,
  openTab,
  PATIENCE_MS,
  pressAndConfirm,
  sure,
  type Sandbox,
} from './parts.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
if (!hasBrowser && !isRequired)
  process.stderr.write(
    '\n*** SKIPPED: the journey in a browser; install Chromium or Chrome, or set CHROMIUM_PATH. ***\n',
  );

/** Employee number of 孙悦, the first promoter of the demo company. */
const SUN_YUE = 'MQ1022';

/** What a visitor of the demo does, click by click; `start` gives the demo that runs, and is asked once. */
export function journeyInBrowser(start: () => Promise<Product>): void {
  describe.skipIf(!hasBrowser && !isRequired)('the demo in a browser', { timeout: FIRST_START_MS }, () => {
    let product: Product;
    let browser: Browser;
    let context: BrowserContext;
    let sandbox: Sandbox;

    beforeAll(async () => {
      browser = await launchBrowser();
      product = await start();
      context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'zh-CN' });
      sandbox = await openSandbox(context, product.sandbox);
    }, FIRST_START_MS);
    afterAll(() => browser?.close());

    describe('a case, by clicks', () => {
      let caseNo = '';
      /** The case's own card; a reminder of its deadline names it too. */
      const caseCard = () => sandbox.messages(caseNo).filter({ hasNotText: '的期限' });

      it('begins with the card of 孙悦 that waits for 王经理, who hands it to HR', async () => {
        await sandbox.become('王经理', '王建国');
        await sandbox.takeNextStep('王经理', '王建国');
        const card = sandbox.messages('孙悦');
        await pressAndConfirm(sandbox, card.getByRole('button', { name: '转HR' }));
        await card.locator('h3', { hasText: '已转 HR' }).waitFor();
        expect(await card.getByRole('button', { name: '转HR' }).count()).toBe(0);
      });

      it('lets 李HR contact the person without a name', async () => {
        caseNo = await findCaseNo(product);
        await sandbox.takeNextStep('李HR', '李静', caseNo);
        const card = caseCard();
        expect(await card.innerText()).not.toContain('孙悦');
        await pressAndConfirm(sandbox, card.getByRole('button', { name: '联系员工' }));
        await card.locator('h3', { hasText: '已联系员工' }).waitFor();
      });

      it('opens the name to 李HR when 韩主管 consents in the approval list', async () => {
        const asking = await openDesk();
        expect(await asking.locator('.mq-head').innerText()).not.toContain('孙悦');
        await asking.locator('.mq-more summary').click();
        const form = asking.getByRole('region', { name: '申请查看姓名', exact: true });
        await form.getByRole('button', { name: '填入查看目的' }).click();
        await form.getByRole('button', { name: '提交审批', exact: true }).click();
        await asking.getByText('等待 韩梅 审批').waitFor();
        await asking.close();
        await sandbox.takeNextStep('韩主管', '韩梅');
        const approval = sandbox.page.locator('.approval', { hasText: caseNo });
        expect(await approval.innerText()).not.toContain('孙悦');
        await approval.getByLabel('审批意见').fill('目的明确，同意查看。');
        await approval.getByRole('button', { name: '同意', exact: true }).click();
        await approval.getByText('已通过').first().waitFor();
        const seeing = await openDesk();
        const readHead = async (): Promise<string> => {
          await seeing.reload();
          return await seeing.locator('.mq-head').innerText();
        };
        await expect.poll(readHead, { timeout: PATIENCE_MS }).toContain('孙悦');
        await seeing.getByText(/李静 申请 · 韩梅 同意/).waitFor();
        await seeing.close();
      });

      it('hears 孙悦 in the phone app', async () => {
        await sandbox.takeNextStep('孙导购', '孙悦');
        await caseCard().getByRole('button', { name: '去说明' }).click();
        const { phone } = sandbox;
        await phone.getByRole('heading', { name: caseNo }).waitFor();
        await phone.getByText('交通原因', { exact: true }).click();
        expect(await phone.getByLabel('补充说明').inputValue()).not.toBe('');
        await phone.getByRole('button', { name: '提交，已说明完毕' }).click();
        await phone.getByText(/^交通原因：/).waitFor();
      });

      it('lets 李HR verify and propose a warning in the console', async () => {
        const desk = await openDesk();
        const verify = desk.getByRole('region', { name: '核实', exact: true });
        await verify.getByRole('radio', { name: '属实', exact: true }).check();
        const decide = verify.getByRole('button', { name: '核实', exact: true });
        expect(await decide.isDisabled()).toBe(true);
        await fillBlanks(verify);
        await decide.click();
        await sure(desk).click();
        const propose = desk.getByRole('region', { name: '提议处分', exact: true });
        await propose.getByRole('button', { name: '填入处分理由' }).click();
        await propose.getByRole('radio').first().check();
        await propose.getByRole('checkbox', { name: '定位记录' }).check();
        const submit = propose.getByRole('button', { name: '提议处分', exact: true });
        expect(await submit.isDisabled()).toBe(true);
        await propose.getByRole('checkbox', { name: '考勤记录' }).check();
        await fillBlanks(propose);
        await submit.click();
        await desk.locator('.mq-head', { hasText: '待审批' }).waitFor();
        await desk.close();
      });

      it('is approved by 周法务 in the approval list, and 孙悦 is told that she may appeal first', async () => {
        await sandbox.takeNextStep('周法务', '周文');
        const approval = sandbox.page.locator('.approval', { hasText: caseNo });
        await approval.getByLabel('审批意见').fill('程序完整，同意书面警告。');
        await approval.getByRole('button', { name: '同意', exact: true }).click();
        await sandbox.page.locator('.approval', { hasText: caseNo }).getByText('已通过').first().waitFor();
        await openBotChat('李HR', '李静');
        await caseCard().filter({ hasText: '已批准' }).filter({ hasText: '申诉期' }).waitFor();
        await openBotChat('孙导购', '孙悦');
        const told = sandbox.messages('处理结果').filter({ hasText: '书面警告' });
        await told.waitFor();
        expect(await told.innerText()).toContain('如不同意，您可以申诉');
        expect(await told.innerText()).toContain('人力资源曾提前查看您的姓名');
      });

      /** The case in HR's console, from the card in HR's chat. */
      async function openDesk(): Promise<Page> {
        await openBotChat('李HR', '李静');
        const desk = await openTab(sandbox, caseCard().getByRole('button', { name: '在应用中处理' }));
        await desk.locator('.mq-head', { hasText: caseNo }).waitFor();
        return desk;
      }
    });

    describe('the first day of 唐新人', () => {
      beforeAll(async () => {
        // Whatever is read comes from the chat app's client, never from the browser.
        await context.grantPermissions(['geolocation']);
        await context.setGeolocation({ longitude: 0, latitude: 0, accuracy: 1 });
      });

      it('begins tomorrow at five past nine, by the button of the clock', async () => {
        await sandbox.page.getByRole('button', { name: '快进到明天' }).click();
        await sandbox.page.locator('#clock time', { hasText: '09:0' }).waitFor();
        await sandbox.become('唐新人', '唐磊');
        expect(await readToday()).toMatchObject({ punches: [], locationConsent: false, photoConsent: false });
      });

      it('takes the first punch before any consent, without a location', async () => {
        const { phone } = sandbox;
        await phone.getByRole('button', { name: '上班打卡' }).first().click();
        await phone.getByRole('heading', { name: '已记录时间，等店长确认' }).waitFor();
        await phone.getByText('没有位置授权').waitFor();
        await phone.getByRole('button', { name: '回到今日' }).click();
        expect((await readToday()).punches).toMatchObject([{ kind: 'in', status: 'needs_confirmation' }]);
      });

      it('asks for each consent by itself, and for the rules', async () => {
        const { phone } = sandbox;
        await phone.getByRole('button', { name: /您可以选择是否提供位置和照片/ }).click();
        await phone.getByRole('button', { name: '下一步' }).click();
        for (const [kind, said] of [
          ['位置', '同意'],
          ['照片', '同意'],
          ['手机型号', '跳过这一项'],
        ] as const)
          await phone
            .getByRole('region', { name: kind })
            .getByRole('button', { name: said, exact: true })
            .click();
        await phone.getByRole('button', { name: '以后再说' }).click();
        await phone.getByText('不同意手机型号：其他功能都不变。').waitFor();
        await phone.getByRole('button', { name: '回到今日' }).click();
        await phone.getByRole('button', { name: /请阅读外勤人员行为规范/ }).click();
        await phone.getByRole('button', { name: '我已阅读并同意遵守' }).click();
        await phone.getByText(/您已于 .* 确认/).waitFor();
        await phone.getByRole('button', { name: '返回' }).last().click();
        expect(await readToday()).toMatchObject({
          locationConsent: true,
          photoConsent: true,
          policyAcknowledged: true,
        });
      });

      it('checks in with a photo at the store', async () => {
        const { phone, page } = sandbox;
        await phone.getByRole('button', { name: '拍照打卡' }).click();
        await phone.getByText(/定位准确/).waitFor();
        await phone.getByRole('button', { name: '拍照' }).click();
        await page.getByRole('button', { name: '按下快门' }).click();
        await phone.getByRole('img', { name: '附照片' }).waitFor();
        await phone.getByRole('button', { name: /班打卡$/ }).click();
        await phone.getByRole('heading', { name: '打卡成功' }).waitFor();
        await expect
          .poll(async () => (await readToday()).punches.at(-1), { timeout: PATIENCE_MS })
          .toMatchObject({ status: 'confirmed', placeName: '世纪大道店', hasPhoto: true });
        await phone.getByRole('button', { name: '回到今日' }).click();
      });

      it('says what to do when the phone gives no location, and finds it again', async () => {
        const { phone, page } = sandbox;
        await page.locator('.entry-device').click();
        await page.getByLabel('定位权限').selectOption('service_off');
        await phone.getByRole('button', { name: '拍照打卡' }).click();
        await phone.getByText(/手机的定位服务关着。请在通知栏/).waitFor();
        await page.getByLabel('定位权限').selectOption('on');
        await phone.getByRole('button', { name: '重新定位' }).click();
        await phone.getByText(/定位准确/).waitFor();
        const awake = page.getByText('常亮', { exact: true });
        await expect.poll(() => awake.isVisible(), { timeout: PATIENCE_MS }).toBe(true);
        await page.getByRole('button', { name: '回到首页' }).click();
        await phone.locator('.mq-hello strong', { hasText: '唐磊' }).waitFor();
      });

      it('signs in by itself through the chat app when its session is gone', async () => {
        const { phone, page } = sandbox;
        await page.locator('.entry-log').click();
        const rows = () => page.locator('table.log tbody tr').allInnerTexts();
        await page.getByRole('cell', { name: 'tt.config' }).first().waitFor();
        const newest = (await rows()).slice(0, 3).join();
        // The log shows its newest lines only: what came since stands above those that were the newest.
        const cameSince = async (name: string): Promise<number> => {
          const all = await rows();
          const known = all.findIndex((_, at) => all.slice(at, at + 3).join() === newest);
          return all.slice(0, known < 0 ? all.length : known).filter((row) => row.includes(name)).length;
        };
        await context.clearCookies({ name: 'mingqin_session' });
        await page.frames()[1]?.goto(`${product.app}/h5/`);
        await phone.locator('.mq-hello strong', { hasText: '唐磊' }).waitFor();
        await expect.poll(() => cameSince('tt.requestAccess'), { timeout: PATIENCE_MS }).toBe(1);
        // The page may use the phone from now on, also when the signal is lost.
        await expect.poll(() => cameSince('tt.config'), { timeout: PATIENCE_MS }).toBeGreaterThan(0);
        expect(await cameSince('tt.requestAccess')).toBe(1);
        await readToday();
      });

      it('keeps a punch made without a network and sends it exactly once', async () => {
        const { phone } = sandbox;
        const before = (await readToday()).punches.map(({ id }) => id);
        await context.setOffline(true);
        await phone.getByRole('button', { name: '下班打卡' }).first().click();
        await phone.getByRole('heading', { name: '已保存在手机里' }).waitFor();
        await phone.getByRole('button', { name: '回到今日' }).click();
        await phone.getByText('待上传', { exact: true }).waitFor();
        await context.setOffline(false);
        await phone.getByText('全部已上传').waitFor();
        const after = (await readToday()).punches;
        expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
        const added = after.filter(({ id }) => !before.includes(id));
        expect(added).toMatchObject([{ kind: 'out', status: 'confirmed', placeName: '世纪大道店' }]);
      });
    });

    async function openBotChat(persona: string, name: string): Promise<void> {
      await sandbox.become(persona, name);
      await sandbox.page.locator('.chat-list .side-item', { hasText: '明勤助手' }).click();
    }

    /** The day as the server has it, asked with the phone's own session; a page of a day kept may show before its new sign-in. */
    async function readToday(): Promise<TodayView> {
      const ask = () => context.request.get(`${product.app}/api/v1/today`);
      await expect.poll(async () => (await ask()).status(), { timeout: PATIENCE_MS }).toBe(200);
      const reply = await ask();
      return TodayViewSchema.parse(await reply.json());
    }
  });
}

/** The number of 孙悦's case, which her own list shows. */
async function findCaseNo({ app, sandbox }: Product): Promise<string> {
  const addresses = { appUrl: new URL(app).origin, sandboxUrl: new URL(sandbox).origin };
  const person = await createVisitor({ ...addresses, employeeNo: SUN_YUE });
  const { cases } = CaseListSchema.parse((await person.get('/api/v1/my/cases')).body);
  const [own] = cases;
  if (own === undefined) throw new Error('孙悦 has no case');
  return own.caseNo;
}
