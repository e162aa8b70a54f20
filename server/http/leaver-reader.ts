import type { DataRequestList } from '../contract/data-request.ts';
import type { CertificateView, LeaverHome } from '../contract/view-leaver.ts';
import { zoneOf } from '../flow/company/calendar.ts';
import type { Deps } from '../flow/deps.ts';
import { loadGround } from '../flow/non-compete/non-compete-parts.ts';
import { listCases } from '../store/cases.ts';
import { listCertificates, type Certificate } from '../store/certificates.ts';
import { listMyDataRequests } from '../store/data-requests.ts';
import { listAgreements } from '../store/non-compete-agreements.ts';
import { listNonCompeteCases } from '../store/non-compete-cases.ts';
import { findEmployerRecord } from '../store/non-compete-records.ts';
import { readAll } from '../store/page.ts';
import type { Person } from '../store/people.ts';
import { dataRequestView } from './views/my-view.ts';
import { nonCompeteCaseView, ownAgreementView } from './views/non-compete-view.ts';

/** All that stands behind the door for this person; nothing that has not been told to them yet. */
export async function leaverHome(deps: Deps, leaver: Person): Promise<LeaverHome> {
  const ground = await loadGround(deps);
  const personId = leaver.id;
  const [cases, ownCases, agreements, certificates] = await Promise.all([
    readAll(
      (page) => listCases({ personId, ...page }),
      ({ openedAt, id }) => ({ at: openedAt, id }),
    ),
    listNonCompeteCases({ personId }),
    readAll(
      (page) => listAgreements({ personId, ...page }),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    ),
    listCertificates(leaver.id),
  ]);
  const told = ownCases.filter(({ state, answerDueAt }) => state !== 'open' && answerDueAt !== undefined);
  const records = await Promise.all(told.map(({ recordId }) => findEmployerRecord(recordId)));
  const employers = new Map(records.flatMap((one) => (one ? [[one.id, one.employerName] as const] : [])));
  const reader = { personId: leaver.id, roles: [] };
  return {
    name: leaver.name,
    employeeNo: leaver.employeeNo,
    timeZone: leaver.timeZone,
    cases: cases
      .filter(({ state }) => state !== 'open')
      .map(({ id, caseNo, state, openedAt }) => ({ id, caseNo, state, openedAt: openedAt.toISOString() })),
    nonCompeteCases: told.map((record) =>
      nonCompeteCaseView(record, { reader, ground, employerName: employers.get(record.recordId) }),
    ),
    agreements: agreements.map((agreement) => ownAgreementView(agreement, ground)),
    certificates: certificates.map(certificateView),
  };
}

export async function dataRequestsOf(deps: Deps, leaver: Person): Promise<DataRequestList> {
  const zone = await zoneOf(leaver);
  const shown = { at: deps.now(), zone, nameOf: () => 'HR' };
  const own = await readAll(
    (page) => listMyDataRequests(leaver.id, page),
    ({ submittedAt, id }) => ({ at: submittedAt, id }),
  );
  return { requests: own.map((request) => dataRequestView(request, shown)) };
}

export function certificateView({ id, kind, mime, bytes, receivedAt }: Certificate): CertificateView {
  return { id, kind, mime, bytes, receivedAt: receivedAt.toISOString() };
}
