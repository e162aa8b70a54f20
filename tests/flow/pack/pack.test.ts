import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ManifestSchema,
  PackAuditSchema,
  PackCaseFilesSchema,
  PackLettersSchema,
} from '../../../server/contract/evidence-pack.ts';
import { createRandom, type Random } from '../../../server/demo/random.ts';
import { contactCase, explainCase } from '../../../server/flow/case.ts';
import { addHrFile, addOwnFile } from '../../../server/flow/case/case-file.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvents } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { issueLetter, receiveLetter } from '../../../server/flow/sanction/letter.ts';
import { askPack, givePack } from '../../../server/flow/pack/pack.ts';
import { buildPack } from '../../../server/flow/pack/pack-build.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sha256 } from '../../../server/flow/secret/secret.ts';
import { signingKeyOf } from '../../../server/flow/audit/signing-key.ts';
import { checkZip } from '../../../server/papers/verifier/check-bytes.ts';
import { fileAt, packZip, readZip } from '../../../server/papers/zip.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findCase, listCases } from '../../../server/store/cases.ts';
import { findPack } from '../../../server/store/packs.ts';
import { findPerson } from '../../../server/store/people.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { listReads, recordRead } from '../../../server/store/reads.ts';
import { useDatabase } from '../../support/db.ts';
import { countRuns, plannedRuns } from '../../support/runs.ts';
import { createCompany, dwell, giveShift, type Company } from '../company.ts';

