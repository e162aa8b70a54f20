import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { importRecords } from '../../../server/flow/records/import-records.ts';
import { findImport } from '../../../server/store/imports.ts';
import { useDatabase } from '../../support/db.ts';
import { createCompany } from '../company.ts';

useDatabase();

const visit = (id: string) => `${id},E-wang,c1,2026-11-18T09:00:00+08:00,2026-11-18T10:00:00+08:00`;
const FILE = ['externalId,employeeNo,customerId,startAt,endAt', visit('v-1'), visit('v-2')].join('\n');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
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
