import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readOrgMappingFile } from '../../server/main/org-mapping-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'mingqin-mapping-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = (text: string): string => {
  const path = join(dir, 'mapping.json');
  writeFileSync(path, text);
  return path;
};
const mapping = {
  timeZone: 'Asia/Shanghai',
  regions: [{ id: 'pudong', name: '浦东', departmentId: 'od-1', groupChatId: 'oc_1' }],
  stores: [{ departmentId: 'od-2', placeId: 'store-1' }],
  roleRules: [{ role: 'admin', openId: 'ou_1' }],
  staffKinds: [{ jobTitle: '导购', kind: 'promoter' }],
  engagements: [{ engagement: 'rehired', employeeType: 7 }],
};

it('reads what an administrator wrote', () => {
  expect(readOrgMappingFile(file(JSON.stringify(mapping)))).toEqual(mapping);
  expect(readOrgMappingFile(file(`\uFEFF${JSON.stringify(mapping)}`))).toEqual(mapping);
});

it('names every fault at once, and what is no JSON or no file', () => {
  const faulty = {
    ...mapping,
    timeZone: 'Mars',
    roleRules: [{ role: 'king' }],
    engagements: [{ engagement: 'unknown' }],
    extra: 1,
  };
  for (const what of ['timeZone', 'roleRules[0].role', 'engagements[0].engagement', 'extra'])
    expect(() => readOrgMappingFile(file(JSON.stringify(faulty)))).toThrow(what);
  expect(() => readOrgMappingFile(file('{'))).toThrow('is no JSON');
  expect(() => readOrgMappingFile(file('{\n"regions": [],\n}'))).toThrow(/is no JSON: see line 3$/);
  expect(() => readOrgMappingFile('/nowhere/mapping.json')).toThrow('cannot be read');
});
