import type { PolicyView } from '../server/contract/consent.ts';
import type { PolicyDays } from '../server/contract/policy-days.ts';
import type { QuizFigures } from '../server/contract/quiz.ts';
import type {
  AssessmentBody,
  AssessmentList,
  DeclarationRegister,
  DeclarationSettings,
  DeclarationView,
  DetectorSwitches,
  ImportedPolicy,
  PolicyCoverage,
  PolicyDiff,
  PolicyDraftBody,
  PolicyDraftView,
  PolicyVersions,
  RenewBody,
} from '../server/contract/views.ts';
import { pageQuery } from './parts/page-query.ts';

/** How `api.ts` calls the server. */
type Calls = Readonly<{
  get: <T>(path: string) => Promise<T>;
  post: <T = unknown>(path: string, body: unknown) => Promise<T>;
  put: <T = unknown>(path: string, body: unknown) => Promise<T>;
  send: (method: string, path: string, options: { form: FormData }) => Promise<unknown>;
}>;
const id = encodeURIComponent;

/** The routes about the policy, side jobs, assessments and switches. */
export const createRuleCalls = ({ get, post, put, send }: Calls) => ({
  policyVersions: () => get<PolicyVersions>('/policy/versions'),
  policyVersion: (version: string) => get<PolicyView>(`/policy/versions/${id(version)}`),
  withdrawPolicy: (version: string, body: { reason: string }) =>
    post(`/policy/versions/${id(version)}/withdrawal`, body),
  policyDiff: (from: string, to: string) => get<PolicyDiff>(`/policy/diff?from=${id(from)}&to=${id(to)}`),
  policyCoverage: () => get<PolicyCoverage>('/policy/coverage'),
  policyDays: () => get<PolicyDays>('/policy/said-days'),
  quizFigures: (version: string) => get<QuizFigures>(`/policy/quiz/figures?version=${id(version)}`),
  policyDraft: () => get<PolicyDraftView>('/policy/draft'),
  savePolicyDraft: (body: PolicyDraftBody) => put('/policy/draft', body),
  importPolicy: (body: { markdown: string }) => post<ImportedPolicy>('/policy/draft/import', body),
  publishPolicy: (body: { revision: number }) => post('/policy/draft/publish', body),
  assessments: () => get<AssessmentList>('/assessments'),
  draftAssessment: (body: AssessmentBody) => post('/assessments', body),
  changeAssessment: (assessmentId: string, body: AssessmentBody & { version: number }) =>
    put(`/assessments/${id(assessmentId)}`, body),
  approveAssessment: (assessmentId: string, body: { version: number }) =>
    post(`/assessments/${id(assessmentId)}/approve`, body),
  reopenAssessment: (assessmentId: string, body: { version: number; reason: string }) =>
    post(`/assessments/${id(assessmentId)}/reopen`, body),
  detectors: () => get<DetectorSwitches>('/detectors'),
  switchDetector: (name: string, body: { isOn: boolean; reason: string; version: number }) =>
    put(`/detectors/${id(name)}/switch`, body),
  declaration: (declarationId: string) => get<DeclarationView>(`/declarations/${id(declarationId)}`),
  renewDeclaration: (declarationId: string, body: RenewBody) =>
    post<DeclarationView>(`/declarations/${id(declarationId)}/renew`, body),
  withdrawDeclaration: (declarationId: string, body: { version: number }) =>
    post<DeclarationView>(`/declarations/${id(declarationId)}/withdraw`, body),
  attachDocument: (declarationId: string, document: { id: string; name: string; file: Blob }) =>
    send('POST', `/api/v1/declarations/${id(declarationId)}/documents`, { form: documentForm(document) }),
  documentUrl: (declarationId: string, documentId: string) =>
    `/api/v1/declarations/${id(declarationId)}/documents/${id(documentId)}`,
  declarationRegister: (after?: string) => get<DeclarationRegister>(`/declarations${pageQuery(after)}`),
  endDeclaration: (declarationId: string, body: { version: number; reason: string }) =>
    post<DeclarationView>(`/declarations/${id(declarationId)}/end`, body),
  declarationSettings: () => get<DeclarationSettings>('/declarations/settings'),
  changeDeclarationSettings: (body: DeclarationSettings) =>
    put<DeclarationSettings>('/declarations/settings', body),
});

function documentForm(document: { id: string; name: string; file: Blob }): FormData {
  const form = new FormData();
  form.set('id', document.id);
  form.set('name', document.name);
  form.set('file', document.file, document.name);
  return form;
}
