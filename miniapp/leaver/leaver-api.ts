import type { AppealBody, MessageBody } from '../../server/contract/case-bodies.ts';
import type { ExplainBody } from '../../server/contract/case.ts';
import type { DataRequestBody, DataRequestList } from '../../server/contract/data-request.ts';
import type { OpenDoorBody } from '../../server/contract/leaver.ts';
import type { NonCompeteAnswer } from '../../server/contract/non-compete-moves.ts';
import type { CertificateView, LeaverHome } from '../../server/contract/view-leaver.ts';
import type { CaseView } from '../../server/contract/views.ts';
import { call } from '../api-call.ts';

/** The door never sends anybody to the staff sign-in. */
const quiet = { quiet: true, healed: true } as const;
const id = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1/leaver${path}`, quiet);
const post = <T = unknown>(path: string, body: unknown): Promise<T> =>
  call<T>('POST', `/api/v1/leaver${path}`, { ...quiet, body });

/** One function per route behind the leaver's door. */
export const leaverApi = {
  open: (body: OpenDoorBody) => post('/session', body),
  close: () => call('DELETE', '/api/v1/leaver/session', quiet),
  home: () => get<LeaverHome>('/home'),
  case: (caseId: string) => get<CaseView>(`/cases/${id(caseId)}`),
  explain: (caseId: string, body: ExplainBody) => post(`/cases/${id(caseId)}/explain`, body),
  reply: (caseId: string, body: MessageBody) => post(`/cases/${id(caseId)}/messages`, body),
  appeal: (caseId: string, body: AppealBody) => post(`/cases/${id(caseId)}/appeal`, body),
  answer: (caseId: string, kind: 'explain' | 'object', body: NonCompeteAnswer) =>
    post(`/non-compete-cases/${id(caseId)}/${kind}`, body),
  withdraw: (agreementId: string) =>
    call('POST', `/api/v1/leaver/agreements/${id(agreementId)}/withdraw-authorisation`, quiet),
  sendPaper: (form: FormData) =>
    call<CertificateView>('POST', '/api/v1/leaver/certificates', { ...quiet, form }),
  requests: () => get<DataRequestList>('/data-requests'),
  ask: (body: DataRequestBody) => post('/data-requests', body),
  copyUrl: '/api/v1/leaver/data.zip',
};
