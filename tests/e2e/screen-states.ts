import type { BrowserContext, Page } from 'playwright-core';

/** Two kilometres east of the store. */
const FAR = { lng: 121.54, lat: 31.25 };
export const AT_STORE = { lng: 121.5201, lat: 31.2501 };

/** One situation of a screen: who has it, where, and what the thumb does until it shows. */
export type ScreenState = Readonly<{
  name: string;
  path: string;
  /** A selector that is there once it is drawn. */
  ready: string;
  act?: (page: Page, context: BrowserContext) => Promise<void>;
}>;
/** The situations of one person, in order, on one phone. */
export type StatesOf = Readonly<{
  who: string;
  at?: Readonly<{ lng: number; lat: number; accuracyM?: number }>;
  states: readonly ScreenState[];
}>;

/** Anew, because an emulated position that stands still is told to a page once only. */
async function punch(page: Page): Promise<void> {
  await page.reload();
  await page.locator('.mq-round').click();
}

/** Every Thursday, these hours. */
async function eachThursday(page: Page, from: string, to: string): Promise<void> {
  await page.locator('.mq-choices-2').first().locator('label').last().click();
  await page.locator('.mq-choices-7 label').nth(3).click();
  await fillHours(page, from, to);
}

async function fillHours(page: Page, from: string, to: string): Promise<void> {
  await page.locator('input[type=time]').first().fill(from);
  await page.locator('input[type=time]').last().fill(to);
}

const nth = (page: Page, n: number): Promise<void> => page.locator('.mq-card .mq-two button').nth(n).click();

/** What a screen looks like at its other times: without consent, far away, without a network, at rest, asked, decided. */
export const statesOf = (decidedCaseId: string): readonly StatesOf[] => [
  {
    who: 'new',
    at: AT_STORE,
    states: [
      { name: 'today-first', path: '/', ready: '.mq-notice' },
      { name: 'checkin-no-consent', path: '/checkin/in', ready: '.mq-foot' },
      { name: 'punch-no-consent', path: '/', ready: '.mq-reasons', act: punch },
      { name: 'welcome-consent', path: '/welcome', ready: '.mq-note', act: (page) => nth(page, 1) },
      {
        name: 'welcome-done',
        path: '/welcome',
        ready: '.mq-plain dt',
        act: async (page) => {
          // Three consents skipped and the rules put off.
          for (let step = 0; step < 4; step += 1) {
            const title = (await page.locator('.mq-card h2').first().textContent()) ?? '';
            await nth(page, 0);
            await page.locator('.mq-card h2').filter({ hasNotText: title }).first().waitFor();
          }
        },
      },
    ],
  },
  {
    who: 'far',
    at: { ...FAR, accuracyM: 25 },
    states: [
      { name: 'checkin-far', path: '/checkin/in', ready: '.mq-gps' },
      { name: 'punch-too-far', path: '/', ready: '.mq-reasons', act: punch },
      { name: 'scan', path: '/scan', ready: '.mq-scan' },
    ],
  },
  {
    who: 'flexes',
    states: [
      {
        name: 'ask-flexible-weekly',
        path: '/flexible-shifts/new',
        ready: '.mq-flexed dl',
        act: (page) => eachThursday(page, '12:00', '21:00'),
      },
      {
        name: 'ask-flexible-too-long',
        path: '/flexible-shifts/new',
        ready: '.mq-field-faults p',
        act: (page) => fillHours(page, '09:00', '20:00'),
      },
    ],
  },
  {
    who: 'late',
    at: { ...AT_STORE, accuracyM: 900 },
    states: [{ name: 'punch-poor', path: '/', ready: '.mq-reasons', act: punch }],
  },
  {
    who: 'clear',
    at: AT_STORE,
    states: [
      { name: 'checkin-store', path: '/checkin/in', ready: '.mq-gps' },
      { name: 'punch-good', path: '/', ready: '.mq-result-good', act: punch },
      {
        name: 'today-rest',
        path: '/',
        ready: '.mq-own-time .adm-button-primary:enabled',
        act: (page) => page.locator('.mq-own-time button').last().click(),
      },
      { name: 'my-refused', path: '/my/refused', ready: '.mq-page' },
      {
        name: 'checkin-offline',
        path: '/checkin/out',
        ready: '.mq-note',
        act: async (page, context) => {
          await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
          await page.reload();
          await page.locator('.mq-foot').waitFor();
          await context.setOffline(true);
          await page.reload();
        },
      },
      {
        name: 'punch-offline',
        path: '/',
        ready: '.mq-result-wait',
        act: punch,
      },
      { name: 'today-offline', path: '/', ready: '.mq-tag-queued' },
    ],
  },
  { who: 'asked', at: AT_STORE, states: [{ name: 'today-asked', path: '/', ready: '.mq-presence' }] },
  { who: 'free', at: AT_STORE, states: [{ name: 'today-session', path: '/', ready: '.mq-own-time' }] },
  {
    who: 'off',
    at: AT_STORE,
    states: [{ name: 'punch-off-hours', path: '/', ready: '.mq-time-field', act: punch }],
  },
  { who: 'away', states: [{ name: 'today-leave', path: '/', ready: '.mq-shift' }] },
  {
    who: 'stays',
    at: AT_STORE,
    states: [
      { name: 'visits-suggested', path: '/visits', ready: '.mq-request' },
      {
        name: 'quiz-wrong',
        path: '/quiz',
        ready: '.mq-wrong',
        act: async (page) => {
          const questions = page.locator('.mq-quiz fieldset');
          await questions.first().waitFor();
          for (let n = 0; n < (await questions.count()); n += 1)
            await questions.nth(n).locator('input').first().check();
          await page.locator('.mq-quiz .adm-button').click();
        },
      },
    ],
  },
  {
    who: 'manager',
    states: [
      { name: 'to-confirm', path: '/to-confirm', ready: '.mq-two' },
      { name: 'store-code', path: '/store-code', ready: 'svg' },
    ],
  },
  {
    who: 'decided',
    states: [
      { name: 'today-appeal', path: '/', ready: '.mq-notice-urgent' },
      { name: 'case-decided', path: `/cases/${decidedCaseId}`, ready: '#appeal-text' },
      { name: 'case-appeal', path: `/cases/${decidedCaseId}/appeal`, ready: '#appeal-text' },
    ],
  },
];
