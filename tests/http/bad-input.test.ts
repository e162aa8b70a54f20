import mongoose from 'mongoose';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { ErrorReplySchema } from '../../server/contract/views.ts';
import { FixReceiptsSchema, ItemReceiptsSchema } from '../../server/contract/ingest.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { useDatabase } from '../support/db.ts';
import { buildBatch, buildFix, buildPunch, buildPunches, createShop } from '../support/phone.ts';
import { useApp, type Reply } from './app.ts';

useDatabase();
const app = useApp();
let cookie = '';
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
  app.use(shop.deps);
  await shop.agree('location');
  await shop.agree('photo');
  cookie = await app.signIn('ou_zhang');
});
let cases = 0;
const counted = (): void => void (cases += 1);

const stored = async (...names: string[]) =>
  Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await mongoose.connection.collection(name).countDocuments()] as const),
    ),
  );
const raw = (path: string, body: string, type = 'application/json'): Promise<Reply> =>
  app.call(path, { method: 'POST', body, cookie, headers: { 'content-type': type } });
/** JSON with one value put in as it stands, for what JSON.stringify would not write. */
const spliced = (value: object, text: string): string => JSON.stringify(value).replace('"@@"', text);

function expectFault(reply: Reply, wanted: { status: number; code: string; field?: string }): void {
  expect(reply.status).toBe(wanted.status);
  const { error } = ErrorReplySchema.parse(reply.body);
  expect(error.code).toBe(wanted.code);
  if (wanted.field === undefined) return;
  expect(error.fields?.map(({ field }) => field)).toContain(wanted.field);
  expect(error.fields?.every(({ reason }) => reason.length > 3)).toBe(true);
}

describe('one bad fix in a batch', () => {
  const bad: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['a longitude of 180.0001', { lng: 180.0001 }, 'lng'],
    ['a longitude of -181', { lng: -181 }, 'lng'],
    ['a latitude of 90.0001', { lat: 90.0001 }, 'lat'],
    ['a latitude of -90.5', { lat: -90.5 }, 'lat'],
    ['a longitude in words', { lng: '121.5' }, 'lng'],
    ['a latitude that is null', { lat: null }, 'lat'],
    ['a longitude that is an operator', { lng: { $gt: 0 } }, 'lng.$gt'],
    ['an infinite longitude', { lng: '@@1e400' }, 'lng'],
    ['a negative accuracy', { accuracyM: -1 }, 'accuracyM'],
    ['an accuracy of 20001 m', { accuracyM: 20_001 }, 'accuracyM'],
    ['no accuracy', { accuracyM: undefined }, 'accuracyM'],
    ['a negative seq', { seq: -1 }, 'seq'],
    ['a fractional seq', { seq: 1.5 }, 'seq'],
    ['a seq beyond the bound', { seq: 2_000_000_001 }, 'seq'],
    ['a seq in words', { seq: '1' }, 'seq'],
    ['a time before 2020', { capturedAtMs: 1_577_836_799_999 }, 'capturedAtMs'],
    ['a time after 2100', { capturedAtMs: 4_102_444_800_001 }, 'capturedAtMs'],
    ['a time in seconds', { capturedAtMs: 1_763_500_000 }, 'capturedAtMs'],
    ['a date in words', { capturedAtMs: '2026-11-19T10:00:00Z' }, 'capturedAtMs'],
    ['a fractional time', { capturedAtMs: 1_763_500_000_000.5 }, 'capturedAtMs'],
    ['a negative age', { ageMs: -1 }, 'ageMs'],
    ['an age over a year', { ageMs: 31_536_000_001 }, 'ageMs'],
    ['a speed of 401 m/s', { speedMps: 401 }, 'speedMps'],
    ['a heading of 361 degrees', { headingDeg: 361 }, 'headingDeg'],
    ['an altitude of 9001 m', { altitudeM: 9_001 }, 'altitudeM'],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['a query operator as a field', { $where: '1' }, '$where'],
    ['a dotted field', { 'a.b': 1 }, 'a.b'],
    ['a constructor field', { constructor: {} }, 'constructor'],
    ['a prototype field', { '@@proto': {} }, '__proto__'],
  ];
  it.each(bad)('is rejected by itself with field and reason: %s', async (_name, change, field) => {
    counted();
    const body = JSON.stringify(buildBatch([buildFix(1, '10:00'), buildFix(2, '10:01', change)]))
      .replace('"@@1e400"', '1e400')
      .replace('"@@proto"', '"__proto__"');
    const reply = await raw('/api/v1/fixes', body);
    expect(reply.status).toBe(200);
    const { receipts } = FixReceiptsSchema.parse(reply.body);
    expect(receipts[0]).toMatchObject({ fromSeq: 1, status: 'created' });
    expect(receipts[1]).toMatchObject({ count: 1, status: 'rejected', code: 'invalid', field });
    expect(receipts[1]?.reason?.length).toBeGreaterThan(3);
    const segments = await mongoose.connection.collection('segments').find().toArray();
    expect(segments.map((segment) => segment['count'])).toEqual([1]);
  });

  it.each([[null], ['text'], [7], [[]]])(
    'is rejected by its place when it is no object: %j',
    async (item) => {
      counted();
      const reply = await app.post('/api/v1/fixes', buildBatch([item]), cookie);
      expect(FixReceiptsSchema.parse(reply.body).receipts[0]).toMatchObject({ index: 0, code: 'invalid' });
      expect(await stored('segments')).toEqual({ segments: 0 });
    },
  );
});

