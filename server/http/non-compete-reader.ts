import type { AgreementView } from '../contract/view-non-compete.ts';
import type { Deps } from '../flow/deps.ts';
import { loadGround } from '../flow/non-compete/non-compete-parts.ts';
import { loadAgreement } from '../flow/non-compete/non-compete-step.ts';
import { listCompetitors } from '../store/competitors.ts';
import { findLiveLink } from '../store/leaver-links.ts';
import { listNonCompeteCases } from '../store/non-compete-cases.ts';
import { listEmployerRecords } from '../store/non-compete-records.ts';
import { findPerson, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { agreementView, employerRecordView, nonCompeteCaseView } from './views/non-compete-view.ts';

/** One agreement with its records and cases as this reader may see it; the look is in the person's ledger. */
export async function agreementFor(deps: Deps, id: string, reader: Person): Promise<AgreementView> {
  const agreement = await loadAgreement(id);
  const ground = await loadGround(deps);
  const { personId, agreementNo } = agreement;
  const purpose = `agreement ${agreementNo}`;
  await recordRead({ personId, readerId: reader.id, what: 'non_compete', purpose, at: ground.at });
  const [person, records, cases, competitors, door] = await Promise.all([
    findPerson(personId),
    listEmployerRecords(id),
    listNonCompeteCases({ agreementId: id }),
    listCompetitors(),
    findLiveLink(personId, ground.at),
  ]);
  const names = new Map(competitors.map((one) => [one.id, one.name]));
  const employers = new Map(records.map((record) => [record.id, record.employerName]));
  const actor = { personId: reader.id, roles: reader.roles };
  return agreementView(agreement, {
    ground,
    person: { name: person?.name ?? '', employeeNo: person?.employeeNo ?? '' },
    records: records.map((record) => employerRecordView(record, names)),
    cases: cases.map((record) =>
      nonCompeteCaseView(record, { reader: actor, ground, employerName: employers.get(record.recordId) }),
    ),
    hasDoor: door !== null,
  });
}
