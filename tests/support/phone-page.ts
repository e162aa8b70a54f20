import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from './browser.ts';

/** A cheap phone in one hand. */
export const PHONE = { width: 360, height: 740 } as const;
/** A machine of two cores under load: everything is waited for. */
export const PATIENCE_MS = 60_000;

export type Phones = Readonly<{
  /** A phone of its own with this session, at this place; `language` as chosen on it. */
  open: (
    cookie: string,
    options?: Readonly<{
      language?: 'zh' | 'en';
      at?: Readonly<{ lng: number; lat: number }>;
      /** What the phone's clock shows when it is opened; it runs on from there. */
      clockAt?: Date;
    }>,
  ) => Promise<{ page: Page; context: BrowserContext }>;
  close: () => Promise<void>;
}>;

/** Phones (Chromium in its mobile emulation) that talk to the app at `url()`. */
export async function startPhones(url: () => string): Promise<Phones> {
  const browser: Browser = await launchBrowser();
  return {
    open: async (cookie, { language = 'zh', at, clockAt } = {}) => {
      const context = await browser.newContext({
        viewport: PHONE,
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
        locale: language === 'zh' ? 'zh-CN' : 'en-US',
        timezoneId: 'Asia/Shanghai',
        acceptDownloads: true,
        ...(at && {
          geolocation: { longitude: at.lng, latitude: at.lat, accuracy: 12 },
          permissions: ['geolocation'],
        }),
      });
      context.setDefaultTimeout(PATIENCE_MS);
      if (clockAt) await context.clock.install({ time: clockAt });
      await context.addCookies(cookiesFor(url(), cookie));
      await context.addInitScript(`localStorage.setItem('mingqin-language', '${language}')`);
      return { page: await context.newPage(), context };
    },
    close: () => browser.close(),
  };
}

/** The cookies of a header, as a browser is given them. */
export const cookiesFor = (url: string, cookie: string): { name: string; value: string; url: string }[] =>
  cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FindingsSchema = z.array(
  z.object({ id: z.string(), impact: z.string().nullable(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe-core finds on the page as it stands: serious and critical findings, each with the first places. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(AXE);
  await page.evaluate(TRANSITIONS_ENDED);
  const found: unknown = await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  );
  return FindingsSchema.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html)
          .join(' | ')}`,
    );
}

/** A button that has just become usable still fades in, and has another contrast until then. */
const TRANSITIONS_ENDED = `Promise.all(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition)
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;

/** Elements that reach beyond the screen's edge: nobody scrolls sideways with one hand. */
export async function tooWide(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
}

/** Where a thumb must hit less than 44 pixels each way; what a label makes larger counts as large as the label. */
export async function smallTargets(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(await page.evaluate(SMALL_TARGETS));
}

const SMALL_TARGETS = `[...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=button]')]
  .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
  .filter(({ element, box }) => element.checkVisibility() && box.width > 0 && !element.closest('p'))
  .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
  .map(({ element, box }) => element.outerHTML.slice(0, 90) + ' ' + Math.round(box.width) + 'x' + Math.round(box.height))`;
