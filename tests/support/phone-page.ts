import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from './browser.ts';
import { isRegen } from './regen.ts';

/** A cheap phone in one hand. */
export const PHONE = { width: 360, height: 740 } as const;
/** A machine of two cores under load: everything is waited for. */
export const PATIENCE_MS = 60_000;

export type Phones = Readonly<{
  /** A phone of its own with this session (none when empty), at this place; `language` as chosen on it. */
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
        // As sharp as a phone where its picture is kept; four times the pixels take their time otherwise.
        deviceScaleFactor: isRegen ? 2 : 1,
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
      if (cookie !== '') await context.addCookies(cookiesFor(url(), cookie));
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

/** Opens another screen of the app and waits until the one before is gone; the same screen again stays as it stands. */
export async function showScreen(page: Page, address: string, screen = '.mq-page'): Promise<void> {
  const [base, hash] = page.url().split('#');
  const isOther = hash !== undefined && address.startsWith(`${base}#`) && address !== page.url();
  if (isOther)
    await page.evaluate(
      `document.querySelectorAll('${screen}').forEach((one) => { one.dataset.left = ''; })`,
    );
  await page.goto(address);
  await page.locator(`${screen}:not([data-left])`).first().waitFor();
}

/** What is found at a second look too: a page that is still being drawn is not judged. */
export async function lasting(look: () => Promise<string[]>): Promise<string[]> {
  const first = await look();
  if (first.length === 0) return first;
  await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
  return look();
}
const SECOND_LOOK_MS = 2_000;

/** What axe-core finds on the page as it stands: serious and critical findings, each with the first places. */
export const seriousFindings = (page: Page): Promise<string[]> => lasting(() => axeFindings(page));

async function axeFindings(page: Page): Promise<string[]> {
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

/** What a screen reader says twice (a live region within another), or stops at without a word (a picture that is neither named nor decoration). */
export const unspeakable = (page: Page): Promise<string[]> =>
  lasting(async () => z.array(z.string()).parse(await page.evaluate(UNSPEAKABLE)));

const UNSPEAKABLE = `(() => {
  const live = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
  const twice = [...document.querySelectorAll(live)].filter((one) => one.parentElement?.closest(live));
  const mute = [...document.querySelectorAll('svg')].filter((one) => one.checkVisibility() &&
    !one.closest('[aria-hidden=true], [role=img], button, a, .leaflet-container') && !one.ariaLabel && !one.querySelector('title'));
  const words = (one) => one.outerHTML.slice(0, 90);
  return [...twice.map((one) => 'said twice: ' + words(one)), ...mute.map((one) => 'mute: ' + words(one))];
})()`;

/** What still moves for somebody who asked the phone for less of that; a small wheel may turn slowly. */
export async function moving(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = z.array(z.string()).parse(await page.evaluate(MOVING));
  await page.emulateMedia({ reducedMotion: null });
  return found;
}

const MOVING = `[...document.querySelectorAll('body *')].filter((one) => {
  const { transitionDuration, animationDuration, animationName } = getComputedStyle(one);
  const longest = Math.max(...(transitionDuration + ',' + (animationName === 'none' ? '0s' : animationDuration)).split(',').map(parseFloat));
  return longest > 0.1 && !one.matches('.mq-spinner');
}).slice(0, 3).map((one) => one.outerHTML.slice(0, 90))`;

/** By how many pixels something reaches beyond the screen's edge: nobody scrolls sideways with one hand. */
export async function tooWide(page: Page): Promise<number> {
  const beyond = async (): Promise<string[]> => {
    const px = z
      .number()
      .parse(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
    return px > 0 ? [String(px)] : [];
  };
  return Number((await lasting(beyond))[0] ?? 0);
}

/** Where a thumb must hit less than 44 pixels each way; what a label makes larger counts as large as the label. */
export const smallTargets = (page: Page): Promise<string[]> =>
  lasting(async () => z.array(z.string()).parse(await page.evaluate(SMALL_TARGETS)));

const SMALL_TARGETS = `[...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=button]')]
  .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
  .filter(({ element, box }) => element.checkVisibility() && box.width > 0 && !element.closest('p'))
  .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
  .map(({ element, box }) => element.outerHTML.slice(0, 90) + ' ' + Math.round(box.width) + 'x' + Math.round(box.height))`;

/** Where a mouse or a finger must hit less than 24 pixels each way (WCAG 2.2, 2.5.8); a link within a sentence is excepted there. */
export const tinyTargets = (page: Page): Promise<string[]> =>
  lasting(async () => z.array(z.string()).parse(await page.evaluate(TINY_TARGETS)));

const TINY_TARGETS = `[...document.querySelectorAll('main :is(button, a[href], input, select, textarea, summary)')]
  .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
  .filter(({ element, box }) => element.checkVisibility() && box.width > 0 && !element.closest('.leaflet-container'))
  .filter(({ box }) => box.width < 23.5 || box.height < 23.5)
  .map(({ element, box }) => element.outerHTML.slice(0, 90) + ' ' + Math.round(box.width) + 'x' + Math.round(box.height))`;

/** The levels of the headings, in order: one h1 first, and none left out below it. */
export const headingFaults = (page: Page): Promise<string[]> =>
  lasting(async () => {
    const levels = z.array(z.number()).parse(await page.evaluate(HEADING_LEVELS));
    const isSound =
      levels[0] === 1 && levels.every((level, n) => n === 0 || level <= (levels[n - 1] ?? 0) + 1);
    return isSound ? [] : [`headings ${levels.join(' ')}`];
  });

const HEADING_LEVELS = `[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter((element) => element.checkVisibility())
  .map(({ tagName }) => Number(tagName[1]))`;

/** Presses Tab and names what it comes to without showing where it is; axe cannot see that. */
export async function ringless(page: Page, tabs: number): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < tabs; n += 1) {
    await page.keyboard.press('Tab');
    found.push(await page.evaluate<string>(RINGLESS));
  }
  return found.filter((name) => name !== '');
}

const RINGLESS = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return '';
  const hasRing = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  };
  // The browser draws it around the part of a date or time one is in.
  if (['date', 'time'].includes(focused.type)) return '';
  // A choice is drawn by what stands beside its hidden input.
  if ([focused, focused.nextElementSibling].some((element) => element !== null && hasRing(element))) return '';
  return [focused.tagName, focused.className, focused.textContent.trim().slice(0, 30)].join(' ');
})()`;
