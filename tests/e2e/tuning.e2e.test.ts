import type { Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCareReport } from '../../server/flow/care.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { startReplay } from '../../server/flow/tuning/replay-start.ts';
import { runReplay } from '../../server/flow/tuning/replay-run.ts';
import { makeBiasReport } from '../../server/flow/tuning/tuning-bias.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { savePerson } from '../../server/store/people.ts';
import { listReplays } from '../../server/store/replays.ts';
import { acknowledge, at, buildPerson, createCompany, dwell, giveShift } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { sure } from './parts.ts';
import {
  PATIENCE_MS,
  headingFaults,
  PHONE,
  seriousFindings,
  showScreen,
  startPhones,
  tooWide,
  type Phones,
} from '../support/phone-page.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const DESK = { width: 1280, height: 900 };
const REASON = '商场内误报过多，按回放结果放宽停留时长下限';

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)('tuning in the console', { timeout: 300_000 }, () => {
  let phones: Phones;
  let deps: Deps;
  const open = async (who: string, language: 'zh' | 'en', path: string): Promise<Page> => {
    const { page } = await phones.open(await app.signIn(`ou_${who}`), { language });
    await page.setViewportSize(DESK);
    await page.goto(`${app.url()}/console/#${path}`);
    await page.waitForSelector('.mq-panel');
    return page;
  };
  const show = (page: Page, path: string): Promise<void> =>
    showScreen(page, `${app.url()}/console/#${path}`, '.mq-panel');
  beforeAll(async () => {
    await buildMiniappIfStale(() => undefined);
    phones = await startPhones(app.url);
    const company = await createCompany();
    deps = app.use(company.deps);
    const office = { staffKind: 'office' } as const;
    await savePerson(buildPerson({ id: 'rep', name: '陈代表', roles: ['employee', 'staff_rep'], ...office }));
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await savePerson(buildPerson({ id }));
      await acknowledge(id, new Date('2026-10-01T00:00:00Z'));
      await giveShift(id);
      await dwell(id, { from: '10:00', to: '10:40' });
      await detectPerson(deps, id);
    }
    company.setNow(at('10:00', '2026-12-02'));
    await makeBiasReport(deps);
    await makeCareReport(deps);
  }, 300_000);
  afterAll(() => phones?.close());

  it('goes from a draft over its replay to signing', async () => {
    const page = await open('li', 'zh', '/tuning');
    await page.getByLabel('停留至少').fill('60');
    await page.getByLabel('回放天数').fill('20');
    await page.getByRole('button', { name: '在历史上回放' }).click();
    await page.getByText('排队中').waitFor();
    const [replay] = await listReplays({ limit: 1 });
    await runReplay(deps, replay?.id ?? '');
    const effect = page.getByRole('region', { name: '影响' });
    await effect.waitFor();
    await page.getByText('10 分钟 → 60 分钟').waitFor();
    await expect
      .poll(() => effect.locator('tbody tr').first().locator('td').allInnerTexts(), { timeout: PATIENCE_MS })
      .toEqual(['预警', '5', '0', '0', '5', '0', '0', '0 → 0']);
    await page.getByLabel('理由').fill(REASON);
    await page.getByRole('button', { name: '提交签署' }).click();
    const lead = await open('sun', 'zh', '/tuning');
    await lead.getByRole('button', { name: '不同意' }).click();
    await lead.getByRole('dialog', { name: '不同意' }).getByText('随即结束', { exact: false }).waitFor();
    await lead.keyboard.press('Escape');
    await lead.getByRole('button', { name: '以人力资源主管身份同意' }).click();
    await sure(lead).click();
    await lead.getByText('孙主管 同意').waitFor();
    const rep = await open('rep', 'en', '/tuning');
    await rep.getByRole('button', { name: 'Agree as Employees’ representative' }).click();
    await sure(rep).click();
    await rep.getByText('for shifts from Thu 3 Dec on').waitFor();
  });

  it.each(['zh', 'en'] as const)(
    'reads well in %s: no serious accessibility finding, no overflow',
    async (language) => {
      const page = await open('sun', language, '/quality');
      for (const path of ['/quality', '/tuning', '/rules', '/care', '/manager-answers']) {
        await show(page, path);
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await tooWide(page)]).toEqual([path, 0]);
        expect([path, await headingFaults(page)]).toEqual([path, []]);
      }
      await show(page, `/tuning/replays/${await replayed()}`);
      await page.locator('.mq-figure-table').first().waitFor();
      for (const size of [DESK, PHONE]) {
        await page.setViewportSize(size);
        expect([size.width, await seriousFindings(page)]).toEqual([size.width, []]);
        expect([size.width, await tooWide(page)]).toEqual([size.width, 0]);
      }
      await page.context().close();
    },
  );

  /** A draft that was tried on the history. */
  async function replayed(): Promise<string> {
    const overrides = { 'competitor-dwell': { minDwellMin: 60 } };
    const lead = { personId: 'sun', roles: ['hr_lead'] };
    const { id } = await startReplay(deps, lead, { id: uuidv7(), overrides, days: 20 });
    await runReplay(deps, id);
    return id;
  }
});
