import { casePaperZh } from '../../contract/texts/case-paper.zh.ts';
import { lettersZh } from '../../contract/texts/letters.zh.ts';
import { writeCasePaper } from '../../domain/pack/case-paper-content.ts';
import type { PaperFile, PaperLetter } from '../../domain/pack/case-paper.ts';
import { renderCasePaper } from '../../papers/case-pdf.ts';
import type { CaseFile } from '../../store/case-files.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { Letter } from '../../store/letters.ts';
import { findPeople, findPerson } from '../../store/people.ts';
import type { Read } from '../../store/reads.ts';
import { measuresText } from '../case/measures-text.ts';
import { getCompanyProfile } from '../company/company-profile.ts';
import { SYSTEM } from '../deps.ts';

/** What the pack has of the case beside its record. */
type Papers = Readonly<{ letters: readonly Letter[]; added: readonly CaseFile[] }>;

/** The procedure as it is read on paper, by those who open no data files. */
export async function procedureFile(
  record: CaseRecord,
  { papers, reads, madeAt }: Readonly<{ papers: Papers; reads: readonly Read[]; madeAt: Date }>,
): Promise<Uint8Array> {
  const [person, profile] = await Promise.all([findPerson(record.personId), getCompanyProfile()]);
  const letters = papers.letters.map(toLetter);
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
    files: papers.added.map(toFile),
    reads,
    madeAt,
  });
  return renderCasePaper(paper, madeAt);
}

const toLetter = ({ no, kind, sha256, issuedAt, issuedById, deliveries }: Letter): PaperLetter => ({
  no,
  name: lettersZh[kind].title,
  sha256,
  at: issuedAt,
  byId: issuedById,
  deliveries,
});

const toFile = ({ name, sourceSha256, at, personId, byId = personId }: CaseFile): PaperFile => ({
  name,
  sha256: sourceSha256,
  at,
  from: byId === personId ? 'subject' : 'hr',
});
