import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it, vi } from 'vitest';
import { consoleTables } from '../../miniapp/texts/console-texts.ts';
import { numberWords } from '../../miniapp/texts/screens/number-words.ts';

const ROOT = new URL('../../miniapp', import.meta.url).pathname;
const PHONE_LIMIT_BYTES = 200 * 1024;
/** Words that no phone says, or that its first screen never does. */
const NOT_OF_THE_PHONE = [
  consoleTables.zh.console.managerHint,
  consoleTables.en.console.managerHint,
  consoleTables.zh.consoleCase.unsent.title,
  numberWords.zh['askInsideMin'] ?? 'askInsideMin',
];
/** As many files as a browser asks one server for at a time over HTTP/1.1. */
const FILES_AT_A_TIME = 6;

/** The first screen of a cheap phone on a poor signal. */
it('keeps the phone entry within 200 KB of compressed script and one round of requests, and all pages free of inline script', async () => {
  const { scripts, pages } = await buildInMemory();
  const entry = pages.get('h5/index.html') ?? '';
  const first = [...entry.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name ?? '');
  const bytes = first.reduce((sum, name) => sum + gzipSync(scripts.get(name) ?? '').length, 0);
  const named = [...entry.matchAll(/(?:src|href)="\/[^"]+"/g)];
  expect(named.length).toBeLessThanOrEqual(FILES_AT_A_TIME);
  expect(first.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(PHONE_LIMIT_BYTES);
  for (const said of NOT_OF_THE_PHONE)
    expect(first.filter((name) => scripts.get(name)?.includes(said))).toEqual([]);
  for (const page of pages.values())
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
}, 120_000);

async function buildInMemory() {
  // What people get is what is measured; a test runner's own mode brings the slow kit for developers.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({ root: ROOT, logLevel: 'error', build: { write: false } }).finally(() =>
    vi.unstubAllEnvs(),
  );
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const scripts = new Map<string, string>();
  const pages = new Map<string, string>();
  for (const file of outputs) {
    if (file.type === 'chunk') scripts.set(file.fileName, file.code);
    else if (file.fileName.endsWith('.html')) pages.set(file.fileName, String(file.source));
  }
  return { scripts, pages };
}
