import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Card } from '../../../server/contract/card.ts';
import { launchBrowser } from '../../support/browser.ts';
import { isRegen, isRegenOf } from '../../support/regen.ts';
import { startSandbox } from '../../sandbox/support.ts';
import { gallery } from './gallery.ts';

const dir = join(import.meta.dirname, '../../fixtures/cards');
const pretty = (card: Card): string => `${JSON.stringify(card, null, 2)}\n`;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const PicturesSchema = z.record(z.string(), z.string());

/** Pictures by name, each with the hash of the card it was taken of. */
const readPictures = (): Record<string, string> => {
  const path = join(dir, 'pictures.json');
  return existsSync(path) ? PicturesSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
};

describe('the golden cards', () => {
  it('are of every builder there is', () => {
    const builders = readdirSync(join(import.meta.dirname, '../../../server/feishu/cards'))
      .filter((file) => file.endsWith('-card.ts'))
      .map((file) => file.replace('-card.ts', ''));
    const names = gallery.map(([name]) => name);
    const missing = builders.filter(
      (builder) => !names.some((name) => name === builder || name.startsWith(`${builder}-`)),
    );
    expect(missing).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(gallery)('%s is what it was', (name, card) => {
    const path = join(dir, `${name}.json`);
    if (isRegenOf(name)) {
      mkdirSync(dir, { recursive: true });
      writeFileSync(path, pretty(card));
    }
    expect(pretty(card)).toBe(readFileSync(path, 'utf8'));
  });

  it.runIf(isRegen)('have their picture taken in the sandbox page', { timeout: 240_000 }, async () => {
    const { sandbox, client } = await startSandbox({ limits: null });
    const browser = await launchBrowser();
    onTestFinished(async () => {
      await browser.close();
      await sandbox.close();
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 1400 }, locale: 'zh-CN' });
    const before = readPictures();
    const pictures: Record<string, string> = {};
    for (const [name, card] of gallery) {
      if (!isRegenOf(name)) {
        pictures[name] = before[name] ?? '';
        continue;
      }
      const sent = await client.im.message.create({
        params: { receive_id_type: 'open_id' },
        data: { receive_id: 'ou_p1', msg_type: 'interactive', content: JSON.stringify(card) },
      });
      await page.goto(sandbox.url);
      const shown = page.locator(`#${sent.data?.message_id} .card`);
      await shown.waitFor();
      await shown.screenshot({ path: join(dir, `${name}.png`) });
      pictures[name] = hashOf(pretty(card));
    }
    writeFileSync(join(dir, 'pictures.json'), `${JSON.stringify(pictures, null, 2)}\n`);
    expect(Object.keys(pictures)).toHaveLength(gallery.length);
  });

  it('have a picture of the card as it is now', () => {
    const wanted = Object.fromEntries(gallery.map(([name, card]) => [name, hashOf(pretty(card))]));
    expect(readPictures()).toEqual(wanted);
    for (const [name] of gallery)
      expect(
        readFileSync(join(dir, `${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
  });
});
