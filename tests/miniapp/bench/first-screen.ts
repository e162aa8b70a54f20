import type { Browser, BrowserContext, Page } from 'playwright-core';
import { atMost, median, type BenchResult } from '../../../server/cli/bench/bench.ts';
import { startDemoProcess } from '../../../server/cli/bench/demo-process.ts';
import { withTempFolder } from '../../../server/cli/bench/temp-folder.ts';
import { signIn } from '../../../server/journey/visitor.ts';
import { findBrowser, launchBrowser } from '../../support/browser.ts';
import { cookiesFor, PATIENCE_MS, PHONE } from '../../support/phone-page.ts';

type Say = (line: string) => void;

const ROUNDS = 3;
const CPU_SLOWDOWN = 4;
/** Lighthouse's slow 4G where the browser itself slows requests: 150 ms round trips and 1.6 Mbps of the line, as each request feels them. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1474.56 * 1024) / 8,
  uploadThroughput: (675 * 1024) / 8,
};
/** When the button is first painted, ms since the navigation began. */
const WATCH = `
  window.firstButton = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('.mq-round')) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now()));
    }).observe(document, { childList: true, subtree: true });
  });
`;

/** Milliseconds until the check-in button of somebody signed in: on a phone that has never seen the app, and on one that has. */
export async function measureFirstScreen(say: Say): Promise<BenchResult> {
  if (findBrowser() === null) {
    say('no Chromium or Chrome is installed (set CHROMIUM_PATH): the first screen is not measured');
    return { figures: {}, bars: [] };
  }
  return withTempFolder(async (folder) => {
    const demo = await startDemoProcess(folder);
    const browser = await launchBrowser();
    try {
      return await measureAt(new URL(demo.url).origin, browser, say);
    } finally {
      await browser.close();
      await demo.stop();
    }
  });
}

async function measureAt(url: string, browser: Browser, say: Say): Promise<BenchResult> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await openPhone(browser, url);
    cold.push(await timeToButton(context, url));
    await installed(context, url);
    warm.push(await timeToButton(context, url));
    await context.close();
    say(`first button: cold ${cold.at(-1)} ms, warm ${warm.at(-1)} ms`);
  }
  const figures = { firstButtonColdMs: median(cold), firstButtonWarmMs: median(warm) };
  return {
    figures,
    bars: [
      atMost('first check-in button cold, ms', 3000, figures.firstButtonColdMs),
      atMost('first check-in button warm, ms', 1000, figures.firstButtonWarmMs),
    ],
  };
}

async function openPhone(browser: Browser, url: string): Promise<BrowserContext> {
  const login = await fetch(new URL('/auth/login?fresh=1&to=/h5/', url), { redirect: 'manual' });
  const tenantUrl = new URL(login.headers.get('location') ?? '', url).origin;
  const { cookie } = await signIn(url, tenantUrl, 'MQ1001');
  const context = await browser.newContext({
    viewport: PHONE,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies(cookiesFor(url, cookie));
  await context.addInitScript(WATCH);
  return context;
}

async function timeToButton(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await slowDown(page);
  await page.goto(`${url}/h5/`, { waitUntil: 'commit' });
  await page.locator('.mq-round').waitFor();
  const ms = Number(await page.evaluate('window.firstButton'));
  await page.close();
  return Math.round(ms);
}

/** The app has been opened once at leisure, so that its worker and its last state are there. */
async function installed(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/h5/`);
  await page.locator('.mq-round').waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.waitForLoadState('networkidle');
  await page.close();
}

async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', SLOW_4G);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
}
