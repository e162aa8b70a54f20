import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../support/browser.ts';

const MINIAPP = join(import.meta.dirname, '../../miniapp');
const PANEL = '<section aria-label="clocks"><button>save</button></section>';

describe.skipIf(findBrowser() === null)('the keyboard after something was done', { timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { holdFocus, keepFocusNear } from './parts/keep-focus.ts';
          window.stop = holdFocus();
          window.act = (html) => {
            const comeBack = keepFocusNear();
            document.querySelector('main').innerHTML = html;
            comeBack();
          };`,
        resolveDir: MINIAPP,
      },
      bundle: true,
      write: false,
    });
    page = await browser.newPage();
    await page.setContent(`<main tabindex="-1">${PANEL}</main>`);
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    await page.getByRole('button').focus();
  });
  const act = (html: string) => page.evaluate(`window.act(${JSON.stringify(html)})`);
  const draw = (script: string) => page.evaluate(script);
  const at = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName,
    );

  it('is in the panel of that name, drawn anew', async () => {
    await act(`<section aria-label="other"></section>${PANEL}`);
    await expect.poll(at).toBe('clocks');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('save');
  });

  it('is in the main part where the panel is gone', async () => {
    await act('<section aria-label="other"></section>');
    await expect.poll(at).toBe('MAIN');
  });

  it('is on the heading where the panel is gone and there is one', async () => {
    await act(
      '<h1 aria-label="case 7">case 7</h1><section aria-label="other"><button>next</button></section>',
    );
    await expect.poll(at).toBe('case 7');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('next');
  });

  it('stays in its panel when what opens something goes away with that', async () => {
    await draw("document.querySelector('main button').outerHTML = '<input>'");
    await expect.poll(at).toBe('clocks');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });

  it('is back on a button that was switched off while something was sent', async () => {
    await draw("document.querySelector('main button').disabled = true");
    await expect.poll(at).toBe('BODY');
    await draw("document.querySelector('main button').disabled = false");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('save');
  });

  it('is not taken back from whoever pressed beside it', async () => {
    await page.mouse.click(300, 300);
    expect(await at()).toBe('BODY');
    await draw("document.querySelector('main button').outerHTML = '<input>'");
    await draw('new Promise((resolve) => setTimeout(resolve))');
    expect(await at()).toBe('BODY');
  });
});
