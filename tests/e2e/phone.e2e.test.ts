import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withdrawConsent } from '../../server/flow/policy/consent.ts';
import { storeCodeAt } from '../../server/flow/signal/store-code.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { findConsent } from '../../server/store/consents.ts';
import { findOvertimeOf } from '../../server/store/overtime-requests.ts';
import { findPunches } from '../../server/store/punches.ts';
import { at } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { STORE } from '../support/phone.ts';
import { cookiesFor, PATIENCE_MS, startPhones, type Phones } from '../support/phone-page.ts';
import { countLocates, FAR, openPhone, openShop, type Phone } from './phone-shop.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)('the phone in a browser', { timeout: 180_000, retry: 1 }, () => {
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

  const start = async (
    clock: string,
    more: Partial<Parameters<typeof openPhone>[2]> = {},
    who = 'ou_zhang',
  ) => {
    const shop = await openShop(app.use, clock);
    const cookie = await app.signInBrowser(who);
    return { shop, cookie, more };
  };
  const openFor = async (
    { shop, cookie, more }: Awaited<ReturnType<typeof start>>,
    change: Partial<Parameters<typeof openPhone>[2]> = {},
  ): Promise<Phone> => {
    const phone = await openPhone(phones, app.url(), { cookie, clockAt: shop.now(), ...more, ...change });
    open.push(phone);
    return phone;
  };
  const punchIn = (page: Page) => page.locator('.mq-round').click();
  const result = (page: Page, text: string) => page.locator('.mq-result', { hasText: text }).waitFor();

  it.each([
    { why: 'too far away', clock: '10:00', where: FAR, agreed: true, said: '离排班地点较远' },
    { why: 'outside working time', clock: '20:00', where: STORE, agreed: true, said: '不在排班时间内' },
    { why: 'without consent', clock: '10:00', where: STORE, agreed: false, said: '没有位置授权' },
  ])('keeps a punch $why, and the store’s manager confirms it with one tap', async (given) => {
    const begun = await start(given.clock, { at: given.where });
    if (given.agreed) await begun.shop.agree('location');
    const { page } = await openFor(begun);
    await punchIn(page);
    await result(page, '等店长确认');
    await page.getByText(given.said).waitFor();
    const manager = await app.signIn('ou_chen');
    const boss = await openFor({ ...begun, cookie: manager }, { path: '/to-confirm' });
    await boss.page.getByRole('button', { name: '确认', exact: false }).last().click();
    await expect
      .poll(async () => (await begun.shop.punches())[0]?.status, { timeout: PATIENCE_MS })
      .toBe('confirmed');
    expect((await begun.shop.punches())[0]).toMatchObject({ confirmation: { byId: 'chen', accept: true } });
  });

  it('needs no consent: the digits of the store’s screen settle the punch', async () => {
    const begun = await start('10:00');
    const { page, context } = await openFor(begun);
    await countLocates(context);
    await page.reload();
    await punchIn(page);
    await result(page, '等店长确认');
    await page.getByRole('button', { name: '门店码' }).click();
    const { typed } = storeCodeAt(begun.shop.deps, 'store', begun.shop.now());
    await page.getByLabel('六位数字').fill(typed);
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('打卡已确认').waitFor();
    expect(await begun.shop.punches()).toMatchObject([{ status: 'confirmed', confirmation: { how: 'qr' } }]);
    expect(await page.evaluate('window.locates')).toBe(0);
  });

  it('asks after a punch outside working time whether it was overtime', async () => {
    const begun = await start('20:00');
    await begun.shop.agree('location');
    const { page } = await openFor(begun);
    await punchIn(page);
    await page.getByRole('heading', { name: '是否加班？' }).waitFor();
    await page.getByLabel('原因').fill('夜间盘点');
    await page.getByRole('button', { name: '申请加班' }).click();
    await page.getByText('已申请，等确认').waitFor();
    expect(await findOvertimeOf('zhang', at('00:00'), at('23:59'))).toMatchObject([
      { status: 'pending', reason: '夜间盘点', startAt: expect.any(Date) },
    ]);
    expect((await begun.shop.punches())[0]).not.toHaveProperty('location');
  });

  it('punches offline, survives a reload while offline, and sends it once when the network is back', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.addInitScript(UNTRUE);
    await page.reload();
    await page.locator('.mq-dot-recording').waitFor();
    await context.setOffline(true);
    await punchIn(page);
    await result(page, '已保存在手机里');
    await page.goto(`${app.url()}/h5/#/`);
    await page.reload();
    await page.locator('.mq-round').waitFor();
    await page.locator('.mq-row', { hasText: '待上传' }).waitFor();
    expect(await page.evaluate('window.saidAllSent')).toBe(false);
    expect(await begun.shop.punches()).toEqual([]);
    await context.setOffline(false);
    await page.getByText('全部已上传').waitFor();
    expect(await begun.shop.punches()).toMatchObject([{ status: 'confirmed', reasons: [] }]);
  });

  it('opens with what it showed last before the server has answered, and the button works', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page } = await openFor(begun);
    await page.locator('.mq-dot-recording').waitFor();
    let answer = (): void => undefined;
    const patience = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/v1/**', async (route) => {
      await patience;
      await route.continue();
    });
    await page.reload();
    await page.locator('.mq-shift', { hasText: '世纪大道店' }).waitFor();
    await punchIn(page);
    await result(page, '正在');
    expect(await begun.shop.punches()).toEqual([]);
    answer();
    await result(page, '打卡成功');
    expect(await begun.shop.punches()).toHaveLength(1);
  });

  it('sends nothing under the name of somebody who signed in meanwhile', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await page.locator('.mq-dot-recording').waitFor();
    const other = await app.signInBrowser('ou_chen');
    const renewed = page.waitForEvent('load');
    await context.addCookies(cookiesFor(app.url(), other));
    await punchIn(page);
    await renewed;
    await page.goto(`${app.url()}/h5/#/`);
    await page.getByText('今天没有排班').waitFor();
    await page.getByText('全部已上传').waitFor();
    expect(await begun.shop.punches()).toEqual([]);
    expect(await findPunches('chen', at('00:00'), at('23:59'))).toEqual([]);
  });

  it('stores a punch once when the server’s reply is lost after storing', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page } = await openFor(begun);
    let lost = 0;
    await page.route('**/api/v1/punches', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await punchIn(page);
    await result(page, '已保存在手机里');
    expect(await begun.shop.punches()).toHaveLength(1);
    await page.goto(`${app.url()}/h5/#/`);
    // The app's own next try may come first, with all or with the punch alone; pressed as long as there is something to press.
    const press = page.getByRole('button', { name: '立即上传' });
    const isAllSent = async (): Promise<boolean> => {
      if (await press.isVisible()) await press.click({ timeout: 2_000 }).catch(() => undefined);
      return page.getByText('全部已上传').isVisible();
    };
    await expect.poll(isAllSent, { timeout: PATIENCE_MS }).toBe(true);
    expect(lost).toBe(1);
    expect(await begun.shop.punches()).toMatchObject([{ conflicts: [] }]);
    // Told without a touch, and once.
    await page.locator('.mq-tag-confirmed').waitFor();
    expect(await page.locator('.mq-tag').count()).toBe(1);
  });

  it('stops collecting at the end of the shift, also offline', async () => {
    const begun = await start('18:13');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await countLocates(context);
    await page.reload();
    await page.locator('.mq-dot-recording').waitFor();
    await context.setOffline(true);
    await page.clock.fastForward(3 * 60_000);
    await page.locator('.mq-dot-off_hours').waitFor();
    const before = await page.evaluate('window.locates');
    await page.clock.fastForward(10 * 60_000);
    expect(await page.evaluate('window.locates')).toBe(before);
  });

  it('rests with one tap: nothing is read until the rest is over', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await countLocates(context);
    await page.reload();
    await page.locator('.mq-dot-recording').waitFor();
    await page.getByRole('button', { name: '小休' }).click();
    await page.locator('.mq-dot-resting').waitFor();
    const before = await page.evaluate('window.locates');
    await page.clock.fastForward(10 * 60_000);
    expect(await page.evaluate('window.locates')).toBe(before);
    await page.getByRole('button', { name: '结束小休' }).click();
    await page.locator('.mq-dot-recording').waitFor();
  });

  it('withdraws in two taps: collection stops and the queue is empty, also offline', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await page.goto(`${app.url()}/h5/#/consents`);
    await page.getByRole('button', { name: '撤回' }).first().waitFor();
    await page.goto(`${app.url()}/h5/#/`);
    await page.locator('.mq-dot-recording').waitFor();
    await context.setOffline(true);
    await page.getByText('条待上传').waitFor();
    await page.goto(`${app.url()}/h5/#/consents`);
    await page.getByRole('button', { name: '撤回' }).first().click();
    await page.getByText('确定撤回', { exact: true }).click();
    await page.goto(`${app.url()}/h5/#/`);
    await page.locator('.mq-dot-no_consent').waitFor();
    await context.setOffline(false);
    await page.getByText('全部已上传').waitFor();
    await expect
      .poll(async () => (await findConsent('zhang', 'location'))?.history.at(-1)?.state, {
        timeout: PATIENCE_MS,
      })
      .toBe('withdrawn');
    expect(await begun.shop.fixCount()).toBe(0);
  });

  it('stops on this phone when consent is withdrawn on another device', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page } = await openFor(begun);
    await page.locator('.mq-dot-recording').waitFor();
    await withdrawConsent(begun.shop.deps, { personId: 'zhang', roles: [] }, 'location');
    await page.locator('.mq-hello').click();
    await page.clock.fastForward(61_000);
    await page.locator('.mq-dot-no_consent').waitFor();
    expect(await page.locator('.mq-dot-recording').count()).toBe(0);
  });

  it('takes a punch at its true time from a phone whose clock is 47 minutes wrong', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page } = await openFor(begun, { clockAt: new Date(+begun.shop.now() + 47 * 60_000) });
    await page.locator('.mq-dot-recording').waitFor();
    const beforeMs = +begun.shop.now();
    await punchIn(page);
    await page.getByText('手机时间不准').waitFor();
    const [punch] = await begun.shop.punches();
    expect(+(punch?.at ?? 0)).toBeGreaterThan(beforeMs - 60_000);
    expect(+(punch?.at ?? 0)).toBeLessThan(+begun.shop.now() + 60_000);
    expect(punch).toMatchObject({ status: 'needs_confirmation', reasons: ['clock_skew'] });
    expect(Math.round((punch?.skewMs ?? 0) / 60_000)).toBe(47);
  });

  it('lets two tabs of one phone punch and record without a conflict', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await page.locator('.mq-dot-recording').waitFor();
    const second = await context.newPage();
    await second.goto(`${app.url()}/h5/#/`);
    await second.locator('.mq-dot-recording').waitFor();
    await Promise.all([punchIn(page), second.getByRole('button', { name: '下班打卡' }).first().click()]);
    await Promise.all([result(page, '打卡成功'), result(second, '打卡成功')]);
    await second.goto(`${app.url()}/h5/#/`);
    await second.getByText('全部已上传').waitFor();
    const punches = await begun.shop.punches();
    expect(punches).toHaveLength(2);
    expect(punches.flatMap(({ conflicts }) => conflicts)).toEqual([]);
  });

  it('tells the person when the phone’s storage is short, and still punches when it takes nothing more', async () => {
    const begun = await start('10:00');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await context.addInitScript(
      'navigator.storage.estimate = () => Promise.resolve({ usage: 95, quota: 100 })',
    );
    await page.reload();
    await page.getByText('手机空间快满了').waitFor();
    await page.evaluate(`(() => { ${NO_ROOM}; })()`);
    await context.setOffline(true);
    await punchIn(page);
    await result(page, '打卡只留在本页');
    await context.setOffline(false);
    await result(page, '打卡成功');
    expect(await begun.shop.punches()).toMatchObject([{ status: 'confirmed' }]);
    await page.goto(`${app.url()}/h5/#/`);
    await page.getByText('手机空间已满').waitFor();
  });

  it('drains a backlog of 3,000 points, showing how far it is', async () => {
    const begun = await start('17:55');
    await begun.shop.agree('location');
    const { page, context } = await openFor(begun);
    await page.locator('.mq-dot-recording').waitFor();
    await page.getByText('条待上传').waitFor();
    await context.setOffline(true);
    await page.evaluate(`(${FILL})(${JSON.stringify({ fromMs: +at('09:00'), count: 3_000 })})`);
    let requests = 0;
    await page.route('**/api/v1/fixes', (route) => {
      requests += 1;
      return route.continue();
    });
    await page.evaluate(`(${WATCH})()`);
    await context.setOffline(false);
    await page.getByText('全部已上传').waitFor();
    expect(await begun.shop.fixCount()).toBeGreaterThanOrEqual(2_600);
    expect(requests).toBeLessThan(20);
    expect(await page.evaluate('window.shown.length')).toBeGreaterThan(1);
  });
});

