import { expect, it } from 'vitest';
import { findKeyOwner, issueApiKey, listKeys, revokeApiKey } from '../../../server/flow/company/api-key.ts';
import { insertApiKey } from '../../../server/store/api-keys.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany } from '../company.ts';

useDatabase();

it('lists a live key and ends it, however many were made and ended after it', async () => {
  const { deps } = await createCompany();
  const admin = { personId: 'wang', roles: ['admin'] };
  const { id, key } = await issueApiKey(deps, admin, { name: 'crm', scope: 'records' });
  const ended = { name: 'old', scope: 'records', createdAt: at('13:00'), revokedAt: at('13:00') } as const;
  await Promise.all(Array.from({ length: 201 }, (_, n) => insertApiKey(`hash-${n}`, ended, [])));
  const listed = await listKeys();
  expect(listed[0]).toMatchObject({ id, name: 'crm' });
  expect(listed).toHaveLength(200);
  await revokeApiKey(deps, admin, id);
  expect(await findKeyOwner(deps, key)).toBeNull();
});
