import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.ts';

const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;

if (findBrowser() === null && isDebianRoot) {
  console.error('No Chromium found: installing Debian’s headless Chromium for the browser tests …');
  run('apt-get', ['update', '-qq']);
  install('chromium-headless-shell', 'fonts-noto-cjk');
  // Older releases have the whole browser alone.
  if (findBrowser() === null) install('chromium', 'fonts-noto-cjk');
}
if (findBrowser() === null) {
  const how = 'install Chromium or Chrome, or set CHROMIUM_PATH';
  if (process.env['REQUIRE_BROWSER'] === '1') {
    console.error(`No Chromium found and REQUIRE_BROWSER=1: ${how}.`);
    process.exit(1);
  }
  console.error(`\n*** The browser tests will be SKIPPED: ${how}. ***\n`);
}

function install(...packages: readonly string[]): void {
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