/** Notes whether the screen ever said that all is uploaded. */
const UNTRUE = `
  window.saidAllSent = false;
  new MutationObserver(() => {
    if (document.querySelector('.mq-sync')?.textContent.includes('全部已上传')) window.saidAllSent = true;
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** What a browser does whose storage is used up. */
const NO_ROOM = `IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = () => {
  throw new DOMException('no room', 'QuotaExceededError');
}`;

/** Puts points of the shift into the phone's own queue, ten seconds apart. */
const FILL = `({ fromMs, count }) => new Promise((resolve, reject) => {
  const asked = indexedDB.open('mingqin');
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const tx = asked.result.transaction(['install', 'fixes'], 'readwrite');
    const install = tx.objectStore('install').get('install');
    install.onsuccess = () => {
      const held = install.result;
      for (let n = 0; n < count; n += 1) {
        const capturedAtMs = fromMs + n * 10_000;
        const reading = { capturedAtMs, lng: 121.52 + n * 1e-5, lat: 31.25, accuracyM: 12, datum: 'wgs84' };
        const stamp = { capturedAtMs, monoMs: 0, pageId: 'earlier' };
        tx.objectStore('fixes').put({ personId: 'zhang', seq: held.nextSeq + n, reading, stamp });
      }
      tx.objectStore('install').put({ ...held, nextSeq: held.nextSeq + count }, 'install');
    };
    tx.oncomplete = () => { asked.result.close(); resolve(count); };
    tx.onerror = () => reject(tx.error);
  };
})`;

/** Notes each state of progress that the screen shows. */
const WATCH = `() => {
  window.shown = [];
  new MutationObserver(() => {
    const text = document.body.innerText.match(/正在上传 \\d+ \\/ \\d+/)?.[0];
    if (text && !window.shown.includes(text)) window.shown.push(text);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}`;
