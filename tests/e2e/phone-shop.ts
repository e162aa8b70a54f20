import type { BrowserContext, Page } from 'playwright-core';
import type { Deps } from '../../server/flow/deps.ts';
import { findPunches, type Punch } from '../../server/store/punches.ts';
import { findFixes } from '../../server/store/segments.ts';
import { at } from '../flow/company.ts';
import { createShop, STORE } from '../support/phone.ts';
import type { Phones } from '../support/phone-page.ts';

/** Two kilometres from the store. */
export const FAR = { lng: STORE.lng + 0.02, lat: STORE.lat };

/** The shop of the flow tests with a server clock that runs, and phones whose clocks show the same unless told otherwise. */
export async function openShop(use: (deps: Deps) => Deps, clock: string) {
  const shop = await createShop();
  const startedMs = Date.now();
  const now = (): Date => new Date(+at(clock) + Date.now() - startedMs);
  const deps = use({ ...shop.deps, now });
  const punches = async (): Promise<Punch[]> => findPunches('zhang', at('00:00'), at('23:59'));
  const fixCount = async (): Promise<number> => {
    const { segments } = await findFixes('zhang', at('00:00'), at('23:59'));
    return segments.reduce((sum, { fixes }) => sum + fixes.length, 0);
  };
  return { ...shop, deps, now, punches, fixCount };
}

type Where = Readonly<{ lng: number; lat: number }>;
export type Phone = Readonly<{ page: Page; context: BrowserContext }>;

/** Opens the first screen of somebody's phone. */
export async function openPhone(
  phones: Phones,
  url: string,
  who: Readonly<{ cookie: string; at?: Where; clockAt: Date; path?: string }>,
): Promise<Phone> {
  const { cookie, at: where = STORE, clockAt, path = '/' } = who;
  const phone = await phones.open(cookie, { at: where, clockAt });
  await phone.page.goto(`${url}/h5/#${path}`);
  await phone.page.locator('.mq-page').first().waitFor();
  return phone;
}

/** How often the page has asked for a position. */
export async function countLocates(context: BrowserContext): Promise<void> {
  await context.addInitScript(`
    window.locates = 0;
    const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (...given) => { window.locates += 1; own(...given); };
  `);
}
