import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPuller } from '../../server/connectors/pull/json-puller.ts';
import { companyMap } from '../../server/flow/detect/company-map.ts';
import { saveMapSettings } from '../../server/flow/place/map-settings.ts';
import { putPlace } from '../../server/flow/records/records.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import type { Sandbox } from '../../server/sandbox/index.ts';
import { savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, giveShift } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { startSandbox } from '../sandbox/support.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import {
  PHONE,
  seriousFindings,
  showScreen,
  startPhones,
  tooWide,
  type Phones,
} from '../support/phone-page.ts';
import { sure } from './parts.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const DESK = { width: 1280, height: 900 };

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)('places in the console', { timeout: 300_000 }, () => {
  let phones: Phones;
  let sandbox: Sandbox;
  const open = async (path: string, language: 'zh' | 'en' = 'zh'): Promise<Page> => {
    const { page } = await phones.open(await app.signIn('ou_root'), { language });
    await page.setViewportSize(DESK);
    await page.goto(`${app.url()}/console/#${path}`);
    await page.waitForSelector('.mq-panel');
    return page;
  };
  beforeAll(async () => {
    await buildMiniappIfStale(() => undefined);
    phones = await startPhones(app.url);
    ({ sandbox } = await startSandbox({
      clock: { now: () => at('10:00'), advanceTo: async () => undefined },
    }));
    const company = await createCompany();
    const puller = createPuller({ mayBePrivate: false, mayBePlain: true }, { pauseMs: 0 });
    const deps = app.use({ ...company.deps, puller });
    const root = buildPerson({ id: 'root', name: '陆管理', roles: ['admin'], staffKind: 'office' });
    await savePerson(root);
    await giveShift('zhang');
    const near = { center: { lng: 121.5206, lat: 31.2502 }, datum: 'wgs84', radiusM: 40 } as const;
    await putPlace(deps, 'next-door', { name: '隔壁茶铺', roles: ['competitor'], ...near, by: 'key:crm' });
    const map = {
      service: 'amap',
      address: `${sandbox.url}/amap`,
      key: 'amap-demo-key',
      perDay: 500,
    } as const;
    await saveMapSettings(deps, root, map);
  }, 300_000);
  afterAll(async () => {
    await phones?.close();
    await sandbox?.close();
  });

  it('are found by name, withdrawn with what points at them before one’s eyes, and brought back', async () => {
    const page = await open('/places');
    await page.getByLabel('名称或编号').fill('自家门店');
    await page.getByText('共 1 个').waitFor();
    await page.getByRole('link', { name: '自家门店' }).click();
    await page.getByRole('button', { name: '撤回这个地点' }).click();
    await page.getByText('1 个今后的班次', { exact: false }).waitFor();
    const form = page.getByRole('region', { name: '撤回这个地点' });
    await form.getByLabel('原因').fill('门店已经关闭');
    await form.getByRole('button', { name: '撤回', exact: true }).click();
    await sure(page).click();
    await page.locator('.mq-tag', { hasText: '已撤回' }).waitFor();
    expect((await companyMap()).placeById.has('store')).toBe(false);
    const back = page.getByRole('region', { name: '恢复这个地点' });
    await back.getByLabel('原因').fill('其实还在营业');
    await back.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('button', { name: '撤回这个地点' }).waitFor();
    expect((await companyMap()).placeById.has('store')).toBe(true);
    await page.context().close();
  });

  it('are put where an address is, by the map service, with its doubt', async () => {
    const page = await open('/places/~new');
    const form = page.getByRole('region', { name: '新增地点' });
    await form.getByLabel('编号').fill('new-1');
    await form.getByLabel('名称').fill('南京东路客户');
    await form.getByLabel('客户', { exact: true }).check();
    await form.getByLabel('地址').fill('黄浦区南京东路');
    await form.getByRole('button', { name: '按地址查坐标' }).click();
    await form.getByText('只精确到道路或路口', { exact: false }).waitFor();
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByText('new-1').waitFor();
    expect((await companyMap()).placeById.get('new-1')).toMatchObject({ roles: ['customer'], radiusM: 50 });
    await page.context().close();
  });

  it('of rivals are those a human ticked of what was found around the stores', async () => {
    const page = await open('/places/~rivals');
    await page.getByLabel('品牌名').fill('某茶');
    await page.getByLabel('门店周边多少米').fill('3000');
    await page.getByRole('button', { name: '开始搜索' }).click();
    await page.getByText('搜完了', { exact: false }).waitFor();
    const before = (await companyMap()).placeById.size;
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '添加所选 1 家' }).click();
    await expect.poll(async () => (await companyMap()).placeById.size).toBe(before + 1);
    await page.context().close();
  });

  it.each(['zh', 'en'] as const)(
    'read well in %s: no serious accessibility finding, no overflow',
    async (language) => {
      const page = await open('/places', language);
      for (const path of [
        '/places',
        '/places/next-door',
        '/places/~new',
        '/places/~rivals',
        '/map-service',
      ]) {
        await showScreen(page, `${app.url()}/console/#${path}`, '.mq-panel');
        for (const size of [DESK, PHONE]) {
          await page.setViewportSize(size);
          expect([path, size.width, await seriousFindings(page)]).toEqual([path, size.width, []]);
          expect([path, size.width, await tooWide(page)]).toEqual([path, size.width, 0]);
        }
      }
      await page.context().close();
    },
  );
});
