import { MANIFEST, PACK_FORMAT, SIGNATURE, VERIFIER, type Manifest } from '../../contract/evidence-pack.ts';
import { packReadme } from '../../contract/texts/evidence-pack.ts';
import { ConsentKindSchema } from '../../contract/consent.ts';
import { buildVerifier } from '../../papers/build-verifier.ts';
import { packZip } from '../../papers/zip.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPolicyAt } from '../../store/policies.ts';
import type { Deps } from '../deps.ts';
import { auditPart } from './pack-audit.ts';
import { papersPart } from './pack-papers.ts';
import { pictureFile } from './pack-picture.ts';
import { procedureFile } from './pack-procedure.ts';
import {
  caseFile,
  clocksFile,
  consentsFile,
  explanationFile,
  policyFile,
  readsFile,
  rulesFile,
} from './pack-records.ts';
import { verdictPart } from './pack-verdict.ts';
import { caseReads } from '../case/case-lookers.ts';
import { relayDocument } from '../relay.ts';
import { sha256 } from '../secret/secret.ts';
import { announceSigningKey } from '../audit/signing-key.ts';

/** The evidence of a case in one signed ZIP that anyone can check without us (product 2.9). */
export async function buildPack(deps: Deps, record: CaseRecord): Promise<Uint8Array> {
  await relayDocument(deps, 'cases', record.id);
  const papers = await papersPart(deps, record.id);
  const verdict = await verdictPart(deps, record);
  const audit = await auditPart(deps, [...(await subjectsOf(record)), ...papers.subjects]);
  const reads = await caseReads(record);
  const texts = new Map([
    ['README.txt', packReadme(record.caseNo)],
    ...verdict.files,
    ['audit.json', `${JSON.stringify(audit, null, 1)}\n`],
    ['case.json', await caseFile(record)],
    ['clocks.json', clocksFile(verdict.segments)],
    ['consents.json', await consentsFile(record)],
    ['explanation.txt', explanationFile(record)],
    ['policy.json', await policyFile(record)],
    ['reads.json', await readsFile(reads)],
    ['rules.json', await rulesFile(record, verdict)],
  ]);
  const files = new Map<string, Uint8Array>([...texts].map(([name, text]) => [name, Buffer.from(text)]));
  for (const [name, content] of papers.files) files.set(name, content);
  files.set('procedure.pdf', await procedureFile(record, { papers, reads, madeAt: deps.now() }));
  const picture = await pictureFile(record, verdict, deps.now());
  if (picture) files.set('picture.pdf', picture);
  files.set(VERIFIER, await buildVerifier());
  return packZip(await sign(deps, { record, files, verdicts: verdict.verdicts }));
}

/** Manifest and signature first, then every file by name. */
async function sign(
  deps: Deps,
  pack: Readonly<{
    record: CaseRecord;
    files: ReadonlyMap<string, Uint8Array>;
    verdicts: Manifest['verdicts'];
  }>,
): Promise<Map<string, Uint8Array>> {
  const key = await announceSigningKey(deps);
  const ordered = [...pack.files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const manifest: Manifest = {
    format: PACK_FORMAT,
    caseNo: pack.record.caseNo,
    madeAt: deps.now().toISOString(),
    keyId: key.keyId,
    publicKeyPem: key.publicKeyPem,
    verdicts: pack.verdicts,
    files: ordered.map(([name, content]) => ({
      name,
      bytes: content.byteLength,
      sha256: sha256(content),
    })),
  };
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  return new Map([
    [MANIFEST, Buffer.from(text)],
    [SIGNATURE, Buffer.from(`${key.sign(text)}\n`)],
    ...ordered,
  ]);
}

/** Whose audit lines belong to the case. */
async function subjectsOf(record: CaseRecord): Promise<string[]> {
  const { id, alertId, personId, finding } = record;
  const policy = await findPolicyAt(finding.startAt);
  return [
    `cases:${id}`,
    `alerts:${alertId}`,
    ...ConsentKindSchema.options.map((kind) => `consents:${personId}:${kind}`),
    ...(policy ? [`policies:${policy.version}`, `acknowledgements:${personId}:${policy.version}`] : []),
    ...(finding.placeId === undefined ? [] : [`places:${finding.placeId}`]),
  ];
}
