import { beforeAll, expect, it } from 'vitest';
import { ItemReceiptsSchema } from '../../server/contract/ingest.ts';
import { ErrorReplySchema } from '../../server/contract/views.ts';
import type { Role } from '../../server/contract/person.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';
import { registeredRoutes } from './registered-routes.ts';

useDatabase();
const app = useApp();
const WEBHOOKS = { appId: 'cli_1', encryptKey: 'encrypt-key', verificationToken: 'verification-token' };
const ROLES: Role[] = [
  'employee',
  'store_manager',
  'area_manager',
  'hr',
  'hr_lead',
  'legal',
  'staff_rep',
  'admin',
];
let deps: Deps;
let cookie = '';
beforeAll(async () => {
  const company = await createCompany();
  deps = app.use(company.deps);
  await savePerson(buildPerson({ id: 'all', roles: [...ROLES, 'auditor'], staffKind: 'office' }));
  cookie = await app.signIn('ou_all');
});

const refuse = async (method: string, path: string, body: string, language: string) => {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  const { status, body: reply } = await app.call(path, { method, body, cookie, headers });
  return status === 400 ? ErrorReplySchema.parse(reply).error : null;
};

it('every door says what it refuses in the language of who asks', async () => {
  const routes = registeredRoutes(deps, WEBHOOKS).filter((route) =>
    /^(POST|PUT|PATCH) \/api\/v1\//.test(route),
  );
  let refused = 0;
  for (const route of routes) {
    const [method = '', path = ''] = route.replaceAll(/:\w+/g, '1').split(' ');
    for (const body of ['{}', '[]', '{"strange":1}', '{"version":"x"}']) {
      const error = await refuse(method, path, body, 'zh-CN,zh;q=0.9,en;q=0.8');
      if (!error?.fields) continue;
      refused += 1;
      for (const { reason } of error.fields)
        expect([route, reason]).toEqual([route, expect.stringMatching(/\p{Script=Han}/u)]);
      expect(error.message).toMatch(/\p{Script=Han}/u);
    }
  }
  expect(refused).toBeGreaterThan(200);
}, 240_000);

it('speaks English to a program that names no language', async () => {
  const body = '{"detectors":1}';
  const path = '/api/v1/map-service/geocode';
  expect((await refuse('POST', path, body, '*'))?.fields).toEqual([
    { field: 'address', reason: 'is required' },
    { field: 'detectors', reason: 'unknown field' },
  ]);
  expect((await refuse('POST', path, body, 'en-US'))?.message).toContain('is required');
  expect((await refuse('POST', path, body, 'zh'))?.message).toContain('address: 必填');
});

it.each([
  ['punches', { installId: '019ac2b4-6c00-7000-8000-000000000001' }],
  ['signals', { installId: '019ac2b4-6c00-7000-8000-000000000001' }],
  ['visits', {}],
])('says of each item of %s what is wrong with it in the language of who sends it', async (items, sender) => {
  const path = `/api/v1/${items}`;
  const body = { ...sender, sentAtMs: 1_764_000_000_000, [items]: [{ b: 1 }, { $a: 1 }] };
  const send = async (language: string) => {
    const headers = { 'content-type': 'application/json', 'accept-language': language };
    const reply = await app.call(path, { method: 'POST', body: JSON.stringify(body), cookie, headers });
    expect([path, reply.status, reply.body]).toEqual([path, 200, expect.anything()]);
    return ItemReceiptsSchema.parse(reply.body).receipts.map(({ reason }) => reason);
  };
  expect(await send('zh-CN')).toEqual([expect.stringMatching(/\p{Script=Han}/u), '字段名不允许']);
  expect(await send('*')).toEqual([expect.not.stringMatching(/\p{Script=Han}/u), 'forbidden field name']);
});

it('says what is wrong with a body that cannot be read', async () => {
  expect((await refuse('POST', '/api/v1/punches', '{"a":', 'zh'))?.fields).toEqual([
    { field: 'body', reason: '请求体须为完整的 UTF-8 JSON' },
  ]);
});

it('says every other refusal in the language of who asks, and keeps its code', async () => {
  const ask = async (path: string, init: Parameters<typeof app.call>[1], language: string) => {
    const { status, body } = await app.call(path, {
      ...init,
      headers: { ...init?.headers, 'accept-language': language },
    });
    const { code, message } = ErrorReplySchema.parse(body).error;
    return [status, code, message];
  };
  const json = { 'content-type': 'application/json' };
  const cases = [
    ['/api/v1/me', {}, [401, 'unauthenticated'], '请先登录', 'sign in first'],
    ['/api/v1/nowhere', { cookie }, [404, 'not_found'], '没有这个地址', 'no such address'],
    ['/api/v1/places/none', { cookie }, [404, 'not_found'], '没有找到：地点', 'place not found'],
    [
      '/api/v1/punches',
      { method: 'POST', cookie, body: 'a=1', headers: { 'content-type': 'text/plain' } },
      [415, 'unsupported_media_type'],
      '只接受 application/json',
      'allowed: application/json',
    ],
    [
      '/api/v1/punches',
      { method: 'POST', cookie, body: '{}', headers: { ...json, 'content-encoding': 'gzip' } },
      [415, 'unsupported_media_type'],
      '请求体不能压缩（content-encoding）',
      'allowed: a body without content-encoding',
    ],
    [
      '/api/v1/records/places/A1',
      { method: 'PUT', body: '{}', headers: { ...json, authorization: 'Bearer mq_wrong' } },
      [401, 'unauthenticated'],
      'Authorization: Bearer 里没有密钥，或密钥不存在、已停用、不适用于这个接口',
      'no key in Authorization: Bearer, or one that is unknown, revoked or made for another door',
    ],
  ] as const;
  for (const [path, init, kept, zh, en] of cases) {
    expect(await ask(path, init, 'zh-CN')).toEqual([...kept, zh]);
    expect(await ask(path, init, '*')).toEqual([...kept, en]);
  }
});
