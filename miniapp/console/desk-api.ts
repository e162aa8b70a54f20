import type { LeadEvent, LeadList, LeadView, ReporterView } from '../../server/contract/lead.ts';
import type { LeaverLinkBody } from '../../server/contract/leaver.ts';
import type { AgreementBody, CompetitorBody } from '../../server/contract/non-compete.ts';
import type { IssuedLink, LeaverFile, LeaverList } from '../../server/contract/view-leaver.ts';
import type { ManagerAnswers, SampleCheckBody } from '../../server/contract/view-manager-answers.ts';
import type { AgreementList, AgreementView, CompetitorList } from '../../server/contract/view-non-compete.ts';
import { call } from '../api-call.ts';
import { pageQuery } from '../parts/page-query.ts';

const id = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1${path}`);
const post = <T>(path: string, body: unknown): Promise<T> => call<T>('POST', `/api/v1${path}`, { body });

/** Routes of leads, of people who have left, and of non-compete agreements. */
export const deskApi = {
  leads: (after?: string) => get<LeadList>(`/leads${pageQuery(after)}`),
  lead: (leadId: string) => get<LeadView>(`/leads/${id(leadId)}`),
  moveLead: (
    leadId: string,
    event: LeadEvent,
    body: { version: number; reason: string; employeeNo?: string },
  ) => post<LeadView>(`/leads/${id(leadId)}/${event}`, body),
  reporter: (leadId: string, purpose: string) =>
    post<ReporterView>(`/leads/${id(leadId)}/reporter`, { purpose }),
  leavers: (after?: string) => get<LeaverList>(`/leaver-links/people${pageQuery(after)}`),
  leaver: (employeeNo: string) => get<LeaverFile>(`/leaver-links?employeeNo=${id(employeeNo)}`),
  issueLink: (body: LeaverLinkBody) => post<IssuedLink>('/leaver-links', body),
  revokeLink: (linkId: string) => call('DELETE', `/api/v1/leaver-links/${id(linkId)}`),
  certificateUrl: (certificateId: string) => `/api/v1/leaver-links/certificates/${id(certificateId)}`,
  agreements: (after?: string) => get<AgreementList>(`/non-compete/agreements${pageQuery(after)}`),
  agreement: (agreementId: string) => get<AgreementView>(`/non-compete/agreements/${id(agreementId)}`),
  addAgreement: (body: AgreementBody) => post<AgreementView>('/non-compete/agreements', body),
  changeAgreement: (agreementId: string, what: string, body: unknown) =>
    post<AgreementView>(`/non-compete/agreements/${id(agreementId)}/${what}`, body),
  settleRecord: (recordId: string, body: { isSame: boolean; reason: string }) =>
    post<AgreementView>(`/non-compete/records/${id(recordId)}/settle`, body),
  moveCase: (caseId: string, event: string, body: unknown) =>
    post<AgreementView>(`/non-compete/cases/${id(caseId)}/${event}`, body),
  managerAnswers: () => get<ManagerAnswers>('/manager-answers'),
  checkSample: (alertId: string, body: SampleCheckBody) =>
    post<ManagerAnswers>(`/manager-answers/${id(alertId)}/check`, body),
  competitors: () => get<CompetitorList>('/non-compete/competitors'),
  putCompetitor: (competitorId: string, body: CompetitorBody) =>
    call<CompetitorList>('PUT', `/api/v1/non-compete/competitors/${id(competitorId)}`, { body }),
  reviewMatching: (body: { sameAt: number; askAt: number; note: string }) =>
    post<CompetitorList>('/non-compete/matching', body),
};
