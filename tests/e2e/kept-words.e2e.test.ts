import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { savePerson } from '../../server/store/people.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { listOpenRequests } from '../../server/store/data-requests.ts';
import { at, buildPerson, DAY } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { buildPunch, buildPunches } from '../support/phone.ts';
import {
  cookiesFor,
  PATIENCE_MS,
  smallTargets,
  startPhones,
  tooWide,
  type Phones,
} from '../support/phone-page.ts';
import { openPhone, openShop, type Phone } from './phone-shop.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const WORDS = '十一月二日的下班卡晚了一刻钟，请更正';

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)(
  'words in a form that could not be sent',
  { timeout: 180_000, retry: 1 },
  () => {
    let phones: Phones;
    const open: Phone[] = [];
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      phones = await startPhones(app.url);
    }, 300_000);
    afterEach(async () => {
      for (const { context } of open.splice(0)) await context.close();
    });
    afterAll(() => phones?.close());

    const openAt = async (path: string) => {
      const shop = await openShop(app.use, '10:00');
      const cookie = await app.signInBrowser('ou_zhang');
      const phone = await openPhone(phones, app.url(), { cookie, clockAt: shop.now(), path });
      open.push(phone);
      return phone;
    };
    const write = async () => {
      const phone = await openAt('/my/requests');
      const field = phone.page.locator('#request-text');
      await field.fill(WORDS);
      const send = () => phone.page.getByRole('button', { name: '提交申请' }).click();
      return { ...phone, field, send };
    };

    it('stay when the sign-in has ended, and go out once the same person has signed in again', async () => {
      const { page, context, field, send } = await write();
      await context.clearCookies();
      await send();
      const notice = page.locator('.mq-signed-out');
      await notice.getByRole('link', { name: '重新登录' }).waitFor();
      expect(await notice.getByRole('link').getAttribute('href')).toBe(
        '/auth/login?to=%2Fh5%2F%23%2Fmy%2Frequests',
      );
      expect(await field.inputValue()).toBe(WORDS);
      expect(await tooWide(page)).toBe(0);
      await context.addCookies(cookiesFor(app.url(), await app.signInBrowser('ou_zhang')));
      await send();
      await page.locator('.mq-request', { hasText: WORDS }).waitFor();
      expect(await notice.count()).toBe(0);
    });

    it('are there again after the phone has ended the page, and gone once they are sent', async () => {
      const { page, field, send } = await write();
      await page.getByText('删除', { exact: true }).click();
      await expect.poll(() => page.evaluate(KEPT), { timeout: PATIENCE_MS }).toContain('"kind":"delete"');
      await page.reload();
      await page.getByText('这是您上次写的').waitFor();
      expect(await field.inputValue()).toBe(WORDS);
      expect(await page.getByLabel('删除', { exact: true }).isChecked()).toBe(true);
      await send();
      await page.locator('.mq-request', { hasText: WORDS }).waitFor();
      await expect.poll(() => page.evaluate(KEPT), { timeout: PATIENCE_MS }).toBe('[]');
      await page.reload();
      await page.locator('.mq-request', { hasText: WORDS }).waitFor();
      expect(await field.inputValue()).toBe('');
    });

    it('are one request, also when its reply was lost and the page was ended before it was sent again', async () => {
      const { page, send } = await write();
      await page.route('**/api/v1/my/data-requests', async (route) => {
        if (route.request().method() === 'POST') await route.fetch();
        await route.abort();
      });
      await send();
      await page.getByText('没有网络，请稍后再试').first().waitFor();
      await page.unroute('**/api/v1/my/data-requests');
      await page.reload();
      await page.getByText('这是您上次写的').waitFor();
      await send();
      await expect.poll(() => page.evaluate(KEPT), { timeout: PATIENCE_MS }).toBe('[]');
      await page.reload();
      await page.locator('.mq-request', { hasText: WORDS }).first().waitFor();
      expect(await page.locator('.mq-request').count()).toBe(1);
    });

    it('about one punch say which, are asked of it alone, and leave the day to another request', async () => {
      const shop = await openShop(app.use, '10:00');
      const punch = buildPunch('09:05');
      await takePunches(shop.deps, shop.promoter, buildPunches([punch], { sentAtMs: +at('10:00') }));
      const cookie = await app.signInBrowser('ou_zhang');
      const phone = await openPhone(phones, app.url(), {
        cookie,
        clockAt: shop.now(),
        path: `/my/days/${DAY}`,
      });
      open.push(phone);
      const { page } = phone;
      await page.getByRole('link', { name: '更正或删除：09:05 上班' }).click();
      await page.locator('.mq-note', { hasText: '09:05 · 上班 · 世纪大道店' }).waitFor();
      await page.getByText('删除', { exact: true }).click();
      await page.locator('#request-text').fill(WORDS);
      expect(await tooWide(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
      await page.getByRole('button', { name: '提交申请' }).click();
      await page
        .locator('.mq-request', { hasText: '打卡 · 11月19日' })
        .filter({ hasText: '09:05' })
        .waitFor();
      expect(await listOpenRequests({ limit: 9 })).toMatchObject([
        { kind: 'delete', topic: 'punch', day: DAY, record: { id: punch.id } },
      ]);
      await page.getByRole('link', { name: '改为申请这一整天' }).click();
      await page.getByText('关于什么').waitFor();
    });

    it('of a side job are there again with its place and days, and gone once it is declared', async () => {
      const { page } = await openAt('/declarations/new');
      await savePerson(buildPerson({ id: 'li', roles: ['employee', 'hr'] }));
      await page.getByText('受雇于其他单位').click();
      const employer = page.getByLabel('单位或平台', { exact: false });
      await employer.fill('某培训机构');
      await page.getByPlaceholder('输入地点名称').fill('世纪');
      await page.getByRole('button', { name: '世纪大道店' }).click();
      await page.getByText('六', { exact: true }).click();
      await expect.poll(() => page.evaluate(KEPT), { timeout: PATIENCE_MS }).toContain('"weekdays":"6"');
      await page.reload();
      await page.getByText('这是您上次写的').waitFor();
      expect(await employer.inputValue()).toBe('某培训机构');
      expect(await page.getByLabel('受雇于其他单位').isChecked()).toBe(true);
      expect(await page.getByLabel('六', { exact: true }).isChecked()).toBe(true);
      await page.getByText('已选：世纪大道店').waitFor();
      await page.getByRole('button', { name: '提交申报' }).click();
      await page.getByRole('link', { name: /某培训机构 · 世纪大道店/ }).waitFor();
      await expect.poll(() => page.evaluate(KEPT), { timeout: PATIENCE_MS }).toBe('[]');
    });

    it('of other hours are there again, also after a sign-in that had to be given anew', async () => {
      const { page, context } = await openAt('/flexible-shifts/new');
      await page.getByText('每周固定几天').click();
      await page.getByText('四', { exact: true }).click();
      await page.getByLabel('上班时间').fill('11:30');
      await page.getByText('照顾孩子或老人').click();
      await expect.poll(() => page.evaluate(KEPT), { timeout: PATIENCE_MS }).toContain('child_or_elder');
      await context.clearCookies();
      await page.goto('about:blank');
      await context.addCookies(cookiesFor(app.url(), await app.signInBrowser('ou_zhang')));
      await page.goto(`${app.url()}/h5/#/flexible-shifts/new`);
      await page.getByText('这是您上次写的').waitFor();
      expect(await page.getByLabel('上班时间').inputValue()).toBe('11:30');
      expect(await page.getByLabel('四', { exact: true }).isChecked()).toBe(true);
      expect(await page.getByLabel('照顾孩子或老人').isChecked()).toBe(true);
      expect(await tooWide(page)).toBe(0);
    });

    it('stay when the server is away, also behind a proxy, and go out once it is back', async () => {
      const { page, field, send } = await write();
      await page.route('**/api/v1/**', (route) => route.fulfill({ status: 502, body: '<html>' }));
      await send();
      await page.getByText('系统暂时不可用').first().waitFor();
      expect(await field.inputValue()).toBe(WORDS);
      await page.unroute('**/api/v1/**');
      await send();
      await page.locator('.mq-request', { hasText: WORDS }).waitFor();
    });
  },
);

/** What the phone keeps of words that were begun. */
const KEPT = `new Promise((resolve, reject) => {
  const asked = indexedDB.open('mingqin-drafts');
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const rows = asked.result.transaction('drafts').objectStore('drafts').getAll();
    rows.onsuccess = () => { asked.result.close(); resolve(JSON.stringify(rows.result)); };
  };
})`;
