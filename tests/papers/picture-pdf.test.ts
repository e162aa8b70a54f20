import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Picture } from '../../server/domain/report/picture-marks.ts';
import { pictureOf } from '../../server/domain/report/track-picture.ts';
import { trackOf } from '../../server/domain/track/settle.ts';
import { StaySettingsSchema } from '../../server/domain/track/stay-settings.ts';
import { findStays } from '../../server/domain/track/stays.ts';
import { renderPictures } from '../../server/papers/picture-pdf.ts';

const madeAt = new Date('2026-11-26T02:00:00Z');
/** Set to look at the page. */
const out = process.env['PICTURES_OUT'];
const startMs = Date.UTC(2026, 2, 2, 1);

/** An hour at the own store, a ride of two kilometres east, an hour at a rival. */
function exampleOf(day: string): Picture {
  const eastOf = (minute: number) => Math.min(1, Math.max(0, (minute - 60) / 10)) * 0.02;
  const track = trackOf(
    Array.from({ length: 131 }, (_, minute) => ({
      atMs: startMs + minute * 60_000,
      lng: 121.47 + eastOf(minute) + 0.00003 * Math.sin(minute),
      lat: 31.23 + 0.00003 * Math.cos(minute * 2),
      accuracyM: 12,
    })),
  );
  const place = (id: string, role: 'own_store' | 'competitor', lng: number) => ({
    id,
    name: id === 'own' ? '南京东路店' : '对手𠀀店',
    roles: [role],
    center: { lng, lat: 31.23 },
    radiusM: 80,
  });
  return pictureOf(
    {
      day,
      timeZone: 'Asia/Shanghai',
      track,
      stays: findStays(track, StaySettingsSchema.parse({})),
      places: [place('own', 'own_store', 121.47), place('rival', 'competitor', 121.49)],
      zones: [{ id: 'z', center: { lng: 121.47, lat: 31.23 }, radiusM: 900 }],
      finding: {
        startAt: new Date(startMs + 70 * 60_000),
        endAt: new Date(startMs + 130 * 60_000),
        placeId: 'rival',
      },
    },
    'zh',
  );
}

it('draws each day on a page of one PDF with its own font, the same bytes for the same days', async () => {
  const pictures = [exampleOf('2026-03-02'), exampleOf('2026-03-03')];
  const footers: string[] = [];
  const footerOf = (page: string): string => {
    footers.push(page);
    return `C-1 · 第 ${page} 页`;
  };
  const one = await renderPictures(pictures, { madeAt, footerOf });
  expect(footers.slice(1), 'a loose page says where it belongs').toEqual(
    pictures.map((_, at) => `${at + 1}/${pictures.length}`),
  );
  const two = await renderPictures(pictures, { madeAt, footerOf });
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  const text = Buffer.from(one).toString('latin1');
  expect(text.startsWith('%PDF-1.')).toBe(true);
  expect(text.match(/\/Type \/Page\n/g)).toHaveLength(2);
  expect(text).toContain('/FontFile2');
  expect(one.byteLength).toBeLessThan(200_000);
  if (out === undefined) return;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'picture.pdf'), one);
});
