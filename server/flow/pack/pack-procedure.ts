import { casePaperZh } from '../../contract/texts/case-paper.zh.ts';
import { lettersZh } from '../../contract/texts/letters.zh.ts';
import { writeCasePaper } from '../../domain/pack/case-paper-content.ts';
import type { PaperFile, PaperLetter } from '../../domain/pack/case-paper.ts';
import { renderCasePaper } from '../../papers/case-pdf.ts';
import { listCaseFiles } from '../../store/case-files.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { listLetters } from '../../store/letters.ts';
import { findPeople, findPerson } from '../../store/people.ts';
import type { Read } from '../../store/reads.ts';
import { measuresText } from '../case/measures-text.ts';
import { getCompanyProfile } from '../company/company-profile.ts';
import { SYSTEM } from '../deps.ts';

/** The procedure as it is read on paper, by those who open no data files. */
export async function procedureFile(
  record: CaseRecord,
  { reads, madeAt }: Readonly<{ reads: readonly Read[]; madeAt: Date }>,
): Promise<Uint8Array> {
  const [letters, files, person, profile] = await Promise.all([
    lettersOf(record.id),
    filesOf(record.id),
    findPerson(record.personId),
    getCompanyProfile(),
  ]);
  const ids = [
    record.personId,
    ...record.history.map(({ actorId }) => actorId),
    ...(record.messages ?? []).map(({ byId }) => byId),
    ...letters.flatMap(({ byId, deliveries }) => [byId, ...deliveries.map((one) => one.byId)]),
    ...reads.map(({ readerId }) => readerId),
  ];
  const names = new Map((await findPeople([...new Set(ids)])).map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string =>
    id === SYSTEM.personId ? casePaperZh.system : (names.get(id) ?? casePaperZh.unknown);
  const paper = writeCasePaper({
    record,
    company: profile.name,
    person: { name: person?.name ?? '', employeeNo: person?.employeeNo ?? '' },
    measures: record.proposal ? measuresText(record.proposal) : '',
    nameOf,
    letters,
    files,
    reads,
    madeAt,
  });
  return renderCasePaper(paper, madeAt);
}

async function lettersOf(caseId: string): Promise<PaperLetter[]> {
  return (await listLetters(caseId)).map(({ no, kind, sha256, issuedAt, issuedById, deliveries }) => ({
    no,
    name: lettersZh[kind].title,
    sha256,
    at: issuedAt,
    byId: issuedById,
    deliveries,
  }));
}

async function filesOf(caseId: string): Promise<PaperFile[]> {
  return (await listCaseFiles(caseId)).map(({ name, sourceSha256, at, personId, byId = personId }) => ({
    name,
    sha256: sourceSha256,
    at,
    from: byId === personId ? 'subject' : 'hr',
  }));
}
