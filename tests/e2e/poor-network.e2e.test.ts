import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { listCaseFiles } from '../../server/store/case-files.ts';
import { findPrompt, planPrompts } from '../../server/store/presence-prompts.ts';
import { at, DAY } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { PATIENCE_MS, startPhones, tooWide, type Phones } from '../support/phone-page.ts';
import { createScreenWorld, CUSTOMER, type ScreenWorld } from './screen-world.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const PROMPT = `zhang:${DAY}:1`;

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)(
  'a phone whose network comes and goes',
  { timeout: 180_000, retry: 1 },
  () => {
    let phones: Phones;
    let world: ScreenWorld;
    let opened: Awaited<ReturnType<Phones['open']>> | undefined;
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      phones = await startPhones(app.url);
    }, 300_000);
    beforeEach(async () => {
      world = await createScreenWorld(app.use);
    });
    afterEach(() => opened?.context.close());
    afterAll(() => phones?.close());

    const openAt = async (path: string): Promise<Page> => {
      const cookie = await app.signIn('ou_zhang');
      opened = await phones.open(cookie, { at: CUSTOMER, clockAt: at('12:00') });
      await opened.page.goto(`${app.url()}/h5/#${path}`);
      await opened.page.locator('.mq-page').waitFor();
      return opened.page;
    };
    const file = { name: '审批截图.png', mimeType: 'image/png', buffer: PIXEL };

    it('says of an answer that it waits, also after a reload, and sends it once there is a network', async () => {
      await planPrompts([
        {
          id: PROMPT,
          personId: 'zhang',
          day: DAY,
          sendAt: at('11:55'),
          answerBy: at('12:30'),
          state: 'open',
        },
      ]);
      const page = await openAt('/');
      const card = page.locator('.mq-presence');
      await card.waitFor();
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await page.reload();
      await card.waitFor();
      await page.context().setOffline(true);
      await card.getByRole('button', { name: '我在岗' }).click();
      await card.getByText('联网后自动送出').waitFor();
      expect(await page.getByText('已确认，谢谢').count()).toBe(0);
      await page.reload();
      await card.getByText('联网后自动送出').waitFor();
      expect(await card.getByRole('button').count()).toBe(0);
      await page.context().setOffline(false);
      await card.waitFor({ state: 'detached' });
      expect(await findPrompt(PROMPT)).toMatchObject({ state: 'answered' });
    });

    it('keeps a file whose upload got no answer, and takes it once', async () => {
      const page = await openAt('/');
      await page.route('**/files', async (route) => {
        if (route.request().method() === 'POST') await route.fetch();
        await route.abort();
      });
      await page.goto(`${app.url()}/h5/#/cases/${world.caseId}`);
      const card = page.getByRole('region', { name: '材料' });
      await page.locator('input[type=file]').setInputFiles(file);
      await card.getByText('还没有上传成功').waitFor();
      await card.getByText('材料列表没有加载出来').waitFor();
      expect(await tooWide(page)).toBe(0);
      await page.unroute('**/files');
      await card.getByRole('group', { name: file.name }).getByRole('button', { name: '重试' }).click();
      await card.getByRole('link', { name: file.name }).waitFor();
      expect(await card.getByText('还没有上传成功').count()).toBe(0);
      expect(await card.getByText('材料列表没有加载出来').count()).toBe(0);
      expect(await listCaseFiles(world.caseId)).toHaveLength(1);
    });

    it('says in place of a picture that it did not come, and asks for it again', async () => {
      const page = await openAt('/');
      await page.route('**/track.svg*', (route) => route.abort());
      await page.goto(`${app.url()}/h5/#/my/days/${DAY}`);
      const lost = page.locator('.mq-picture-lost');
      await lost.getByText('图片没有打开').waitFor();
      await page.unroute('**/track.svg*');
      await lost.getByRole('button', { name: '重试' }).click();
      await expect
        .poll(() => page.evaluate('document.querySelector(".mq-track-picture")?.naturalWidth > 0'), {
          timeout: PATIENCE_MS,
        })
        .toBe(true);
      expect(await lost.count()).toBe(0);
    });
  },
);

/** One white pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