const hr = { personId: 'li', roles: ['employee', 'hr'] };
const purpose = '劳动仲裁需要提交本案全部证据，仅用于本案';
const ReadsSchema = z.array(z.object({ what: z.string(), purpose: z.string() }));
const folder = mkdtempSync(join(tmpdir(), 'mingqin-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an evidence pack', { timeout: 120_000 + plannedRuns(0) * 100 }, () => {
  useDatabase();
  let company: Company;
  let caseId = '';
  let zip: Uint8Array = new Uint8Array();
  const keyId = (): string => signingKeyOf(company.deps).keyId;

  const approve = async (status: 'APPROVED' | 'REJECTED' | 'CANCELED', openId: string) => {
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
    const person = await findPerson('zhang');
    if (!person) throw new Error('no person');
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#345' } })
      .jpeg()
      .toBuffer();
    await addOwnFile(deps, person, { caseId, id: uuidv7(), name: '请假单.jpg', bytes: picture });
    const paper = Buffer.from('%PDF-1.4\n%人事补充的书面证言\n%%EOF\n');
    await addHrFile(deps, hr, { caseId, id: uuidv7(), name: '证言.pdf', bytes: paper });
    const said = { id: uuidv7(), version: 0, quickReason: 'other', text: '去帮朋友看店' } as const;
    await explainCase(deps, { personId: 'zhang', roles: [] }, { caseId, body: said });
    const record = {
      heldAt: deps.now().toISOString(),
      place: '会议室',
      people: '李HR',
      record: '本人说明去帮朋友看店',
    };
    const letter = await issueLetter(deps, hr, { caseId, body: { kind: 'interview', ...record } });
    await receiveLetter(deps, { personId: 'zhang', roles: [] }, { caseId, letterId: letter.id });
    const id = await ask();
    await approve('APPROVED', 'ou_zhou');
    const other = { personId: 'zhang', readerId: 'sun', what: 'case.name', purpose: 'case C-OTHER' };
    await recordRead({ ...other, at: deps.now() });
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
        'procedure.pdf',
        'rules.json',
        'verify.mjs',
      ]),
    );
    expect(readJson(files, 'manifest.json', ManifestSchema).verdicts[0]).toMatchObject({
      detector: 'competitor-dwell',
      recomputed: 'same',
    });
    expect(checkZip(zip, keyId())).toEqual([]);
    expect(checkZip(zip, 'f'.repeat(16))).toEqual([
      { what: 'manifest.json', why: `is signed by ${keyId()}, not by ${'f'.repeat(16)}` },
    ]);
    expect(readJson(files, 'audit.json', PackAuditSchema).links.map(({ entry }) => entry['action'])).toEqual(
      expect.arrayContaining(['alert.open', 'case.open', 'case.contact']),
    );
  });

  it('names who looked at this case, and no other matter of the person', () => {
    const reads = readJson(readZip(zip).files, 'reads.json', ReadsSchema);
    expect(reads.map(({ what }) => what)).toEqual(expect.arrayContaining(['case.pack', 'alert']));
    expect(JSON.stringify(reads)).not.toContain('C-OTHER');
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

  it('holds every letter with its deliveries and every file of both sides, each proven by the audit chain', () => {
    const { files } = readZip(zip);
    const [letter] = readJson(files, 'letters/index.json', PackLettersSchema);
    expect(letter).toMatchObject({
      kind: 'interview',
      deliveries: [{ channel: 'in_app_receipt', byId: 'zhang' }],
    });
    expect(
      Buffer.from(files.get(letter?.file ?? '') ?? '')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(readJson(files, 'files/index.json', PackCaseFilesSchema)).toMatchObject([
      { from: 'subject', name: '请假单.jpg', type: 'image/jpeg' },
      { from: 'hr', name: '证言.pdf', type: 'application/pdf' },
    ]);
    const rewrite = (name: string, from: string, to: string) =>
      signedAnew(files, name, Buffer.from(textIn(files, name).replace(from, to)));
    expect(checkZip(rewrite('letters/index.json', 'in_app_receipt', 'chat_read'))).toEqual([
      { what: `letters/index.json ${letter?.no}`, why: 'was not delivered so, says the audit chain' },
    ]);
    expect(checkZip(rewrite('letters/index.json', letter?.sha256 ?? '', 'a'.repeat(64)))).toHaveLength(2);
    expect(checkZip(signedAnew(files, letter?.file ?? '', Buffer.from('%PDF-other')))).toEqual([
      { what: letter?.file, why: `is not the letter ${letter?.no} that was issued` },
    ]);
    expect(checkZip(signedAnew(files, 'letters/index.json', Buffer.from('[]')))).toEqual([
      { what: `letters:${letter?.id}`, why: 'is named by the audit chain and not in the pack' },
    ]);
    const pdf = [...files.keys()].find((name) => /^files\/.*pdf$/.test(name)) ?? '';
    expect(checkZip(signedAnew(files, pdf, Buffer.from('%PDF-other')))).toEqual([
      { what: pdf, why: 'is not what was sent' },
    ]);
  });

  it('says of a verdict by another version of a detector, or by none, that it cannot be recomputed', async () => {
    const { deps } = company;
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    const { finding } = record;
    const older = { ...finding, version: finding.version - 1 };
    const rule = { ...finding, detector: 'rule:r1', version: 3 };
    const old = await buildPack(deps, { ...record, finding: older, beside: [rule, finding] });
    const { files } = readZip(old);
    const included = finding.version;
    expect(readJson(files, 'manifest.json', ManifestSchema).verdicts).toEqual([
      { detector: finding.detector, judgedBy: included - 1, included, recomputed: 'other_version' },
      { detector: 'rule:r1', judgedBy: 3, included: null, recomputed: 'no_detector' },
      { detector: finding.detector, judgedBy: included, included, recomputed: 'same' },
    ]);
    expect(checkZip(old)).toEqual([]);
    writeFileSync(join(folder, 'old.zip'), old);
    writeFileSync(join(folder, 'verify.mjs'), files.get('verify.mjs') ?? '');
    const { status, stdout } = spawnSync('node', ['verify.mjs', 'old.zip'], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(status).toBe(0);
    expect(stdout).toContain(
      `NOTE competitor-dwell version ${included - 1}: the detector included is version ${included}`,
    );
    expect(stdout).toContain('NOTE rule:r1 version 3');
    const manifest = textIn(files, 'manifest.json').replace('"other_version"', '"same"');
    const claimed = checkZip(signedAnew(files, 'manifest.json', Buffer.from(manifest)));
    expect(claimed).toEqual([
      {
        what: 'finding.json',
        why: 'competitor-dwell: recomputed here it is other_version, the manifest says same',
      },
    ]);
  });

  /** A pack of the installation itself that says something its chain and data do not. */
  function signedAnew(files: ReadonlyMap<string, Uint8Array>, name: string, content: Uint8Array): Uint8Array {
    const key = signingKeyOf(company.deps);
    const changed = new Map([...files, [name, content] as const]);
    const manifest = readJson(changed, 'manifest.json', ManifestSchema);
    const listed = manifest.files.map((file) =>
      file.name === name ? { ...file, bytes: content.byteLength, sha256: sha256(content) } : file,
    );
    const text = `${JSON.stringify({ ...manifest, files: listed }, null, 1)}\n`;
    changed.set('manifest.json', Buffer.from(text)).set('manifest.sig', Buffer.from(`${key.sign(text)}\n`));
    return packZip(changed);
  }

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
    await expect(givePack(deps, { ...hr, roles: ['employee'] }, third)).rejects.toMatchObject({
      code: 'forbidden',
    });
    setNow(new Date(+deps.now() + 24 * 3_600_000));
    await expect(givePack(deps, hr, third)).rejects.toMatchObject({ code: 'pack_not_approved' });
  });

  it('is given no more once what was consented to is cancelled in the chat', async () => {
    const id = await ask();
    await approve('APPROVED', 'ou_zhou');
    expect(await findPack(id)).toMatchObject({ status: 'approved' });
    await approve('CANCELED', 'ou_zhou');
    await expect(givePack(company.deps, hr, id)).rejects.toMatchObject({ code: 'pack_not_approved' });
    expect(await findPack(id)).toMatchObject({ status: 'ended', comment: 'approval_canceled' });
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
    expect(readJson(files, 'manifest.json', ManifestSchema).verdicts[0]?.recomputed).toBe('same');
    expect(Buffer.from(files.get('judged.json') ?? '').toString()).not.toContain('121.9');
    expect(Buffer.from(files.get('rules.json') ?? '').toString()).toContain('121.9');
  });

  async function packIdOf(id: string): Promise<string> {
    const { listPacks } = await import('../../../server/store/packs.ts');
    return (await listPacks(id))[0]?.id ?? '';
  }
});

const textIn = (files: ReadonlyMap<string, Uint8Array>, name: string): string =>
  Buffer.from(files.get(name) ?? '').toString();

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
