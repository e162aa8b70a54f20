import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { openScreen } from '../../server/flow/signal/store-screen.ts';
import { DAY } from '../flow/company.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import { largeTextFaults } from '../support/large-text.ts';
import { isRegen, isRegenOf } from '../support/regen.ts';
import {
  lasting,
  moving,
  PHONE,
  seriousFindings,
  showScreen,
  headingFaults,
  smallTargets,
  startPhones,
  tooWide,
  unspeakable,
  type Phones,
} from '../support/phone-page.ts';
import { createScreenStaff } from './screen-staff.ts';
import { statesOf } from './screen-states.ts';
import { createScreenWorld, CUSTOMER, type ScreenWorld } from './screen-world.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const dir = join(import.meta.dirname, '../fixtures/screens');
/** What hangs in a store. */
const STORE_SCREEN = { width: 1280, height: 720 } as const;
const LANGUAGES = ['zh', 'en'] as const;
type World = Pick<ScreenWorld, 'caseId' | 'alertId' | 'declarationId' | 'flexibleId'>;
type Shot = Readonly<{ name: string; path: (world: World) => string; ready: string }>;

/** Every screen of the phone app that stands by itself; `ready` is a selector that is there once it is drawn. */
const SCREENS: readonly Shot[] = [
  { name: 'visits', path: () => '/visits', ready: '.mq-visit-next' },
  { name: 'route', path: () => '/route', ready: '.mq-route-stop' },
  { name: 'calendar', path: () => '/my/calendar/2026-11', ready: '.mq-calendar-day' },
  { name: 'my-day', path: () => `/my/days/${DAY}`, ready: '.mq-track-picture' },
  { name: 'my-requests', path: () => '/my/requests', ready: '.mq-request' },
  { name: 'welcome', path: () => '/welcome', ready: '.mq-plain' },
  { name: 'quiz', path: () => '/quiz', ready: '.mq-quiz' },
  { name: 'rules', path: () => '/rules', ready: '.mq-two' },
  { name: 'diagnostics', path: () => '/diagnostics', ready: '.mq-training' },
  { name: 'case', path: ({ caseId }) => `/cases/${caseId}`, ready: '.leaflet-container path' },
  { name: 'alert', path: ({ alertId }) => `/alerts/${alertId}`, ready: '.leaflet-container path' },
  { name: 'me', path: () => '/me', ready: '.mq-row-list' },
  { name: 'reads', path: () => '/my/reads', ready: '.mq-row-list, .adm-empty' },
  { name: 'consents', path: () => '/consents', ready: '.mq-notice-card' },
  { name: 'policy', path: () => '/policy', ready: '.mq-markdown' },
  { name: 'report', path: () => '/report/2026-11', ready: '.mq-figures' },
  { name: 'declarations', path: () => '/declarations', ready: '.mq-row-list' },
  { name: 'declaration', path: ({ declarationId }) => `/declarations/${declarationId}`, ready: '.mq-plain' },
  { name: 'flexible-shifts', path: () => '/flexible-shifts', ready: '.mq-row-list' },
  { name: 'flexible-shift', path: ({ flexibleId }) => `/flexible-shifts/${flexibleId}`, ready: '.mq-plain' },
  { name: 'ask-flexible', path: () => '/flexible-shifts/new', ready: '.mq-flexed h3' },
  { name: 'today', path: () => '/', ready: '.mq-round' },
  { name: 'checkin', path: () => '/checkin/out', ready: '.mq-foot' },
  { name: 'my-alerts', path: () => '/my/alerts', ready: '.mq-row-list' },
  { name: 'my-cases', path: () => '/my/cases', ready: '.mq-row-list' },
  { name: 'declare', path: () => '/declarations/new', ready: '.mq-form' },
];

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST });

