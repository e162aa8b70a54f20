import type { PackCaseFiles, PackLetters } from '../../contract/evidence-pack.ts';
import { LegalPathSchema } from '../../contract/ladder.ts';
import { FILES_INDEX, LETTERS_INDEX } from '../../domain/pack/check-papers.ts';
import { listCaseFiles, readCaseFile, type CaseFile } from '../../store/case-files.ts';
import { listLetters, readLetter, type Letter } from '../../store/letters.ts';
import { findSanction } from '../../store/sanctions.ts';
import type { Deps } from '../deps.ts';
import { relayDocument } from '../relay.ts';

type Part = Readonly<{
  files: ReadonlyMap<string, Uint8Array>;
  /** Whose audit lines prove them. */
  subjects: readonly string[];
}>;
/** `letters` and `added` are what the other papers of the pack speak of: read once, so that they all speak of the same. */
type PapersPart = Part & Readonly<{ letters: readonly Letter[]; added: readonly CaseFile[] }>;

/** Letters with their deliveries, the steps of the legal paths, and what was added to the case: both sides count alike (trust R23). */
export async function papersPart(deps: Deps, caseId: string): Promise<PapersPart> {
  const [letters, added] = await Promise.all([listLetters(caseId), listCaseFiles(caseId)]);
  const parts = [
    await lettersPart(deps, letters),
    await addedPart(deps, added),
    await pathsPart(deps, caseId),
  ];
  return {
    letters,
    added,
    files: new Map(parts.flatMap(({ files }) => [...files])),
    subjects: parts.flatMap(({ subjects }) => subjects),
  };
}

async function lettersPart(deps: Deps, letters: readonly Letter[]): Promise<Part> {
  const files = new Map<string, Uint8Array>();
  const index: PackLetters = [];
  for (const letter of letters) {
    const { id, no, kind, sha256, issuedAt, issuedById, deadlineAt, deliveries } = letter;
    await relayDocument(deps, 'letters', id);
    const content = await readLetter(id);
    const file = `letters/${no}.pdf`;
    if (content) files.set(file, content);
    index.push({
      id,
      no,
      kind,
      file,
      sha256,
      issuedById,
      issuedAt: issuedAt.toISOString(),
      ...(deadlineAt && { deadlineAt: deadlineAt.toISOString() }),
      deliveries: deliveries.map((delivery) => ({ ...delivery, at: delivery.at.toISOString() })),
    });
  }
  files.set(LETTERS_INDEX, jsonOf(index));
  return { files, subjects: index.map(({ id }) => `letters:${id}`) };
}

async function addedPart(deps: Deps, added: readonly CaseFile[]): Promise<Part> {
  const files = new Map<string, Uint8Array>();
  const index: PackCaseFiles = [];
  for (const { id, personId, byId = personId, name, type, sourceSha256, at } of added) {
    await relayDocument(deps, 'case_files', id);
    const content = await readCaseFile(id);
    const file = `files/${id}.${type === 'application/pdf' ? 'pdf' : 'jpg'}`;
    if (content) files.set(file, content);
    const from = byId === personId ? 'subject' : 'hr';
    index.push({ id, from, file, name, type, sourceSha256, at: at.toISOString() });
  }
  files.set(FILES_INDEX, jsonOf(index));
  return { files, subjects: index.map(({ id }) => `case_files:${id}`) };
}

/** Where both paths stand and what each step left; empty where none was begun. */
async function pathsPart(deps: Deps, caseId: string): Promise<Part> {
  const found = await Promise.all(LegalPathSchema.options.map((path) => findSanction(caseId, path)));
  const paths = found.filter((path) => path !== null);
  for (const { id } of paths) await relayDocument(deps, 'sanctions', id);
  return {
    files: new Map([['paths.json', jsonOf(paths)]]),
    subjects: paths.map(({ id }) => `sanctions:${id}`),
  };
}

const jsonOf = (data: unknown): Uint8Array => Buffer.from(`${JSON.stringify(data, null, 2)}\n`);
