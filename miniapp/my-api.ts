import type { AppealBody, MessageBody } from '../server/contract/case-bodies.ts';
import type { CaseFileList } from '../server/contract/case-file.ts';
import type {
  DataAnswerBody,
  DataRequestBody,
  DataRequestList,
  DataRequestView,
} from '../server/contract/data-request.ts';
import type { QuizAnswers, QuizResult, QuizView } from '../server/contract/quiz.ts';
import type {
  FlexibleBody,
  FlexibleHoursBody,
  FlexibleList,
  FlexiblePreview,
  FlexibleView,
} from '../server/contract/flexible.ts';
import type { ItemReceipts } from '../server/contract/ingest.ts';
import type { NamedPlaces } from '../server/contract/named-place.ts';
import type {
  DeclarationPreview,
  DeclarationView,
  DeclaredHoursBody,
  MyCalendar,
  MyDay,
  ReviewBody,
} from '../server/contract/views.ts';
import type { RouteFrom, RouteView, TaskMark, TravelMode } from '../server/contract/route.ts';
import type { SuggestionAnswer, VisitBatch, VisitDetails, VisitsToday } from '../server/contract/visit.ts';
import { call } from './api-call.ts';
import { pageQuery } from './parts/page-query.ts';

const id = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1${path}`);
const quiet = <T>(method: string, path: string, body: unknown): Promise<T> =>
  call<T>(method, `/api/v1${path}`, { body, quiet: true });

/** Routes of the screens that are loaded later: own data, visits, files. Calls of the visit queue are quiet. */
export const myApi = {
  calendar: (month: string) => get<MyCalendar>(`/my/calendar/${id(month)}`),
  day: (day: string) => get<MyDay>(`/my/days/${id(day)}`),
  dayPicture: (day: string, language: string, size: 'wide' | 'narrow') =>
    `/api/v1/my/days/${id(day)}/track.svg?language=${language}&size=${size}`,
  monthPicture: (month: string, language: string, size: 'wide' | 'narrow') =>
    `/api/v1/my/reports/${id(month)}/map.svg?language=${language}&size=${size}`,
  hoursSheet: (month: string, language: string) =>
    `/api/v1/my/reports/${id(month)}/hours.csv?language=${language}`,
  photo: (photoId: string) => `/api/v1/my/photos/${id(photoId)}`,
  download: '/api/v1/my/data.zip',
  quiz: () => get<QuizView>('/policy/quiz'),
  answerQuiz: (body: QuizAnswers) => call<QuizResult>('POST', '/api/v1/policy/quiz', { body }),
  requests: (after?: string) => get<DataRequestList>(`/my/data-requests${pageQuery(after)}`),
  request: (body: DataRequestBody) => call<DataRequestView>('POST', '/api/v1/my/data-requests', { body }),
  allRequests: (after?: string) => get<DataRequestList>(`/data-requests${pageQuery(after)}`),
  answerRequest: (requestId: string, body: DataAnswerBody) =>
    call<DataRequestView>('POST', `/api/v1/data-requests/${id(requestId)}/answer`, { body }),
  withdrawRequest: (requestId: string) =>
    call<DataRequestView>('DELETE', `/api/v1/my/data-requests/${id(requestId)}`),
  route: ({ from, mode }: { from: RouteFrom; mode?: TravelMode }) =>
    get<RouteView>(`/my/route?from=${from}${mode ? `&mode=${mode}` : ''}`),
  markTask: (taskId: string, body: TaskMark) =>
    call<TaskMark>('PUT', `/api/v1/my/route/tasks/${id(taskId)}`, { body }),
  routePicture: (from: RouteFrom, mode: TravelMode, language: string) =>
    `/api/v1/my/route.svg?from=${from}&mode=${mode}&language=${language}`,
  visitsToday: () => call<VisitsToday>('GET', '/api/v1/visits/today', { quiet: true }),
  sendVisits: (batch: VisitBatch) => quiet<ItemReceipts>('POST', '/visits', batch),
  describeVisit: (visitId: string, details: VisitDetails) =>
    quiet<{ id: string }>('PUT', `/visits/${id(visitId)}/details`, details),
  sendVisitPhoto: (visitId: string, photo: { id: string; capturedAtMs: number; blob: Blob }) =>
    call<ItemReceipts>('POST', `/api/v1/visits/${id(visitId)}/photo`, {
      form: formOf({ id: photo.id, capturedAtMs: String(photo.capturedAtMs), photo: photo.blob }),
      quiet: true,
    }),
  answerSuggestion: (key: string, answer: SuggestionAnswer) =>
    call<{ id: string }>('POST', `/api/v1/visits/suggestions/${id(key)}`, { body: answer }),
  declaration: (declarationId: string) => get<DeclarationView>(`/declarations/${id(declarationId)}`),
  previewDeclaration: (body: DeclaredHoursBody) =>
    quiet<DeclarationPreview>('POST', '/declarations/preview', body),
  withdrawDeclaration: (declarationId: string, version: number) =>
    call('POST', `/api/v1/declarations/${id(declarationId)}/withdraw`, { body: { version } }),
  reviewDeclaration: (declarationId: string, body: ReviewBody) =>
    call('POST', `/api/v1/declarations/${id(declarationId)}/review`, { body }),
  renewDeclaration: (declarationId: string, body: { id: string; toDay: string }) =>
    call('POST', `/api/v1/declarations/${id(declarationId)}/renew`, { body }),
  attachDocument: (declarationId: string, file: { id: string; name: string; blob: Blob }) =>
    call('POST', `/api/v1/declarations/${id(declarationId)}/documents`, {
      form: formOf({ id: file.id, name: file.name, file: file.blob }),
    }),
  document: (declarationId: string, documentId: string) =>
    `/api/v1/declarations/${id(declarationId)}/documents/${id(documentId)}`,
  flexibleShifts: () => get<FlexibleList>('/my/flexible-shifts'),
  flexibleShift: (requestId: string) => get<FlexibleView>(`/flexible-shifts/${id(requestId)}`),
  previewFlexible: (body: FlexibleHoursBody) =>
    quiet<FlexiblePreview>('POST', '/flexible-shifts/preview', body),
  askFlexible: (body: FlexibleBody) => call<FlexibleView>('POST', '/api/v1/flexible-shifts', { body }),
  stepFlexible: (requestId: string, step: 'withdraw' | 'stop', version: number) =>
    call('POST', `/api/v1/flexible-shifts/${id(requestId)}/${step}`, { body: { version } }),
  places: (name: string) => get<NamedPlaces>(`/my/places?name=${id(name)}`),
  appeal: (caseId: string, body: AppealBody) => call('POST', `/api/v1/cases/${id(caseId)}/appeal`, { body }),
  writeMessage: (caseId: string, body: MessageBody) =>
    call('POST', `/api/v1/cases/${id(caseId)}/messages`, { body }),
  finishExplaining: (caseId: string, version: number) =>
    call('POST', `/api/v1/cases/${id(caseId)}/finish`, { body: { version } }),
  caseFiles: (caseId: string) => get<CaseFileList>(`/cases/${id(caseId)}/files`),
  caseFile: (caseId: string, fileId: string) => `/api/v1/cases/${id(caseId)}/files/${id(fileId)}`,
  /** `own`: the person's to the own case; else HR's to any. */
  addCaseFile: (caseId: string, file: { id: string; name: string; blob: Blob }, own = true) =>
    call<CaseFileList['files'][number]>('POST', `/api/v1${own ? '/my' : ''}/cases/${id(caseId)}/files`, {
      form: formOf({ id: file.id, name: file.name, file: file.blob }),
    }),
  removeCaseFile: (caseId: string, fileId: string) =>
    call('DELETE', `/api/v1/my/cases/${id(caseId)}/files/${id(fileId)}`),
};

function formOf(fields: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, value, 'file');
  return form;
}
