import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { startPhones, type Phones } from '../support/phone-page.ts';
import { openPhone, openShop, type Phone } from './phone-shop.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)(
  'the phone app in a browser that can do little',
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

    const openIn = async (browser: string) => {
      const shop = await openShop(app.use, '10:00');
      await shop.agree('location');
      const cookie = await app.signInBrowser('ou_zhang');
      const phone = await openPhone(phones, app.url(), { cookie, clockAt: shop.now() });
      open.push(phone);
      await phone.context.addInitScript(browser);
      await phone.page.reload();
      await phone.page.locator('.mq-dot-recording').waitFor();
      return { ...phone, shop };
    };

    it('punches where the browser keeps nothing, and says what that means without a network', async () => {
      const { page, context, shop } = await openIn(KEEPS_NOTHING);
      await page.getByText('这台手机不让本页保存数据').waitFor();
      await context.setOffline(true);
      await page.locator('.mq-round').click();
      await page.locator('.mq-result', { hasText: '已保存在手机里' }).waitFor();
      expect(await shop.punches()).toEqual([]);
      await context.setOffline(false);
      await page.locator('.mq-result', { hasText: '打卡成功' }).waitFor();
      expect(await shop.punches()).toMatchObject([{ status: 'confirmed', reasons: [] }]);
      for (const [path, said] of [
        ['lead/', '反映情况'],
        ['leaver/', '离职人员入口'],
      ]) {
        await page.goto(`${app.url()}/${path}`);
        await page.getByRole('heading', { name: said ?? '' }).waitFor();
      }
    });

    it('punches in a web view as old as the build is made for', async () => {
      const { page, shop } = await openIn(OLD_WEB_VIEW);
      await page.locator('.mq-round').click();
      await page.locator('.mq-result', { hasText: '打卡成功' }).waitFor();
      expect(await shop.punches()).toMatchObject([{ status: 'confirmed', reasons: [] }]);
      await page.goto(`${app.url()}/h5/#/visits`);
      await page.getByRole('heading', { name: '拜访' }).first().waitFor();
    });
  },
);

/** Site data blocked: asking for any of it throws. */
const KEEPS_NOTHING = `
  const refuse = { get() { throw new DOMException('denied', 'SecurityError'); } };
  Object.defineProperty(window, 'localStorage', refuse);
  Object.defineProperty(window, 'sessionStorage', refuse);
  IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };
`;

/** What came after Chrome 87 and Safari 14 and a page is tempted to use. */
const OLD_WEB_VIEW = `
  for (const [of, names] of [
    [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
    [String.prototype, ['at', 'isWellFormed', 'toWellFormed']],
    [Object, ['hasOwn', 'groupBy']],
    [Promise, ['withResolvers']],
    [Crypto.prototype, ['randomUUID']],
    [URL, ['canParse']],
    [AbortSignal, ['timeout', 'any']],
    [window, ['structuredClone']],
  ]) for (const name of names) delete of[name];
`;
