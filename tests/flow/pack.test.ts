import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManifestSchema, PackAuditSchema } from '../../server/contract/evidence-pack.ts';
import { createRandom, type Random } from '../../server/demo/random.ts';
import { contactCase } from '../../server/flow/case.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { handleEvents } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { askPack, givePack } from '../../server/flow/pack.ts';
import { relay } from '../../server/flow/relay.ts';
import { signingKeyOf } from '../../server/flow/signing-key.ts';
import { checkZip } from '../../server/papers/verifier/check-bytes.ts';
import { fileAt, packZip, readZip } from '../../server/papers/zip.ts';
import { listAudit } from '../../server/store/audit.ts';
import { listCases } from '../../server/store/cases.ts';
import { findPack } from '../../server/store/packs.ts';
import { savePlace } from '../../server/store/places.ts';
import { listReads } from '../../server/store/reads.ts';
import { useDatabase } from '../support/db.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { createCompany, dwell, giveShift, type Company } from './company.ts';

const hr = { personId: 'li', roles: ['employee', 'hr'] };
const purpose = '劳动仲裁需要提交本案全部证据，仅用于本案';
const folder = mkdtempSync(join(tmpdir(), 'mingqin-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an evidence pack', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  let caseId = '';
  let zip: Uint8Array = new Uint8Array();
  const keyId = (): string => signingKeyOf(company.deps).keyId;

  const approve = async (status: 'APPROVED' | 'REJECTED', openId: string) => {
    const { deps, recording } = company;
    const instanceCode = recording.approvals.at(-1)?.instance.instanceCode ?? '';
    recording.decide(instanceCode, status, openId, deps.now());
    await receiveEvent(deps, { kind: 'approval', eventId: uuidv7(), instanceCode, status });
    await handleEvents(deps);
    await relay(deps);
  };
  const ask = async () => {
    const { id } = await askPack(company.deps, hr, { caseId, purpose });
    await relay(company.deps);
    return id;
  };

  beforeAll(async () => {
    company = await createCompany();
    const { deps } = company;
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
    await contactCase(deps, hr, { caseId });
    const id = await ask();
    await approve('APPROVED', 'ou_zhou');
    ({ zip } = await givePack(deps, hr, id));
    await relay(deps);
    await relay(deps);
  }, 120_000);

  it('holds everything the verdict rests on, and checks itself without us', () => {
    const { files, strayAt } = readZip(zip);
    expect(strayAt).toBeNull();
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'manifest.sig',
        'README.txt',
        'audit.json',
        'case.json',
        'clocks.json',
        'consents.json',
        'explanation.txt',
        'finding.json',
        'judged.json',
        'points.json',
        'policy.json',
        'reads.json',
        'picture.pdf',
        'rules.json',
        'verify.mjs',
      ]),
    );
    expect(readJson(files, 'manifest.json', ManifestSchema).recomputed).toBe('same');
    expect(checkZip(zip, keyId())).toEqual([]);
    expect(checkZip(zip, 'f'.repeat(16))).toEqual([
      { what: 'manifest.json', why: `is signed by ${keyId()}, not by ${'f'.repeat(16)}` },
    ]);
    expect(readJson(files, 'audit.json', PackAuditSchema).links.map(({ entry }) => entry['action'])).toEqual(
      expect.arrayContaining(['alert.open', 'case.open', 'case.contact']),
    );
  });

  it('is verified by its one file in a process of its own, folder and archive, and every fault is named', () => {
    const { files } = readZip(zip);
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, 'open', name)), { recursive: true });
      writeFileSync(join(folder, 'open', name), content);
    }
    writeFileSync(join(folder, 'pack.zip'), zip);
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('node', args, { encoding: 'utf8', cwd: folder });
      return { status, said: stdout + stderr };
    };
    const good = run(join('open', 'verify.mjs'));
    expect(good.said).toContain('recomputed here, it is the same');
    expect(good.status).toBe(0);
    expect(run(join('open', 'verify.mjs'), 'pack.zip', '--key', keyId()).status).toBe(0);
    expect(run(join('open', 'verify.mjs'), 'nowhere.zip').status).toBe(2);
    writeFileSync(join(folder, 'open', 'points.json'), '[]');
    const bad = run(join('open', 'verify.mjs'));
    expect(bad).toEqual({ status: 1, said: 'FAULT points.json: has been altered\n' });
  });

  it('finds and names every altered byte, deletion and re-order', () => {
    const planned = plannedRuns(150);
    const random = createRandom(20_261_126);
    let failed = 0;
    for (let run = 0; run < planned; run += 1) {
      const { bytes, near } = tamper(zip, random);
      const faults = checkZip(bytes);
      const isNamed = near === undefined || faults.some(({ what }) => what.includes(near));
      if (faults.length === 0 || !isNamed) failed += 1;
    }
    countRuns(planned, failed);
    expect(failed).toBe(0);
  });

  it('is not fooled by whoever signs another story with another key', () => {
    const { files } = readZip(zip);
    const manifest = readJson(files, 'manifest.json', ManifestSchema);
    const forger = signingKeyOf({ secretKey: 'another secret key of 32 letters' });
    const text = JSON.stringify({ ...manifest, keyId: forger.keyId, publicKeyPem: forger.publicKeyPem });
    files.set('manifest.json', Buffer.from(text));
    files.set('manifest.sig', Buffer.from(`${forger.sign(text)}\n`));
    expect(checkZip(packZip(files), keyId())).toEqual([
      { what: 'manifest.json', why: `is signed by ${forger.keyId}, not by ${keyId()}` },
    ]);
  });

  it('tells the person in the ledger and keeps in the audit log what was given out', async () => {
    expect(await listReads('zhang')).toEqual(
      expect.arrayContaining([expect.objectContaining({ readerId: 'li', what: 'case.pack' })]),
    );
    const id = (await listCases({ limit: 1 }))[0]?.id ?? '';
    const entries = (await listAudit(`packs:${await packIdOf(id)}`)).map(({ entry }) => entry.action);
    expect(entries).toEqual(['pack.ask', 'pack.approved', 'pack.give']);
  });

  it('names nobody but the person and those who acted', () => {
    const { files } = readZip(zip);
    const text = [...files]
      .filter(([name]) => name !== 'verify.mjs')
      .map(([, content]) => Buffer.from(content).toString())
      .join('');
    expect(text).toContain('张导购');
    expect(text).not.toContain('赵经理');
  });

  it('is given to nobody else, not before and not long after the second person consented', async () => {
    const { deps, setNow } = company;
    await expect(
      askPack(deps, { personId: 'zhang', roles: ['hr'] }, { caseId, purpose }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      askPack(deps, { personId: 'zhou', roles: ['legal'] }, { caseId, purpose }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const id = await ask();
    await expect(givePack(deps, hr, id)).rejects.toMatchObject({ code: 'pack_not_approved' });
    await approve('APPROVED', 'ou_li');
    expect(await findPack(id)).toMatchObject({ status: 'ended', comment: 'is_proposer' });
    const second = await ask();
    await approve('REJECTED', 'ou_zhou');
    await expect(givePack(deps, hr, second)).rejects.toMatchObject({ code: 'pack_not_approved' });
    const third = await ask();
    await approve('APPROVED', 'ou_zhou');
    await expect(givePack(deps, { personId: 'sun', roles: ['hr'] }, third)).rejects.toMatchObject({
      code: 'not_found',
    });
    setNow(new Date(+deps.now() + 24 * 3_600_000));
    await expect(givePack(deps, hr, third)).rejects.toMatchObject({ code: 'pack_not_approved' });
  });

  it('keeps the places and rules of that day, whatever is corrected afterwards', async () => {
    const { deps } = company;
    const far = { lng: 121.9, lat: 31.5 };
    await savePlace(
      { id: 'rival', name: '竞品旗舰店', roles: ['competitor'], center: far, radiusM: 60 },
      { datum: 'wgs84', digest: 'y' },
    );
    const id = await ask();
    await approve('APPROVED', 'ou_zhou');
    const later = await givePack(deps, hr, id);
    expect(checkZip(later.zip)).toEqual([]);
    const { files } = readZip(later.zip);
    expect(readJson(files, 'manifest.json', ManifestSchema).recomputed).toBe('same');
    expect(Buffer.from(files.get('judged.json') ?? '').toString()).not.toContain('121.9');
    expect(Buffer.from(files.get('rules.json') ?? '').toString()).toContain('121.9');
  });

  async function packIdOf(id: string): Promise<string> {
    const { listPacks } = await import('../../server/store/packs.ts');
    return (await listPacks(id))[0]?.id ?? '';
  }
});

type Schema<T> = { parse: (value: unknown) => T };
function readJson<T>(files: ReadonlyMap<string, Uint8Array>, name: string, schema: Schema<T>): T {
  return schema.parse(JSON.parse(Buffer.from(files.get(name) ?? '').toString()));
}

type Tampered = Readonly<{ bytes: Uint8Array; near?: string | undefined }>;

/** One change of a pack by somebody without its key, and the file it touches. */
function tamper(zip: Uint8Array, random: Random): Tampered {
  const at = Math.floor(random.next() * zip.length);
  const { files } = readZip(zip);
  const near = fileAt(files, at);
  const kind = random.pick(['edit', 'edit', 'edit', 'cut', 'swap', 'remove', 'reorder', 'lines'] as const);
  if (kind === 'edit') {
    const bytes = Uint8Array.from(zip);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random.next() * 255));
    return { bytes, near };
  }
  if (kind === 'cut') return { bytes: Buffer.concat([zip.subarray(0, at), zip.subarray(at + 1)]) };
  if (kind === 'swap') {
    const bytes = Uint8Array.from(zip);
    let other = at + 1;
    while (other < bytes.length && bytes[other] === bytes[at]) other += 1;
    if (other >= bytes.length) return { bytes: zip.subarray(0, at) };
    [bytes[at], bytes[other]] = [bytes[other] ?? 0, bytes[at] ?? 0];
    return { bytes };
  }
  const name = random.pick([...files.keys()]);
  if (kind === 'remove') {
    files.delete(name);
    return { bytes: packZip(files), near: name };
  }
  if (kind === 'reorder') return { bytes: packZip(new Map([...files].toReversed())) };
  return { bytes: packZip(files.set(name, withLinesSwapped(files.get(name), random))), near: name };
}

/** Two different lines change places; a file of one line loses its last byte. */
function withLinesSwapped(content: Uint8Array | undefined, random: Random): Uint8Array {
  const lines = Buffer.from(content ?? [])
    .toString('latin1')
    .split('\n');
  const first = Math.floor(random.next() * lines.length);
  const second = lines.findIndex((line, at) => at !== first && line !== lines[first]);
  if (second < 0) return (content ?? new Uint8Array()).subarray(0, -1);
  [lines[first], lines[second]] = [lines[second] ?? '', lines[first] ?? ''];
  return Buffer.from(lines.join('\n'), 'latin1');
}
