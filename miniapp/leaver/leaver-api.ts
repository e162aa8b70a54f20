import type { AppealBody, MessageBody } from '../../server/contract/case-bodies.ts';
import type { ExplainBody } from '../../server/contract/case.ts';
import type { DataRequestBody, DataRequestList } from '../../server/contract/data-request.ts';
import type { OpenDoorBody } from '../../server/contract/leaver.ts';
import type { NonCompeteAnswer } from '../../server/contract/non-compete-moves.ts';
import type { CertificateView, LeaverHome } from '../../server/contract/view-leaver.ts';
import type { CaseView } from '../../server/contract/views.ts';
import { ApiError, call } from '../api-call.ts';
import { signedOut } from '../parts/signed-out-state.ts';

/** The door never sends anybody to the staff sign-in. */
const quiet = { quiet: true, healed: true } as const;
const id = encodeURIComponent;

/** A visit that has ended under a screen: what is written there stays, and the door is shown in its place. */
async function inside<T>(
  method: 'GET' | 'POST',
  path: string,
  more: { body?: unknown; form?: FormData } = {},
) {
  return call<T>(method, `/api/v1/leaver${path}`, { ...quiet, ...more }).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    signedOut.set(true);
    throw new ApiError(401, 'signed_out');
  });
}
const get = <T>(path: string): Promise<T> => inside<T>('GET', path);
const post = <T = unknown>(path: string, body: unknown): Promise<T> => inside<T>('POST', path, { body });

/** One function per route behind the leaver's door. */
export const leaverApi = {
  open: (body: OpenDoorBody) => call('POST', '/api/v1/leaver/session', { ...quiet, body }),
  close: () => call('DELETE', '/api/v1/leaver/session', quiet),
  home: () => call<LeaverHome>('GET', '/api/v1/leaver/home', quiet),
  case: (caseId: string) => get<CaseView>(`/cases/${id(caseId)}`),
  explain: (caseId: string, body: ExplainBody) => post(`/cases/${id(caseId)}/explain`, body),
  reply: (caseId: string, body: MessageBody) => post(`/cases/${id(caseId)}/messages`, body),
  appeal: (caseId: string, body: AppealBody) => post(`/cases/${id(caseId)}/appeal`, body),
  answer: (caseId: string, kind: 'explain' | 'object', body: NonCompeteAnswer) =>
    post(`/non-compete-cases/${id(caseId)}/${kind}`, body),
  withdraw: (agreementId: string) => inside('POST', `/agreements/${id(agreementId)}/withdraw-authorisation`),
  sendPaper: (form: FormData) => inside<CertificateView>('POST', '/certificates', { form }),
  requests: () => get<DataRequestList>('/data-requests'),
  ask: (body: DataRequestBody) => post('/data-requests', body),
  copyUrl: '/api/v1/leaver/data.zip',
};