describe('a bad fix request', () => {
  const good = buildBatch([buildFix(1, '10:00')]);
  const bad: readonly (readonly [string, string, { status: number; code: string; field?: string }])[] = [
    [
      'an unknown datum',
      JSON.stringify({ ...good, datum: 'mars' }),
      { status: 400, code: 'invalid_input', field: 'datum' },
    ],
    [
      'no datum',
      JSON.stringify({ ...good, datum: undefined }),
      { status: 400, code: 'invalid_input', field: 'datum' },
    ],
    [
      'an install id that is none',
      JSON.stringify({ ...good, installId: 'me' }),
      { status: 400, code: 'invalid_input', field: 'installId' },
    ],
    [
      'an install id that is an operator',
      JSON.stringify({ ...good, installId: { $ne: '' } }),
      { status: 400, code: 'invalid_input', field: 'installId.$ne' },
    ],
    [
      'no fixes',
      JSON.stringify({ ...good, fixes: [] }),
      { status: 400, code: 'invalid_input', field: 'fixes' },
    ],
    [
      '1001 fixes',
      JSON.stringify({ ...good, fixes: Array.from({ length: 1001 }, () => 1) }),
      { status: 400, code: 'invalid_input', field: 'fixes' },
    ],
    [
      'fixes that are no list',
      JSON.stringify({ ...good, fixes: {} }),
      { status: 400, code: 'invalid_input', field: 'fixes' },
    ],
    [
      'an unknown field',
      JSON.stringify({ ...good, personId: 'li' }),
      { status: 400, code: 'invalid_input', field: 'personId' },
    ],
    [
      'a prototype key',
      spliced({ ...good, x: '@@' }, '1').replace('"x"', '"__proto__"'),
      { status: 400, code: 'invalid_input', field: '__proto__' },
    ],
    [
      'an offset of two years',
      JSON.stringify({ ...good, serverOffsetMs: 63_072_000_000 }),
      { status: 400, code: 'invalid_input', field: 'serverOffsetMs' },
    ],
    [
      'a sending time that is no number',
      spliced({ ...good, sentAtMs: '@@' }, 'null'),
      { status: 400, code: 'invalid_input', field: 'sentAtMs' },
    ],
    [
      'a phone model of 81 letters',
      JSON.stringify({ ...good, device: { model: 'x'.repeat(81) } }),
      { status: 400, code: 'invalid_input', field: 'device.model' },
    ],
    ['a list instead of an object', '[]', { status: 400, code: 'invalid_input', field: 'body' }],
    [
      'NaN',
      spliced({ ...good, sentAtMs: '@@' }, 'NaN'),
      { status: 400, code: 'invalid_json', field: 'body' },
    ],
    ['half a body', JSON.stringify(good).slice(0, 40), { status: 400, code: 'invalid_json', field: 'body' }],
    ['no JSON', 'hello', { status: 400, code: 'invalid_json', field: 'body' }],
    ['a very deep body', '['.repeat(200_000), { status: 400, code: 'invalid_json', field: 'body' }],
    ['no body', '', { status: 400, code: 'invalid_input', field: 'body' }],
    [
      'more than 2 MB',
      JSON.stringify({ ...good, x: 'x'.repeat(2 * 1024 * 1024) }),
      { status: 413, code: 'too_large' },
    ],
  ];
  it.each(bad)('is refused with what is allowed: %s', async (_name, body, wanted) => {
    counted();
    expectFault(await raw('/api/v1/fixes', body), wanted);
    expect(await stored('segments', 'installs')).toEqual({ segments: 0, installs: 0 });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'is refused with 415 as %s',
    async (type) => {
      counted();
      expectFault(await raw('/api/v1/fixes', JSON.stringify(good), type), {
        status: 415,
        code: 'unsupported_media_type',
      });
      expect(await stored('segments')).toEqual({ segments: 0 });
    },
  );
});

describe('a no to a punch', () => {
  it.each([
    ['no reason', {}],
    ['a reason of four letters', { note: '没有看到' }],
    ['a reason of blanks', { note: '       ' }],
  ])('is refused with %s, and names the field', async (_name, change) => {
    counted();
    const punch = buildPunch('03:00');
    await takePunches(shop.deps, shop.promoter, buildPunches([punch]));
    const manager = await app.signIn('ou_chen');
    const no = (body: object) =>
      app.post(`/api/v1/punches/${punch.id}/confirm`, { accept: false, ...body }, manager);
    expectFault(await no(change), { status: 400, code: 'invalid_input', field: 'note' });
    expect(await no({ note: '当时不在店' })).toMatchObject({ status: 200, body: { status: 'declined' } });
  });
});

describe('one bad punch', () => {
  const bad: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['an id that is no UUIDv7', { id: '3f0c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a' }, 'id'],
    ['an id that is an operator', { id: { $gt: '' } }, 'id.$gt'],
    ['an unknown kind', { kind: 'lunch' }, 'kind'],
    ['no time', { capturedAtMs: undefined }, 'capturedAtMs'],
    ['a time in words', { capturedAtMs: 'now' }, 'capturedAtMs'],
    ['a latitude of 91', { location: { lng: 1, lat: 91, accuracyM: 1, datum: 'wgs84' } }, 'location.lat'],
    ['an unknown datum', { location: { lng: 1, lat: 1, accuracyM: 1, datum: 'x' } }, 'location.datum'],
    ['a note of 201 letters', { note: 'x'.repeat(201) }, 'note'],
    ['a photo id that is none', { photoId: 'photo' }, 'photoId'],
    ['an unknown field', { status: 'confirmed' }, 'status'],
  ];
  it.each(bad)('is rejected by itself with field and reason: %s', async (_name, change, field) => {
    counted();
    const body = buildPunches([buildPunch('10:00', change), buildPunch('10:01')]);
    const { receipts } = ItemReceiptsSchema.parse((await app.post('/api/v1/punches', body, cookie)).body);
    expect(receipts[0]).toMatchObject({ index: 0, status: 'rejected', code: 'invalid', field });
    expect(receipts[0]?.reason?.length).toBeGreaterThan(3);
    expect(receipts[1]).toMatchObject({ index: 1, status: 'created' });
    expect(await stored('punches')).toEqual({ punches: 1 });
  });

  it('batch of 51 is refused whole', async () => {
    counted();
    const body = buildPunches(Array.from({ length: 51 }, () => buildPunch('10:00')));
    expectFault(await app.post('/api/v1/punches', body, cookie), {
      status: 400,
      code: 'invalid_input',
      field: 'punches',
    });
    expect(await stored('punches')).toEqual({ punches: 0 });
  });

  it('half a body is refused with 400', async () => {
    counted();
    expectFault(await raw('/api/v1/punches', '{"punches":['), {
      status: 400,
      code: 'invalid_json',
      field: 'body',
    });
    expect(await stored('punches')).toEqual({ punches: 0 });
  });
});

