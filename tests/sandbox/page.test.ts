import { createServer } from 'node:http';
import type { Browser, Locator, Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { PATIENCE_MS } from '../support/phone-page.ts';
import { buildButton, buildCard } from './cards.ts';
import { startReceiver } from './receiver.ts';
import { startSandbox } from './support.ts';

const PATIENT = { timeout: PATIENCE_MS };
let at: Awaited<ReturnType<typeof startSandbox>>;
let hook: Awaited<ReturnType<typeof startReceiver>>;
const app = createServer((req, res) => {
  res.setHeader('content-type', 'text/html; charset=utf-8');
  res.end(`<p>phone ${req.url?.replaceAll('<', '')}</p>`);
});
let appUrl: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const address = app.address();
  appUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  app.closeAllConnections();
  app.close();
});
beforeEach(async () => {
  const handled = buildCard('已处理', [
    buildButton(
      '查看详情',
      {},
      { behaviors: [{ type: 'open_url', default_url: `${appUrl}/h5/#/alerts/1` }] },
    ),
  ]);
  const body = { toast: { type: 'success', content: '已记录' }, card: { type: 'raw', data: handled } };
  hook = await startReceiver(() => ({ body }));
  const deadlineAt = () => Promise.resolve(new Date('2026-11-24T06:00:00Z'));
  at = await startSandbox({ eventUrl: hook.url, callbackUrl: hook.url, appUrl, deadlineAt });
});
afterEach(async () => {
  await at.sandbox.close();
  await hook.close();
});

const send = (card: unknown, id = 'ou_p1') =>
  at.client.im.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: id, msg_type: 'interactive', content: JSON.stringify(card) },
  });
const propose = () =>
  at.client.approval.instance.create({
    data: {
      approval_code: 'DEF-1',
      open_id: 'ou_p3',
      form: JSON.stringify([{ id: 'case_no', type: 'input', value: 'M-1009' }]),
      node_approver_open_id_list: [{ key: 'approver', value: ['ou_p4'] }],
    },
  });

