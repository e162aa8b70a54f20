import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { importRecords } from '../../../server/flow/records/import-records.ts';
import { relay } from '../../../server/flow/relay.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findImport } from '../../../server/store/imports.ts';
import { findPlaces } from '../../../server/store/places.ts';
import { useDatabase } from '../../support/db.ts';
import { createCompany } from '../company.ts';

useDatabase();

const visit = (id: string) => `${id},E-wang,c1,2026-11-18T09:00:00+08:00,2026-11-18T10:00:00+08:00`;
const FILE = ['externalId,employeeNo,customerId,startAt,endAt', visit('v-1'), visit('v-2')].join('\n');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function createGate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = () => resolve();
  });
  return { open, opened };
}

it('puts no row a second time when the group it is in could not be put', async () => {
  const { deps } = await createCompany();
  let asked = 0;
  const failing = {
    ...deps,
    now: () => {
      asked += 1;
      if (asked === 3) throw new Error('the second row is not put');
      return deps.now();
    },
  };
  const what = { importId: uuidv7(), kind: 'visits', by: 'key:crm', language: 'en' } as const;
  await expect(importRecords(failing, { ...what, bytes: bytesOf(FILE) })).rejects.toThrow('the second row');
  expect(await findImport(what.importId)).toMatchObject({ unchanged: 0 });
});

it('under an id that is sent anew meanwhile, the later file alone counts and the earlier one puts nothing more', async () => {
  const { deps } = await createCompany();
  const header = '编号,名称,类型,经度,纬度,坐标系,半径米';
  const places = (name: string, from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `p${from + n},${name},客户,121.5,31.2,gcj02,60\n`).join('');
  const what = { importId: uuidv7(), kind: 'places', by: 'key:erp', language: 'en' } as const;
  const [resent, halfRead] = [createGate(), createGate()];
  async function* slowBytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${header}\n${places('old', 0, 200)}`);
    halfRead.open();
    await resent.opened;
    yield Buffer.from(places('old', 200, 100));
  }
  const earlier = importRecords(deps, { ...what, bytes: slowBytes() });
  await halfRead.opened;
  const later = await importRecords(deps, { ...what, bytes: bytesOf(`${header}\n${places('new', 0, 300)}`) });
  resent.open();
  await expect(earlier).rejects.toMatchObject({ code: 'import_begun_anew', status: 409 });
  expect(later).toMatchObject({ status: 'finished', rows: 300 });
  expect(await findImport(what.importId)).toEqual(later);
  expect(new Set((await findPlaces(['p0', 'p199', 'p200', 'p299'])).map(({ name }) => name))).toEqual(
    new Set(['new']),
  );
  await relay(deps);
  const ends = (await listAudit(`imports:${what.importId}`)).map(({ entry }) => entry.action);
  expect(ends.filter((action) => action === 'records.import_end')).toHaveLength(1);
});