const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer();

describe('a bad photo', () => {
  const punchId = uuidv7();
  const base = () => ({ id: uuidv7(), punchId, capturedAtMs: String(Date.UTC(2026, 10, 19, 2)) });
  const send = (fields: Record<string, string>, file: Uint8Array | null = jpeg, name = 'photo') => {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    if (file) form.set(name, new Blob([new Uint8Array(file)]), 'photo.jpg');
    return app.call('/api/v1/photos', { method: 'POST', body: form, cookie });
  };
  beforeEach(async () => {
    await takePunches(shop.deps, shop.promoter, buildPunches([buildPunch('10:00', { id: punchId })]));
  });
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');
  const bad: readonly (readonly [
    string,
    () => Promise<Reply>,
    { status: number; code: string; field?: string },
  ])[] = [
    [
      'no id',
      () => send({ punchId, capturedAtMs: '1763517600000' }),
      { status: 400, code: 'invalid_input', field: 'id' },
    ],
    [
      'an id that is none',
      () => send({ ...base(), id: '../../etc/passwd' }),
      { status: 400, code: 'invalid_input', field: 'id' },
    ],
    [
      'no punch id',
      () => send({ id: uuidv7(), capturedAtMs: '1763517600000' }),
      { status: 400, code: 'invalid_input', field: 'punchId' },
    ],
    [
      'a time in words',
      () => send({ ...base(), capturedAtMs: 'NaN' }),
      { status: 400, code: 'invalid_input', field: 'capturedAtMs' },
    ],
    [
      'an unknown field',
      () => send({ ...base(), owner: 'me' }),
      { status: 400, code: 'invalid_input', field: 'owner' },
    ],
    [
      'an operator field',
      () => send({ ...base(), $set: 'x' }),
      { status: 400, code: 'invalid_input', field: '$set' },
    ],
    ['no file', () => send(base(), null), { status: 400, code: 'invalid_input', field: 'photo' }],
    [
      'a file under another name',
      () => send(base(), jpeg, 'avatar'),
      { status: 400, code: 'invalid_input', field: 'avatar' },
    ],
    ['an SVG', () => send(base(), svg), { status: 400, code: 'invalid_input', field: 'photo' }],
    ['a GIF', () => send(base(), gif), { status: 400, code: 'invalid_input', field: 'photo' }],
    [
      'an HTML page',
      () => send(base(), Buffer.from('<html></html>')),
      { status: 400, code: 'invalid_input', field: 'photo' },
    ],
    [
      'an empty file',
      () => send(base(), Buffer.alloc(0)),
      { status: 400, code: 'invalid_input', field: 'photo' },
    ],
    [
      'half a JPEG',
      () => send(base(), jpeg.subarray(0, 200)),
      { status: 400, code: 'invalid_input', field: 'photo' },
    ],
    ['11 MB', () => send(base(), Buffer.alloc(11 * 1024 * 1024, 1)), { status: 413, code: 'too_large' }],
    ['JSON', () => raw('/api/v1/photos', '{}'), { status: 415, code: 'unsupported_media_type' }],
    [
      'a broken form',
      () => raw('/api/v1/photos', '--x\r\nfoo', 'multipart/form-data; boundary=x'),
      { status: 400, code: 'invalid_input', field: 'body' },
    ],
    [
      'a form without boundary',
      () => raw('/api/v1/photos', 'x', 'multipart/form-data'),
      { status: 400, code: 'invalid_input', field: 'body' },
    ],
  ];
  it.each(bad)('is refused with what is allowed: %s', async (_name, request, wanted) => {
    counted();
    expectFault(await request(), wanted);
    expect(await stored('photos', 'photo-files.files')).toEqual({ photos: 0, 'photo-files.files': 0 });
  });

  it('of more than 40 megapixels is refused before it is decoded', async () => {
    counted();
    const png = await sharp({ create: { width: 8000, height: 5001, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expectFault(await send(base(), png), { status: 413, code: 'too_large' });
    expect(await stored('photos')).toEqual({ photos: 0 });
  });
});

describe('no refusal', () => {
  it('is logged as an unexpected error', async () => {
    await raw('/api/v1/fixes', '{');
    expect(app.logged()).toBe('');
  });

  it('was left out: at least 60 kinds were tried', () => {
    expect(cases).toBeGreaterThanOrEqual(60);
  });
});
