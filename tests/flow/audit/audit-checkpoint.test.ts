import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { leafNode, rootThrough } from '../../../server/domain/audit/merkle.ts';
import { checkAudit, checkAuditDaily } from '../../../server/flow/audit/audit-check.ts';
import { proveLink, signCheckpoint, signDueCheckpoint } from '../../../server/flow/audit/audit-checkpoint.ts';
import { sha256 } from '../../../server/flow/secret/secret.ts';
import { appendAudits, listAudit } from '../../../server/store/audit.ts';
import { AUDIT_BLOCK, listCheckpoints } from '../../../server/store/audit-checkpoints.ts';
import { useDatabase } from '../../support/db.ts';
import { relay } from '../../../server/flow/relay.ts';
import { savePerson } from '../../../server/store/people.ts';
import { buildPerson, createCompany, type Company } from '../company.ts';

const item = (n: number) => ({
  id: `entry-${n}`,
  entry: {
    at: new Date(Date.UTC(2026, 10, 20, 10, 0, n)),
    actorId: 'system',
    action: 'test.do',
    subject: 'tests:1',
  },
});
const append = (from: number, to: number) =>
  appendAudits(Array.from({ length: to - from + 1 }, (_, at) => item(from + at)));
const links = () => mongoose.model('Audit');

describe('signed checkpoints of the audit chain', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
  });

  it('signs once an hour what is new, and holds against the whole chain', async () => {
    const { deps, setNow } = company;
    await append(1, 3);
    await signDueCheckpoint(deps);
    await append(4, 5);
    await signDueCheckpoint(deps);
    expect((await listCheckpoints(9)).map(({ size }) => size)).toEqual([3]);
    setNow(new Date(+deps.now() + 3_600_000));
    await signDueCheckpoint(deps);
    await signDueCheckpoint(deps);
    expect((await listCheckpoints(9)).map(({ size }) => size)).toEqual([5, 3]);
    expect(await checkAudit()).toEqual({ ok: true, links: 5, checkpoints: 2 });
  });

  it('sees an end that was cut off, and signs nothing over it', async () => {
    await append(1, 5);
    await signCheckpoint(company.deps);
    await links().deleteMany({ seq: { $gt: 3 } });
    expect(await checkAudit()).toMatchObject({ ok: false, badCheckpoint: { size: 5, why: 'cut_off' } });
    await append(6, 8);
    expect(await checkAudit()).toMatchObject({ ok: false, badCheckpoint: { size: 5, why: 'root' } });
    await expect(signCheckpoint(company.deps)).rejects.toMatchObject({ code: 'audit_broken' });
  });

  it('tells the administrators once a day that the chain does not hold', async () => {
    const { deps, recording } = company;
    await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'] }));
    await append(1, 5);
    await signCheckpoint(deps);
    await links().deleteOne({ seq: 5 });
    await checkAuditDaily(deps);
    await checkAuditDaily(deps);
    await relay(deps);
    const told = recording.to('ou_root');
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).toContain('审计记录校验未通过');
  });

  it('sees an edit, a removal and a re-order', async () => {
    await append(1, 5);
    await signCheckpoint(company.deps);
    const [, second, third] = await listAudit('tests:1');
    await links().updateOne({ seq: 2 }, { $set: { 'entry.action': 'test.other' } });
    expect(await checkAudit()).toMatchObject({ ok: false, firstBadSeq: 2 });
    await links().updateOne({ seq: 2 }, { $set: { 'entry.action': 'test.do' } });
    await links().deleteOne({ seq: 2 });
    expect(await checkAudit()).toMatchObject({ ok: false, firstBadSeq: 2 });
    await links().deleteOne({ seq: 3 });
    await links().create({ ...second, seq: 3 });
    await links().create({ ...third, seq: 2 });
    expect(await checkAudit()).toMatchObject({ ok: false, firstBadSeq: 2 });
  });

  it('sees a chain that was made anew from a copy somebody else kept', async () => {
    await append(1, 4);
    const signed = await signCheckpoint(company.deps);
    if (!signed) throw new Error('nothing signed');
    await Promise.all(Object.values(mongoose.models).map((model) => model.deleteMany({})));
    await append(11, 14);
    await signCheckpoint(company.deps);
    expect(await checkAudit()).toMatchObject({ ok: true });
    expect(await checkAudit([signed])).toMatchObject({ ok: false, badCheckpoint: { size: 4, why: 'root' } });
  });

  it('sees a forged signature and a key it does not know', async () => {
    await append(1, 2);
    await signCheckpoint(company.deps);
    const checkpoints = mongoose.model('AuditCheckpoint');
    await checkpoints.updateOne({}, { $set: { signature: Buffer.alloc(64).toString('base64') } });
    expect(await checkAudit()).toMatchObject({ badCheckpoint: { why: 'signature' } });
    await checkpoints.updateOne({}, { $set: { keyId: 'f'.repeat(16) } });
    expect(await checkAudit()).toMatchObject({ badCheckpoint: { why: 'unknown_key' } });
  });

  it('proves any link of a chain of several blocks', async () => {
    const size = AUDIT_BLOCK + 7;
    await append(1, size);
    const signed = await signCheckpoint(company.deps);
    const all = await listAudit('tests:1');
    for (const seq of [1, 2, AUDIT_BLOCK, AUDIT_BLOCK + 1, size]) {
      const path = await proveLink(seq, size);
      const node = leafNode(all[seq - 1]?.hash ?? '', sha256);
      expect(rootThrough(path, { node, index: seq - 1, size }, sha256)).toBe(signed?.root);
    }
    expect(await checkAudit()).toMatchObject({ ok: true, links: size });
  });
});
