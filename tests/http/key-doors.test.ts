import { beforeEach, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let key = '';
beforeEach(async () => {
  key = await createApiKey(app.use((await createShop()).deps), { name: 'crm' });
});
const place = { name: '人民路店', roles: ['customer'], center: { lng: 121.47, lat: 31.23 }, datum: 'wgs84' };
const call = (
  method: string,
  path: string,
  more: { authorization?: string; body?: string; csv?: boolean } = {},
) =>
  app.call(path, {
    method,
    headers: {
      authorization: more.authorization ?? `Bearer ${key}`,
      ...(more.body !== undefined && { 'content-type': more.csv ? 'text/csv' : 'application/json' }),
      ...(more.csv && { 'content-encoding': 'gzip' }),
    },
    ...(more.body !== undefined && { body: more.body }),
  });

it.each(['bearer', 'BEARER'])('takes a key after %s, as the scheme has no case', async (scheme) => {
  const body = JSON.stringify(place);
  const reply = await call('PUT', '/api/v1/records/places/p-1', { authorization: `${scheme} ${key}`, body });
  expect(reply.status).toBe(201);
});

it('names how to sign in where a key is missing or unknown', async () => {
  const reply = await call('PUT', '/api/v1/records/places/p-1', { authorization: 'Basic YTpi', body: '{}' });
  expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

it.each([
  ['POST', '/api/v1/records/places/p-1', 'DELETE, PUT'],
  ['GET', '/api/v1/records/visits/v-1', 'DELETE, PUT'],
  ['DELETE', '/api/v1/insurance-payments/i-1', 'PUT'],
])('tells which methods an address takes instead of %s: %s', async (method, path, allowed) => {
  const { status, headers, body } = await call(method, path);
  const allow = headers.get('allow')?.split(', ').toSorted().join(', ');
  expect([status, allow]).toEqual([405, allowed]);
  expect(body).toMatchObject({
    error: { code: 'method_not_allowed', message: expect.stringContaining('PUT') },
  });
});

it('says of a compressed file of records that it may not be, and begins no import', async () => {
  const path = `/api/v1/records/imports/${uuidv7()}`;
  const reply = await call('PUT', `${path}?kind=visits`, { body: 'x', csv: true });
  expect([reply.status, reply.body]).toMatchObject([415, { error: { code: 'unsupported_media_type' } }]);
  expect((await call('GET', path)).status).toBe(404);
});
