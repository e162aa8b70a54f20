import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toWgs84 } from '../../server/domain/geo/datum.ts';
import { haversineM } from '../../server/domain/geo/distance.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { PATIENCE_MS } from '../support/phone-page.ts';
import { appId, appSecret, buildSeed, startSandbox } from './support.ts';

const PATIENT = { timeout: PATIENCE_MS };
const here = { lng: 121.529243, lat: 31.21122 };
const personas = buildSeed().personas.map((persona) => ({ ...persona, phoneAt: here }));
const places = [{ kind: 'own_store' as const, label: '世纪大道店', ...here, radiusM: 60 }];
const AnswerSchema = z.looseObject({ outcome: z.enum(['success', 'fail']) });

/** A page of the app inside the phone, with the client's script and nothing else. */
describe.skipIf(findBrowser() === null)('the phone of the sandbox', { retry: 1, timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;
  let at: Awaited<ReturnType<typeof startSandbox>>;
  let appUrl: string;
  const app = createServer((_req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(`<!doctype html><p>app</p><script src="${at.sandbox.url}/sandbox/h5sdk.js"></script>`);
  });

  beforeAll(async () => {
    browser = await launchBrowser();
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const address = app.address();
    appUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(async () => {
    app.closeAllConnections();
    app.close();
    await browser.close();
  });
  beforeEach(async () => {
    at = await startSandbox({ appUrl, seed: buildSeed({ personas, places }) });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    await page.goto(at.sandbox.url);
    await page.frameLocator('#phone iframe').getByText('app').waitFor();
    // The script comes after the text.
    await frame().waitForFunction('window.tt !== undefined');
  });
  afterEach(async () => {
    await page.context().close();
    await at.sandbox.close();
  });

  const frame = (): Frame => page.frames()[1] ?? expect.fail('no phone');
  /** Calls an API in the phone; what came back, and whether as success or as failure. */
  const call = async (api: string, options: object = {}) =>
    AnswerSchema.parse(
      await frame().evaluate(
        `new Promise((resolve) => window.tt.${api}({
          ...${JSON.stringify(options)},
          success: (reply) => resolve({ outcome: 'success', ...reply }),
          fail: (fault) => resolve({ outcome: 'fail', ...fault }),
        }))`,
      ),
    );
  const configure = async (change: object = {}, jsApiList = ['getLocation', 'chooseImage']) => {
    const reply = await at.client.request<unknown>({
      method: 'POST',
      url: '/open-apis/jssdk/ticket/get',
      data: {},
    });
    const { ticket } = z.object({ data: z.object({ ticket: z.string() }) }).parse(reply).data;
    const signed = { nonceStr: 'n1', timestamp: 1_795_406_400_000 };
    const [url] = frame().url().split('#');
    const text = `jsapi_ticket=${ticket}&noncestr=n1&timestamp=${signed.timestamp}&url=${url}`;
    const signature = createHash('sha1').update(text).digest('hex');
    const given = JSON.stringify({ appId, ...signed, signature, jsApiList, ...change });
    return frame().evaluate(
      `new Promise((resolve) => window.h5sdk.config({ ...${given},
        onSuccess: () => resolve('ok'), onFail: ({ errorCode }) => resolve(errorCode) }))`,
    );
  };
  const choose = async (label: string, option: string) => {
    await page.locator('.entry-device').click();
    await page.getByLabel(label, { exact: true }).selectOption(option);
  };

  it('gives nothing to a page in an ordinary tab', async () => {
    const tab = await page.context().newPage();
    await tab.goto(appUrl);
    expect(await tab.evaluate('[typeof window.h5sdk, typeof window.tt]')).toEqual(['undefined', 'undefined']);
  });

  it('lets a page in only with a right signature, and only to what it listed', async () => {
    expect(await call('getLocation')).toMatchObject({ outcome: 'fail', errno: 333_445 });
    expect(await configure({ signature: 'wrong' })).toBe(333_441);
    expect(await configure({ appId: 'cli_ffffffffffffffff' })).toBe(333_449);
    expect(await configure()).toBe('ok');
    expect(await call('getLocation')).toMatchObject({ outcome: 'success' });
    expect(await call('setKeepScreenOn', { keepScreenOn: true })).toMatchObject({ errno: 333_445 });
  });

  it('reports GCJ-02 of where the phone lies, as any client in the mainland', async () => {
    await configure();
    const found = await call('getLocation', { accuracy: 'best', type: 'wgs84' });
    expect(found).toMatchObject({ type: 'gcj02', horizontalAccuracy: 12, verticalAccuracy: 0 });
    const shifted = { lng: Number(found['longitude']), lat: Number(found['latitude']) };
    expect(haversineM(shifted, here)).toBeGreaterThan(300);
    expect(haversineM(toWgs84(shifted, 'gcj02'), here)).toBeLessThan(1);
  });

  it('moves by a click on the map, by keys and along a track file', async () => {
    await page.locator('.entry-device').click();
    const where = page.locator('.device-where');
    await page.locator('.device-map').click({ position: { x: 40, y: 40 } });
    await where.filter({ hasNotText: '121.529243' }).waitFor();
    const clicked = await where.textContent();
    await page.locator('.device-map').press('ArrowRight');
    await expect.poll(() => where.textContent(), PATIENT).not.toBe(clicked);
    const gpx = [31.2, 31.21, 31.22].map((lat, no) => {
      const time = new Date(1_795_406_400_000 + no * 60_000).toISOString();
      return `<trkpt lat="${lat}" lon="121.5"><time>${time}</time></trkpt>`;
    });
    await page.getByLabel(/按轨迹文件行驶/).setInputFiles({
      name: 'day.gpx',
      mimeType: 'application/gpx+xml',
      buffer: Buffer.from(`<gpx><trk><trkseg>${gpx.join('')}</trkseg></trk></gpx>`),
    });
    await page.getByRole('button', { name: '×300' }).click();
    await where.filter({ hasText: '121.500000, 31.220000' }).waitFor();
  });

  it('refuses with the client’s own numbers when the person, the system or the company said no', async () => {
    await configure();
    for (const [mode, errno] of [
      ['user_denied', 107],
      ['system_denied', 106],
      ['service_off', 1_700_006],
      ['org_denied', 1_700_001],
    ] as const) {
      await choose('定位权限', mode);
      expect(await call('getLocation')).toMatchObject({ outcome: 'fail', errno });
    }
  });

  it('goes on reporting until it is told to stop', async () => {
    await configure({}, ['startLocationUpdate', 'stopLocationUpdate']);
    await frame().evaluate(
      'window.seen = []; window.tt.onLocationChange((found) => { window.seen.push(found.type); })',
    );
    await call('startLocationUpdate');
    await expect.poll(() => frame().evaluate('window.seen.length'), PATIENT).toBeGreaterThan(1);
    await call('stopLocationUpdate');
    // Messages arrive in order: whatever was said before the stop is here with its answer.
    const seen = await frame().evaluate('window.seen.length');
    await page.waitForTimeout(1300);
    expect(await frame().evaluate('window.seen.length')).toBe(seen);
  });

  it('takes a picture and reads it, or says that the person gave up', async () => {
    await configure();
    const shot = call('chooseImage', { sourceType: ['camera'], count: 1 });
    await page.getByRole('button', { name: '按下快门' }).click();
    const taken = z.looseObject({ tempFilePaths: z.array(z.string()).length(1) }).parse(await shot);
    const [path] = taken.tempFilePaths;
    expect(path).toMatch(/^ttfile:/);
    const data = await frame().evaluate(
      `new Promise((resolve) => window.tt.getFileSystemManager().readFile({
        filePath: ${JSON.stringify(path)}, encoding: 'base64', success: ({ data }) => resolve(data) }))`,
    );
    expect(Buffer.from(z.string().parse(data), 'base64').subarray(0, 2).toString('hex')).toBe('ffd8');
    const again = call('chooseImage', { sourceType: ['camera'], count: 1 });
    await page.getByRole('dialog', { name: '相机' }).getByRole('button', { name: '取消' }).click();
    expect(await again).toMatchObject({ errno: 1_300_001 });
  });

  it('tells network, Wi-Fi and system, and keeps the screen on', async () => {
    await configure({}, ['getNetworkType', 'getConnectedWifi', 'getSystemInfo', 'setKeepScreenOn']);
    expect(await call('getNetworkType')).toMatchObject({ networkType: 'wifi' });
    expect(await call('getConnectedWifi')).toMatchObject({ BSSID: expect.any(String) });
    expect(await call('getSystemInfo')).toMatchObject({ platform: 'android' });
    await call('setKeepScreenOn', { keepScreenOn: true });
    await page.getByText('常亮', { exact: true }).waitFor();
    await choose('网络类型', '4g');
    expect(await call('getNetworkType')).toMatchObject({ networkType: '4g' });
    expect(await call('getConnectedWifi')).toMatchObject({ outcome: 'fail' });
  });

  it('signs in with a code of its person, once, for three minutes', async () => {
    const code = async () =>
      z.object({ code: z.string() }).parse(await call('requestAccess', { appID: appId, scopeList: [] })).code;
    const exchange = async (given: string) => {
      const reply = await fetch(`${at.sandbox.url}/open-apis/authen/v2/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          grant_type: 'authorization_code',
          client_id: appId,
          client_secret: appSecret,
          code: given,
        }),
      });
      return z.looseObject({ code: z.number() }).parse(await reply.json());
    };
    const first = await code();
    expect(await exchange(first)).toMatchObject({ code: 0, token_type: 'Bearer' });
    expect(await exchange(first)).toMatchObject({ code: 20065 });
    const late = await code();
    await at.sandbox.turnWallClock(180_001);
    expect(await exchange(late)).toMatchObject({ code: 20004 });
  });

  it('shows the log of what went over the wire, and injects faults', async () => {
    await page.locator('.entry-log').click();
    await page.getByLabel('故障', { exact: true }).last().selectOption('server_error');
    await page.getByLabel('次数').fill('2');
    await page.getByRole('button', { name: '注入' }).click();
    await page.getByText('5xx 服务出错 ×2').waitFor();
    expect(at.sandbox.faults()).toMatchObject([{ kind: 'server_error', times: 2 }]);
    await expect(at.client.contact.scope.list({ params: {} })).rejects.toThrow('503');
    await page.locator('.log .bad', { hasText: '5xx' }).first().waitFor();
    await page.getByRole('button', { name: '全部取消' }).click();
    await expect.poll(() => at.sandbox.faults(), PATIENT).toEqual([]);
  });

  it('shows the tree of the company, lets somebody leave, and punches in the attendance app', async () => {
    await page.locator('.entry-org').click();
    await page.locator('.org summary', { hasText: '浦东区域' }).click();
    const row = page.locator('.org-person', { hasText: '张敏' });
    await row.getByRole('button', { name: '办理离职' }).click();
    await page.locator('dialog').getByRole('button', { name: '确定' }).click();
    await row.getByText('已离职').waitFor();
    expect(at.sandbox.events()).toMatchObject([{ type: 'contact.user.deleted_v3' }]);
    await page.locator('.entry-attendance').click();
    await page.getByLabel('设备风险').selectOption('1');
    await page.getByRole('button', { name: '在飞书考勤打卡' }).click();
    await page.getByRole('cell', { name: '飞书打卡', exact: true }).waitFor();
    const created = at.sandbox.events().find(({ type }) => type === 'attendance.user_flow.created_v1');
    expect(created?.body['event']).toMatchObject({ employee_id: 'u1', risk_result: 1 });
  });
});
