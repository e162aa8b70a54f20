import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { DEFAULT_POLICY } from '../../server/domain/policy/default-policy.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { declareSideJob } from '../../server/flow/declare.ts';
import { findRunning } from '../../server/flow/detector-switch.ts';
import { adoptPolicy } from '../../server/flow/policy.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { findPolicyDraft } from '../../server/store/policy-drafts.ts';
import { buildPerson, createCompany, DAY, giveShift } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';

const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const PATIENCE_MS = 60_000;
/** Each page with what is there once it is drawn. */
const PAGES = [
  ['/policy', '.mq-coverage'],
  ['/policy/edit', '.mq-rung'],
  ['/policy/diff/1/2026-1', '.mq-diff ins'],
  ['/policy/read/2026-1', '.mq-markdown'],
  ['/declarations', '.mq-table'],
  ['/assessments', '.mq-panel details'],
  ['/detectors', '.mq-table'],
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
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      deps = app.use((await createCompany()).deps);
      await giveShift('zhang');
      const effectiveAt = new Date('2026-12-01T00:00:00Z');
      await adoptPolicy(deps, { ...DEFAULT_POLICY, consultation: '公示 7 日', effectiveAt });
      await declareSideJob(deps, buildPerson({ id: 'zhang' }), {
        id: uuidv7(),
        kind: 'platform_gig',
        weekdays: [6],
        startTime: '19:00',
        endTime: '21:00',
        fromDay: DAY,
        toDay: '2026-12-31',
      });
      cookie = await app.signIn('ou_sun');
      browser = await launchBrowser();
    }, 300_000);
    afterAll(() => browser?.close());

    const open = async (language: 'zh' | 'en') => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      context.setDefaultTimeout(PATIENCE_MS);
      const [name = '', ...value] = cookie.split('=');
      await context.addCookies([{ name, value: value.join('='), url: app.url() }]);
      await context.addInitScript(`localStorage.setItem('mingqin-language', '${language}')`);
      return context.newPage();
    };

    it.each(['zh', 'en'] as const)('draws every page without a fault in %s', async (language) => {
      const page = await open(language);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (line) => void (line.type() === 'error' && faults.push(line.text())));
      for (const [path, ready] of PAGES) {
        await page.goto(`${app.url()}/console/#${path}`);
        await page.locator(ready).first().waitFor();
      }
      await page.context().close();
      expect(faults).toEqual([]);
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
      const draft = await findPolicyDraft();
      expect(draft?.body.title).toBe('员工守则');
      expect(draft?.body.sections.find(({ key }) => key === 'working_time')?.text).toBe('八点到八点。');
      await page.context().close();
    });
  },
);
