import type { z } from 'zod';
import {
  PackAuditSchema,
  PackCaseFilesSchema,
  PackLettersSchema,
  type PackAudit,
  type PackCaseFiles,
  type PackLetters,
} from '../../contract/evidence-pack.ts';
import { canonicalJson } from '../audit/canonical-json.ts';
import { textOf, type PackFault, type PackFiles, type PackTools } from './pack-files.ts';

/** Files of a pack that list its letters and its files. */
export const LETTERS_INDEX = 'letters/index.json';
export const FILES_INDEX = 'files/index.json';
type Sha256 = PackTools['sha256'];

/** Digest of a delivery as the audit chain keeps it. */
export const deliveryDigest = (delivery: unknown, sha256: Sha256): string =>
  `record ${sha256(canonicalJson(delivery))}`;

/** Whether every letter and file is the one the audit chain names, and every delivery stands in the chain as it was recorded. */
export function checkPapers(files: PackFiles, { sha256 }: PackTools): PackFault[] {
  try {
    const { links } = readIndex(files, 'audit.json', PackAuditSchema);
    const letters = readIndex(files, LETTERS_INDEX, PackLettersSchema);
    const added = readIndex(files, FILES_INDEX, PackCaseFilesSchema);
    const known = { files, links, sha256 };
    return [
      ...letters.flatMap((letter) => checkLetter(letter, known)),
      ...added.flatMap((file) => checkFile(file, known)),
      ...checkComplete(links, [
        ...letters.map(({ id }) => `letters:${id}`),
        ...added.map(({ id }) => `case_files:${id}`),
      ]),
    ];
  } catch (error) {
    return [{ what: LETTERS_INDEX, why: error instanceof Error ? error.message : String(error) }];
  }
}

type Known = Readonly<{ files: PackFiles; links: PackAudit['links']; sha256: Sha256 }>;

function checkLetter({ id, no, file, sha256: expected, deliveries }: PackLetters[number], known: Known) {
  const { files, links, sha256 } = known;
  const faults: PackFault[] = [];
  const content = files.get(file);
  if (!content || sha256(content) !== expected)
    faults.push({ what: file, why: `is not the letter ${no} that was issued` });
  if (!hasLink(links, { subject: `letters:${id}`, action: 'letter.issue', to: expected }))
    faults.push({ what: `${LETTERS_INDEX} ${no}`, why: 'was not issued so, says the audit chain' });
  for (const delivery of deliveries) {
    const why = deliveryDigest(delivery, sha256);
    if (!hasLink(links, { subject: `letters:${id}`, action: 'letter.deliver', why }))
      faults.push({ what: `${LETTERS_INDEX} ${no}`, why: 'was not delivered so, says the audit chain' });
  }
  const recorded = links.filter(
    ({ entry }) => entry['subject'] === `letters:${id}` && entry['action'] === 'letter.deliver',
  );
  if (recorded.length !== deliveries.length)
    faults.push({ what: `${LETTERS_INDEX} ${no}`, why: 'lacks a delivery the audit chain names' });
  return faults;
}

function checkFile({ id, file, type, sourceSha256 }: PackCaseFiles[number], known: Known): PackFault[] {
  const { files, links, sha256 } = known;
  const content = files.get(file);
  if (!content) return [{ what: file, why: 'is missing' }];
  // A picture is kept without its metadata, so that only a PDF is still what was sent.
  if (type === 'application/pdf' && sha256(content) !== sourceSha256)
    return [{ what: file, why: 'is not what was sent' }];
  const isKnown = hasLink(links, { subject: `case_files:${id}`, action: 'case_file.add', to: sourceSha256 });
  return isKnown ? [] : [{ what: file, why: 'was not added so, says the audit chain' }];
}

/** A letter or file the chain names and the pack does not hold; a file its person took back is named as taken back. */
function checkComplete(links: PackAudit['links'], held: readonly string[]): PackFault[] {
  const removed = links.filter(({ entry }) => entry['action'] === 'case_file.remove');
  const gone = new Set([...held, ...removed.map(({ entry }) => entry['subject'])]);
  return links.flatMap(({ entry: { action, subject } }) =>
    (action === 'letter.issue' || action === 'case_file.add') && !gone.has(subject)
      ? [{ what: String(subject), why: 'is named by the audit chain and not in the pack' }]
      : [],
  );
}

function hasLink(links: PackAudit['links'], wanted: Readonly<Record<string, string>>): boolean {
  return links.some(({ entry }) => Object.entries(wanted).every(([name, value]) => entry[name] === value));
}

const readIndex = <T>(files: PackFiles, name: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(textOf(files, name)));
