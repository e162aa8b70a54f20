import { beforeAll, expect, it } from 'vitest';
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
