import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../server/journey/find-browser.ts';

export { findBrowser } from '../../server/journey/find-browser.ts';

/** The first start on a busy machine reads a few hundred megabytes. */
const LAUNCH_MS = 120_000;

/** Starts it headless; the flags keep it from calling its maker, which a closed network refuses at length. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chromium or Chrome is installed; set CHROMIUM_PATH');
  return await chromium.launch({
    executablePath,
    timeout: LAUNCH_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
