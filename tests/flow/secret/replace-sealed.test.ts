import { beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '../../../server/flow/deps.ts';
import { findMapSettings, replaceMapKey, saveMapSettings } from '../../../server/flow/place/map-settings.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany } from '../company.ts';

const root = buildPerson({ id: 'root', roles: ['employee', 'admin'] });
const service = { service: 'amap', address: 'https://restapi.amap.com', perDay: 100 } as const;

describe('a key that is sealed anew', () => {
  useDatabase();
  let deps: Deps;
  beforeEach(async () => {
    ({ deps } = await createCompany());
  });
  const sealedKey = async () => (await findMapSettings())?.sealedKey ?? '';

  it('takes the place of the one that was read', async () => {
    await saveMapSettings(deps, root, { ...service, key: 'first-key' });
    await replaceMapKey({ from: await sealedKey(), to: 'sealed-anew' });
    expect(await sealedKey()).toBe('sealed-anew');
  });

  it('leaves one that was saved since it was read', async () => {
    await saveMapSettings(deps, root, { ...service, key: 'first-key' });
    const from = await sealedKey();
    await saveMapSettings(deps, root, { ...service, key: 'second-key' });
    const second = await sealedKey();
    await replaceMapKey({ from, to: 'sealed-anew' });
    expect(await sealedKey()).toBe(second);
    expect(await findMapSettings()).toMatchObject({ changedById: 'root' });
  });
});
