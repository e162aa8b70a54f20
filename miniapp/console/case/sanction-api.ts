import type { PackList } from '../../../server/contract/evidence-pack.ts';
import type { DeliveryBody, LetterBody, SanctionStepBody } from '../../../server/contract/sanction.ts';
import type { ExecutionList, SanctionView } from '../../../server/contract/views.ts';
import { call } from '../../api-call.ts';

const id = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1${path}`);
const post = <T>(path: string, body: unknown): Promise<T> => call<T>('POST', `/api/v1${path}`, { body });

/** Routes of legal paths, letters, evidence packs and executions. */
export const sanctionApi = {
  view: (caseId: string) => get<SanctionView>(`/cases/${id(caseId)}/sanction`),
  step: (caseId: string, body: SanctionStepBody) =>
    post<SanctionView>(`/cases/${id(caseId)}/sanction/steps`, body),
  makeLetter: (caseId: string, body: LetterBody) => post<SanctionView>(`/cases/${id(caseId)}/letters`, body),
  letterUrl: (caseId: string, letterId: string) => `/api/v1/cases/${id(caseId)}/letters/${id(letterId)}/file`,
  deliver: (caseId: string, letterId: string, body: DeliveryBody) =>
    post<SanctionView>(`/cases/${id(caseId)}/letters/${id(letterId)}/delivery`, body),
  packs: (caseId: string) => get<PackList>(`/cases/${id(caseId)}/packs`),
  askPack: (caseId: string, purpose: string) => post<PackList>(`/cases/${id(caseId)}/packs`, { purpose }),
  packUrl: (packId: string) => `/api/v1/packs/${id(packId)}/file`,
  executions: (span: { fromDay: string; toDay: string }) =>
    get<ExecutionList>(`/executions?fromDay=${id(span.fromDay)}&toDay=${id(span.toDay)}`),
  executionsUrl: (span: { fromDay: string; toDay: string }, format: 'csv' | 'json') =>
    `/api/v1/executions?fromDay=${id(span.fromDay)}&toDay=${id(span.toDay)}&format=${format}`,
};
