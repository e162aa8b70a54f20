import mongoose from 'mongoose';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAlike } from '../../../server/domain/photo/likeness.ts';
import { reencode, takePhoto } from '../../../server/flow/ingest/photo.ts';
import { lookAtPunchPhoto } from '../../../server/flow/punch/punch-photo.ts';
import { confirmPunch, takePunches } from '../../../server/flow/punch/punch.ts';
import { sha256 } from '../../../server/flow/secret/secret.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { savePerson } from '../../../server/store/people.ts';
import {
  deletePhotos,
  findPhoto,
  findPhotoMarks,
  findPhotoTwins,
  readPhoto,
} from '../../../server/store/photos.ts';
import { findPunch } from '../../../server/store/punches.ts';
import { listReads } from '../../../server/store/reads.ts';
import { useDatabase } from '../../support/db.ts';
import { answer, buildPunch, buildPunches, createShop } from '../../support/phone.ts';
import { at, buildPerson } from '../company.ts';

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
    .toFormat(format, format === 'webp' ? { effort: 0 } : {})
    .toBuffer();
}
/** A scene of soft shapes, another one for each seed. */
async function picture(seed: number): Promise<Buffer> {
  const shapes = Array.from({ length: 14 }, (_, n) => {
    const value = (step: number) => ((seed * 7919 + n * 104_729 + step * 1_299_709) % 997) / 997;
    const fill = `hsl(${value(1) * 360}, 60%, ${20 + value(2) * 60}%)`;
    return `<circle cx="${value(3) * 1200}" cy="${value(4) * 900}" r="${80 + value(5) * 260}" fill="${fill}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#889"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
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

  it('of a phone whose clock is years off goes by the time of its punch, or it would outlive its days', async () => {
    await shop.agree('photo');
    const taken = async (capturedAtMs: number) => {
      const [own, id] = [uuidv7(), uuidv7()];
      await takePunches(shop.deps, shop.promoter, buildPunches([buildPunch('10:00', { id: own })]));
      const upload = { fields: { id, punchId: own, capturedAtMs }, bytes: await noise(60, 40) };
      await takePhoto(shop.deps, shop.promoter, upload);
      return (await findPhoto(id))?.capturedAt;
    };
    expect(await taken(+new Date('2031-05-01T00:00:00Z'))).toEqual(at('10:00'));
    expect(await taken(+new Date('2020-01-02T00:00:00Z'))).toEqual(at('10:00'));
    expect(await taken(+at('10:01'))).toEqual(at('10:01'));
    expect(await taken(+at('20:00'))).toEqual(at('15:00'));
  });

  it('of a phone whose clock is hours off is of the day on which it was taken', async () => {
    await shop.agree('photo');
    const errorMs = -12 * 3_600_000;
    const capturedAtMs = +at('10:00') + errorMs;
    const own = buildPunch('10:00', { capturedAtMs });
    await takePunches(shop.deps, shop.promoter, buildPunches([own], { serverOffsetMs: -errorMs }));
    const fields = { id: uuidv7(), punchId: own.id, capturedAtMs: capturedAtMs + 60_000 };
    await takePhoto(shop.deps, shop.promoter, { fields, bytes: await noise(60, 40) });
    expect((await findPhoto(fields.id))?.capturedAt).toEqual(at('10:01'));
  });

  it('is known again when it is saved anew, smaller and with another foot; others are not', async () => {
    const sunset = await picture(7);
    const { likeness } = await reencode(sunset);
    const foot = await sharp({ create: { width: 1200, height: 180, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    const again = await sharp(sunset)
      .composite([{ input: foot, left: 0, top: 720 }])
      .toBuffer()
      .then((bytes) => sharp(bytes).resize(640).webp({ quality: 50 }).toBuffer());
    const known = (await reencode(again)).likeness;
    expect(isAlike(likeness ?? '', known ?? '')).toBe(true);
    const other = (await reencode(await picture(8))).likeness;
    expect(isAlike(likeness ?? '', other ?? '')).toBe(false);
    const dark = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#000' } })
      .jpeg()
      .toBuffer();
    expect((await reencode(dark)).likeness).toBeUndefined();
  });

  it('used again by a colleague is found by its looks, and by its bytes', async () => {
    const twins = { hash: 'none', personId: 'zhang', punchId } as const;
    await shop.agree('photo');
    await takePhoto(shop.deps, shop.promoter, { fields: fieldsOf(), bytes: await picture(7) });
    const [own] = await findPhotoMarks([punchId]);
    expect(own).toMatchObject({
      personId: 'zhang',
      punchId,
      likeness: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const saved = await sharp(await picture(7))
      .resize(700)
      .jpeg({ quality: 60 })
      .toBuffer();
    const { likeness = '' } = await reencode(saved);
    expect(await findPhotoTwins([{ ...twins, likeness }], 'chen')).toMatchObject([{ personId: 'zhang' }]);
    expect(await findPhotoTwins([{ ...twins, likeness }], 'zhang')).toEqual([]);
    expect(await findPhotoTwins([{ ...twins, hash: own?.hash ?? '' }], 'chen')).toMatchObject([{ punchId }]);
    expect(await findPhotoTwins([twins], 'chen')).toEqual([]);
  });

  it('is shown to the manager of its store while the punch waits, each look once in the ledger, and to nobody else', async () => {
    await shop.agree('photo');
    await takePhoto(shop.deps, shop.promoter, { fields: fieldsOf(), bytes: await noise(60, 40) });
    const look = (personId: string) => lookAtPunchPhoto(shop.deps, { personId, roles: [] }, punchId);
    await savePerson(buildPerson({ id: 'xu', storePlaceId: 'rival', roles: ['employee', 'store_manager'] }));
    await savePerson(
      buildPerson({ id: 'li', storePlaceId: 'store', roles: ['employee', 'hr_lead', 'admin'] }),
    );
    for (const id of ['zhang', 'xu', 'li', 'nobody'])
      await expect(look(id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listReads('zhang')).toEqual([]);
    expect((await sharp((await look('chen')).jpeg).metadata()).format).toBe('jpeg');
    expect(await listReads('zhang')).toMatchObject([{ readerId: 'chen', what: 'photo', purpose: 'confirm' }]);
    const manager = { personId: 'chen', roles: ['store_manager'] };
    await confirmPunch(shop.deps, manager, { punchId, accept: true });
    await expect(look('chen')).rejects.toMatchObject({ code: 'not_found' });
  });

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

  it('leaves no bytes behind when it was cut off before all of them were there', async () => {
    await shop.agree('photo');
    await takePhoto(shop.deps, shop.promoter, { fields: fieldsOf(), bytes: await noise(60, 40) });
    const parts = mongoose.connection.collection('photo-files.chunks');
    const whole = await parts.countDocuments();
    const partAt = (clock: string) => ({
      files_id: mongoose.Types.ObjectId.createFromTime(+at(clock) / 1000),
      n: 0,
      data: new mongoose.mongo.Binary(Buffer.from('half')),
    });
    await parts.insertMany([partAt('14:50'), partAt('15:30')]);
    shop.setNow(at('16:00'));
    await sweep(shop.deps);
    expect(await parts.countDocuments()).toBe(whole + 1);
    shop.setNow(at('17:00'));
    await sweep(shop.deps);
    expect(await parts.countDocuments()).toBe(whole);
  });

  it('that two delete at once is gone, and neither of them fails: the rest of their work is still to be done', async () => {
    await shop.agree('photo');
    await takePhoto(shop.deps, shop.promoter, { fields: fieldsOf(), bytes: await noise(60, 40) });
    const photos = [await findPhoto((await findPunch(punchId))?.photoId ?? '')].filter((one) => one !== null);
    await Promise.all([deletePhotos(photos), deletePhotos(photos), deletePhotos(photos)]);
    await deletePhotos(photos);
    expect(photos).toHaveLength(1);
    const ofThem = { _id: { $in: photos.map(({ fileId }) => fileId) } };
    expect(await mongoose.connection.collection('photo-files.files').countDocuments(ofThem)).toBe(0);
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
