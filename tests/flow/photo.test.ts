import mongoose from 'mongoose';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { takePhoto } from '../../server/flow/photo.ts';
import { takePunches } from '../../server/flow/punch.ts';
import { sha256 } from '../../server/flow/secret.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findPhoto, readPhoto } from '../../server/store/photos.ts';
import { findPunch } from '../../server/store/punches.ts';
import { useDatabase } from '../support/db.ts';
import { answer, buildPunch, buildPunches, createShop } from '../support/phone.ts';
import { at } from './company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
let punchId = '';
beforeEach(async () => {
  shop = await createShop();
  punchId = uuidv7();
  await takePunches(shop.deps, shop.promoter, buildPunches([buildPunch('10:00', { id: punchId })]));
});
const fieldsOf = (id = uuidv7()) => ({ id, punchId, capturedAtMs: +at('10:00') });
const EXIF = {
  IFD0: { Model: 'SECRET-PHONE', Copyright: 'SECRET-PERSON' },
  IFD3: { GPSLatitude: '31/1 14/1 0/1' },
};
/** A picture that does not compress: noise. */
async function noise(
  width: number,
  height: number,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<Buffer> {
  const background = { r: 90, g: 120, b: 150 };
  return sharp({
    create: { width, height, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .withExif(EXIF)
    .toFormat(format)
    .toBuffer();
}
const storedBytes = async (id: string) => {
  const photo = await findPhoto(id);
  if (!photo) throw new Error('no photo');
  return { photo, bytes: await readPhoto(photo) };
};

describe('a photo', () => {
  it('needs its own consent, and nothing is kept without it', async () => {
    const fields = fieldsOf();
    const bytes = await noise(60, 40);
    await shop.agree('location');
    await expect(takePhoto(shop.deps, shop.promoter, { fields, bytes })).rejects.toMatchObject({
      code: 'consent_missing',
      status: 403,
    });
    await answer(shop.deps, { kind: 'photo', person: shop.promoter }, false);
    await expect(takePhoto(shop.deps, shop.promoter, { fields, bytes })).rejects.toMatchObject({
      code: 'consent_missing',
    });
    expect(await findPhoto(fields.id)).toBeNull();
  });

  it.each(['jpeg', 'png', 'webp'] as const)(
    'of a phone (%s) is stored small, as JPEG, without any metadata',
    async (format) => {
      await shop.agree('photo');
      const bytes = await noise(1800, 1350, format);
      expect(bytes.includes('SECRET-PHONE')).toBe(true);
      const fields = fieldsOf();
      expect(await takePhoto(shop.deps, shop.promoter, { fields, bytes })).toMatchObject({
        status: 'created',
      });
      const stored = await storedBytes(fields.id);
      expect(stored.bytes.byteLength).toBeLessThanOrEqual(300 * 1024);
      const meta = await sharp(stored.bytes).metadata();
      expect([meta.format, meta.exif, meta.xmp, meta.iptc]).toEqual([
        'jpeg',
        undefined,
        undefined,
        undefined,
      ]);
      expect(stored.bytes.includes('SECRET')).toBe(false);
      expect(stored.photo).toMatchObject({
        sourceSha256: sha256(bytes),
        sha256: sha256(stored.bytes),
        personId: 'zhang',
      });
      expect(await findPunch(punchId)).toMatchObject({ hasPhoto: true, photoId: fields.id });
    },
    // Making a large noisy picture takes seconds on a busy machine.
    20_000,
  );

  it('is stored once however often it is sent; other bytes under its id are a conflict', async () => {
    await shop.agree('photo');
    const fields = fieldsOf();
    const bytes = await noise(80, 60);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => takePhoto(shop.deps, shop.promoter, { fields, bytes })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([
      'created',
      ...Array.from({ length: 4 }, () => 'duplicate'),
    ]);
    const other = await noise(81, 60);
    expect((await takePhoto(shop.deps, shop.promoter, { fields, bytes: other })).status).toBe('conflict');
    expect((await storedBytes(fields.id)).photo.sourceSha256).toBe(sha256(bytes));
  });

  it('of a punch from a time without consent is not taken, also after a later yes', async () => {
    await answer(shop.deps, { kind: 'photo', person: shop.promoter }, true);
    const fields = fieldsOf();
    const receipt = await takePhoto(shop.deps, shop.promoter, { fields, bytes: await noise(60, 40) });
    expect(receipt).toMatchObject({ status: 'rejected', code: 'no_consent' });
    expect(await findPhoto(fields.id)).toBeNull();
  });

  it('is the only one of its punch: a later one neither replaces it nor is kept', async () => {
    await shop.agree('photo');
    const first = fieldsOf();
    await takePhoto(shop.deps, shop.promoter, { fields: first, bytes: await noise(60, 40) });
    const second = fieldsOf();
    const receipt = await takePhoto(shop.deps, shop.promoter, { fields: second, bytes: await noise(61, 40) });
    expect(receipt).toMatchObject({ status: 'rejected', code: 'has_photo' });
    expect(await findPhoto(second.id)).toBeNull();
    expect((await findPunch(punchId))?.photoId).toBe(first.id);
  });

  it('is tied to its punch by a second sending when the first one was cut short', async () => {
    await shop.agree('photo');
    const sent = { fields: fieldsOf(), bytes: await noise(60, 40) };
    await takePhoto(shop.deps, shop.promoter, sent);
    await mongoose.model('Punch').updateOne({ _id: punchId }, { hasPhoto: false });
    expect((await takePhoto(shop.deps, shop.promoter, sent)).status).toBe('duplicate');
    expect((await findPunch(punchId))?.hasPhoto).toBe(true);
  });

  it('leaves no bytes behind when its record was never written: they are gone an hour later', async () => {
    await shop.agree('photo');
    const [kept, lost] = [fieldsOf(), { ...fieldsOf(), punchId: uuidv7() }];
    const punch = buildPunch('10:01', { id: lost.punchId });
    await takePunches(shop.deps, shop.promoter, buildPunches([punch]));
    for (const fields of [kept, lost])
      await takePhoto(shop.deps, shop.promoter, { fields, bytes: await noise(60, 40) });
    await mongoose.model('Photo').deleteOne({ _id: lost.id });
    const files = async () => {
      const found = await mongoose.connection.collection('photo-files.files').find().toArray();
      return found.map(({ filename }): unknown => filename);
    };
    const chunks = mongoose.connection.collection('photo-files.chunks');
    const before = await chunks.countDocuments();
    shop.setNow(at('15:59'));
    await sweep(shop.deps);
    expect(await files()).toEqual(expect.arrayContaining([kept.id, lost.id]));
    shop.setNow(at('17:00'));
    await sweep(shop.deps);
    expect(await files()).not.toContain(lost.id);
    expect((await storedBytes(kept.id)).bytes.length).toBeGreaterThan(0);
    expect(await chunks.countDocuments()).toBe(before - 1);
  });

  it('belongs to a punch of the same person', async () => {
    await shop.agree('photo');
    await shop.agree('photo', shop.manager);
    const bytes = await noise(60, 40);
    const unknown = { ...fieldsOf(), punchId: uuidv7() };
    const rejected = { status: 'rejected', code: 'punch_not_found', field: 'punchId' };
    expect(await takePhoto(shop.deps, shop.promoter, { fields: unknown, bytes })).toMatchObject(rejected);
    expect(await takePhoto(shop.deps, shop.manager, { fields: fieldsOf(), bytes })).toMatchObject(rejected);
    expect((await findPunch(punchId))?.hasPhoto).toBe(false);
  });
});
