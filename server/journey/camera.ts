import type { Browser } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

/** Whose chat page shows the card. */
type Seat = Readonly<{ pageUrl: string; openId: string }>;
/** Takes pictures of cards as the sandbox page draws them. */
export type Camera = Readonly<{
  /** PNG of one card in the person's chat with the bot. */
  take: (messageId: string, seat: Seat) => Promise<Buffer>;
  close: () => Promise<void>;
}>;

const VIEWPORT = { width: 1280, height: 1400 };
/** The chat with the bot, as the page names it. */
const BOT = '明勤助手';
/** A machine under load draws late. */
const PATIENCE_MS = 60_000;

/** A camera, or null where no browser is installed or the package that drives it is not. */
export async function openCamera(): Promise<Camera | null> {
  const executablePath = findBrowser();
  const playwright = executablePath === null ? null : await import('playwright-core').catch(() => null);
  if (executablePath === null || playwright === null) return null;
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = await playwright.chromium.launch({ executablePath, args, timeout: 2 * PATIENCE_MS });
  return { take: (messageId, seat) => takeCard(browser, messageId, seat), close: () => browser.close() };
}

async function takeCard(browser: Browser, messageId: string, { pageUrl, openId }: Seat): Promise<Buffer> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'zh-CN' });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    await context.addCookies([{ name: 'sandbox_person', value: openId, url: pageUrl }]);
    const page = await context.newPage();
    await page.goto(pageUrl);
    await page.locator('button.side-item', { hasText: BOT }).click();
    const card = page.locator(`#${messageId} .card`);
    await card.waitFor();
    return await card.screenshot();
  } finally {
    await context.close();
  }
}
