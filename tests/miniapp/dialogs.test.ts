import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../support/browser.ts';

const MINIAPP = join(import.meta.dirname, '../../miniapp');

it('asks every question in one way, by its name: an unnamed dialog is announced as nothing', () => {
  const sources = readdirSync(MINIAPP, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/^(dist|node_modules)\b/.test(path),
  );
  expect(sources.length).toBeGreaterThan(100);
  const asking = sources.filter((path) =>
    /(?:Dialog|Modal)\.\w+\(|showModal\(|window\.confirm\(/.test(readFileSync(join(MINIAPP, path), 'utf8')),
  );
  expect(asking).toEqual([join('parts', 'ask-sure.ts')]);
});

it('repeats its short messages to a screen reader and holds the keyboard on every page', () => {
  for (const page of ['console', 'lead', 'leaver', 'phone'])
    expect(readFileSync(join(MINIAPP, page, 'app.tsx'), 'utf8')).toContain('useAssistance()');
});

describe.skipIf(findBrowser() === null)(
  'a question before what cannot be undone',
  { timeout: 120_000 },
  () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await launchBrowser();
    }, 120_000);
    afterAll(() => browser?.close());
    beforeEach(async () => {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { askSure } from './parts/ask-sure.ts';
          document.querySelector('#delete').onclick = async () => {
            const words = { content: 'Delete it?', confirmText: 'Delete', cancelText: 'Keep' };
            document.querySelector('#said').textContent = String(await askSure(words));
          };`,
          resolveDir: MINIAPP,
        },
        bundle: true,
        write: false,
      });
      page = await browser.newPage();
      await page.setContent('<button>before</button><button id="delete">x</button><p id="said"></p>');
      await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
      await page.locator('#delete').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Delete' }).waitFor();
    });
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const said = () => page.locator('#said').textContent();

    it('takes the keyboard to the way out, and holds it', async () => {
      expect(await focused()).toBe('Keep');
      const seen = new Set<string>();
      for (let press = 0; press < 6; press += 1) {
        await page.keyboard.press('Tab');
        seen.add(await focused());
      }
      expect([...seen]).not.toContain('before');
      expect([...seen]).toEqual(expect.arrayContaining(['Keep', 'Delete']));
    });

    it('leaves with Escape, undone, and comes back to where it was', async () => {
      await page.keyboard.press('Escape');
      await expect.poll(said).toBe('false');
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(await focused()).toBe('x');
    });

    it('does what was meant by Tab and Enter', async () => {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Delete');
      await page.keyboard.press('Enter');
      await expect.poll(said).toBe('true');
      expect(await focused()).toBe('x');
    });
  },
);