describe('the doors of the page', () => {
  const post = (path: string, headers: Record<string, string>) =>
    fetch(`${at.sandbox.url}/sandbox/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ openId: 'ou_p3' }),
    });
  const pageToken = async () =>
    /name="sandbox-page" content="(\w+)"/.exec(await (await fetch(at.sandbox.url)).text())?.[1] ?? '';

  it('refuses calls without the token of the page, and from other origins', async () => {
    const token = await pageToken();
    expect((await post('person', {})).status).toBe(403);
    expect((await post('person', { 'x-sandbox-page': token, origin: 'http://evil.example' })).status).toBe(
      403,
    );
    const chosen = await post('person', { 'x-sandbox-page': token, origin: at.sandbox.url });
    expect([chosen.status, chosen.headers.get('set-cookie')]).toEqual([
      200,
      'sandbox_person=ou_p3; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  it('forbids other scripts and other frames', async () => {
    const policy = (await fetch(at.sandbox.url)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain(`frame-src 'self' ${appUrl};`);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe.skipIf(findBrowser() === null)('the page in a browser', { retry: 1, timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'zh-CN' });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
  });
  afterEach(() => page.context().close());

  /** A word that passes by itself is looked out for before the press that brings it. */
  const press = (button: string, said: string, within: Page | Locator = page) =>
    Promise.all([
      page.locator('.toast', { hasText: said }).waitFor(),
      within.getByRole('button', { name: button }).click(),
    ]);

  it('leads through a form, a card update, an approval and the clock by clicks', async () => {
    await send(buildCard());
    at.clock.at = new Date(at.clock.at.getTime() + 60_000);
    await propose();
    await page.goto(at.sandbox.url);
    await page.locator('#next', { hasText: '赵主管' }).waitFor();
    await page.getByRole('button', { name: '切换到赵主管' }).click();
    await page.getByLabel('审批意见').fill('同意提醒');
    await page.getByRole('button', { name: '同意' }).click();
    await page.locator('.approval', { hasText: '已通过' }).waitFor();
    expect(at.sandbox.approvals()[0]).toMatchObject({ status: 'APPROVED', tasks: [{ comment: '同意提醒' }] });

    await page.getByRole('button', { name: '切换到王经理' }).click();
    await page.getByLabel('安排的类型').selectOption('support');
    await page.getByLabel('哪一天').fill('2026-11-23');
    await press('是我安排的', '已记录');
    await page.getByRole('heading', { name: '已处理' }).waitFor();
    expect(hook.received[0]?.json['event']).toMatchObject({
      action: { form_value: { kind: 'support', day: '2026-11-23 +0800', note: '' } },
    });

    await page.getByRole('button', { name: '查看详情' }).click();
    await expect.poll(() => page.frames()[1]?.url(), PATIENT).toBe(`${appUrl}/h5/#/alerts/1`);
    await page.getByRole('button', { name: '到截止前 2 小时' }).click();
    await expect.poll(() => at.clock.at.toISOString(), PATIENT).toBe('2026-11-24T04:00:00.000Z');
    await page.getByRole('button', { name: '快进到明天' }).click();
    await expect.poll(() => at.clock.at.toISOString(), PATIENT).toBe('2026-11-25T01:05:00.000Z');
  });

  it('passes an approval on, takes one back, and lets time run out, each by whoever may', async () => {
    await propose();
    const latest = () => at.sandbox.approvals().at(-1);
    await page.goto(at.sandbox.url);
    await page.locator('#next', { hasText: '赵主管' }).waitFor();
    await page.getByRole('button', { name: '切换到赵主管' }).click();
    const waiting = page.locator('.approval', { hasText: '待你审批' });
    await waiting.waitFor();
    expect(await waiting.getByRole('button', { name: '撤回申请' }).count()).toBe(0);
    await waiting.getByText('转交', { exact: true }).click();
    await waiting.getByLabel('转交给').selectOption({ label: '王强' });
    await press('转交审批', '已转交', waiting);
    await page.locator('.approval', { hasText: '已转交' }).first().waitFor();
    expect(latest()?.tasks).toMatchObject([
      { openId: 'ou_p4', status: 'TRANSFERRED' },
      { openId: 'ou_p1', status: 'PENDING' },
    ]);
    await press('让它超时', '已办理', page.locator('.approval').first());
    expect(latest()).toMatchObject({ status: 'PENDING' });
  });

  it('opens the phone as the person chosen', async () => {
    await page.goto(at.sandbox.url);
    await expect
      .poll(() => page.frames()[1]?.url(), PATIENT)
      .toBe(`${appUrl}/auth/login?fresh=1&to=%2Fh5%2F`);
    await page.getByRole('button', { name: '张导购' }).click();
    await page.getByText('张敏的手机').waitFor();
    const cookies = await page.context().cookies(at.sandbox.url);
    expect(cookies.find((cookie) => cookie.name === 'sandbox_person')?.value).toBe('ou_p2');
  });

  it('shows hostile text as text', async () => {
    const hostile =
      '<img src=x onerror="window.hit=1"> [x](javascript:window.hit=1) <script>window.hit=1</script>';
    await send(buildCard(hostile, [{ tag: 'markdown', content: hostile }]));
    await page.goto(at.sandbox.url);
    await page.locator('.card h3', { hasText: '<img src=x' }).waitFor();
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.locator('.card a, .card img, .card script').count()).toBe(0);
  });

  it('keeps what is being typed when something new arrives', async () => {
    await send(buildCard());
    await page.goto(at.sandbox.url);
    await page.getByLabel('说明').fill('写到一半');
    await send(buildCard('又一张', [{ tag: 'hr' }]));
    await page.getByRole('heading', { name: '又一张' }).waitFor();
    expect(await page.getByLabel('说明').inputValue()).toBe('写到一半');
  });

  it('loses no click on a card that changes between its press and its release', async () => {
    const go = (text: string) => buildButton(text, { at: 'go' });
    const sent = await send(buildCard('先前', [go('转HR')]));
    await page.goto(at.sandbox.url);
    await page.getByRole('button', { name: '转HR' }).hover();
    await page.mouse.down();
    await at.client.im.message.patch({
      path: { message_id: sent.data?.message_id ?? '' },
      data: { content: JSON.stringify(buildCard('后来', [go('转HR')])) },
    });
    const isTold = (reply: Response) => reply.url().includes('/api/state');
    for (let polls = 0; polls < 2; polls += 1) await page.waitForResponse(isTold);
    await page.mouse.up();
    await expect.poll(() => hook.received.length, PATIENT).toBe(1);
    await page.getByRole('heading', { name: '已处理' }).waitFor();
  });

  it('fits 360 pixels: list, chat and back', async () => {
    await send(buildCard());
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(at.sandbox.url);
    await page.getByRole('button', { name: /明勤助手/ }).click();
    await page.getByRole('button', { name: '转HR' }).waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth'), PATIENT).toBe(360);
    await page.getByRole('button', { name: '‹ 消息' }).click();
    await page.getByRole('button', { name: /明勤助手/ }).waitFor();
  });
});