describe.skipIf(!hasBrowser && !isRequired)(
  'the screens of the phone',
  { timeout: 300_000, retry: 1 },
  () => {
    let phones: Phones;
    let world: ScreenWorld;
    let cookie = '';
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      phones = await startPhones(app.url);
      world = await createScreenWorld(app.use);
      cookie = await app.signIn('ou_zhang');
    }, 300_000);
    afterAll(() => phones?.close());

    it.each(LANGUAGES)(
      'fit 360 pixels and a thumb, and have no serious accessibility finding in %s',
      async (language) => {
        const { page, context } = await phones.open(cookie, { language, at: CUSTOMER });
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
        for (const { name, path, ready } of SCREENS) {
          await showScreen(page, `${app.url()}/h5/#${path(world)}`);
          faults.push(...(await look(page, { name, ready, language })));
        }
        await context.close();
        expect(faults).toEqual([]);
      },
    );

    // In English alone where no picture is taken: its words are the longer ones, and what stands on the screens is the same.
    it.each(isRegen ? LANGUAGES : (['en'] as const))(
      'hold as much in every situation, in %s',
      async (language) => {
        const faults: string[] = [];
        const { now } = letClockRun();
        const staff = await createScreenStaff(world, language);
        for (const { who, at, states } of statesOf(staff.decidedCaseId)) {
          const signedIn = await app.signIn(`ou_${who}-${language}`);
          const { page, context } = await phones.open(signedIn, {
            language,
            clockAt: now(),
            ...(at && { at }),
          });
          if (at?.accuracyM)
            await context.setGeolocation({ longitude: at.lng, latitude: at.lat, accuracy: at.accuracyM });
          for (const { name, path, ready, act } of states) {
            await showScreen(page, `${app.url()}/h5/#${path}`);
            await act?.(page, context);
            faults.push(...(await look(page, { name, ready, language })));
          }
          await context.close();
        }
        faults.push(...(await lookAtStoreScreen(openScreen(world.deps, staff.manager), language)));
        expect(faults).toEqual([]);
      },
    );

    /** The page that hangs in a store, on its own large screen. */
    async function lookAtStoreScreen(
      opened: Promise<{ url: string }>,
      language: 'zh' | 'en',
    ): Promise<string[]> {
      const { hash } = new URL((await opened).url);
      const { page, context } = await phones.open('', { language });
      await page.setViewportSize(STORE_SCREEN);
      await page.goto(`${app.url()}/screen/${hash}`);
      await page.locator('.mq-qr').waitFor();
      const below = async (): Promise<string[]> => {
        const px = await page.evaluate('document.documentElement.scrollHeight - window.innerHeight');
        return Number(px) > 0 ? [`${String(px)} px below the edge`] : [];
      };
      const faults = [...(await seriousFindings(page)), ...(await lasting(below))];
      if (isRegenOf('store-screen'))
        await takePicture(page, { name: 'store-screen', language, size: STORE_SCREEN });
      await context.close();
      return faults.map((fault) => `store-screen: ${fault}`);
    }

    /** Punches are refused by a clock that stands still while the phone's runs on. */
    function letClockRun(): Readonly<{ now: () => Date }> {
      const fromMs = +world.deps.now() - Date.now();
      return app.use({ ...world.deps, now: () => new Date(Date.now() + fromMs) });
    }

    async function look(
      page: Page,
      { name, ready, language }: Readonly<{ name: string; ready: string; language: string }>,
    ): Promise<string[]> {
      await page.locator(ready).first().waitFor();
      if (isRegenOf(name)) await page.waitForLoadState('networkidle');
      const beyond = await tooWide(page);
      const faults = [
        ...(await seriousFindings(page)),
        ...(await headingFaults(page)),
        ...(await unspeakable(page)),
        ...(await moving(page)).map((part) => `moves: ${part}`),
        ...(await smallTargets(page)).map((target) => `small: ${target}`),
        ...(beyond > 0 ? [`${beyond} px too wide`] : []),
        ...(await largeTextFaults(page)).map((fault) => `at twice the size: ${fault}`),
      ];
      if (isRegenOf(name)) await takePicture(page, { name, language, size: PHONE });
      return faults.map((fault) => `${name}: ${fault}`);
    }
  },
);

it('have their picture in both languages', async () => {
  const states = statesOf('').flatMap((one) => one.states);
  const wanted = [...SCREENS, ...states, { name: 'store-screen' }].flatMap(({ name }) =>
    LANGUAGES.map((language) => pathOf(name, language)),
  );
  expect(wanted.filter((path) => !existsSync(path))).toEqual([]);
});

const pathOf = (name: string, language: string): string => join(dir, `${name}.${language}.png`);

/** The whole screen, small enough for a repository. */
async function takePicture(
  page: Page,
  {
    name,
    language,
    size,
  }: Readonly<{ name: string; language: string; size: typeof PHONE | typeof STORE_SCREEN }>,
): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  const raw = await page.screenshot({ animations: 'disabled' });
  await page.setViewportSize(size);
  await sharp(raw)
    .resize({ width: size.width })
    .png({ palette: true, colours: 64 })
    .toFile(pathOf(name, language));
}
