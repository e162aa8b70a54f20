import type { z } from 'zod';
import type {
  AnswerAlertBody,
  ExplainBody,
  ProposeBody,
  TalkBodySchema,
  UnmaskBodySchema,
  VerifyBody,
} from '../server/contract/case.ts';
import type { AppealBody, DecideAppealBody, MessageBody, WaitBody } from '../server/contract/case-bodies.ts';
import type { CalendarView, DutyBody, DutyView } from '../server/contract/duty.ts';
import type {
  Acknowledgement,
  ConsentAnswer,
  ConsentKind,
  ConsentsView,
  PolicyView,
} from '../server/contract/consent.ts';
import { call, get, post, put } from './api-call.ts';
import { pageQuery } from './parts/page-query.ts';
import { createRuleCalls } from './api-rules.ts';
import type { FixBatch, FixReceipts, ItemReceipts, PunchBatch } from '../server/contract/ingest.ts';
import type { SignalBatch } from '../server/contract/signal.ts';
import type { OvertimeListSchema, StoreCodeView } from '../server/contract/view-store.ts';
import type { WaitingView } from '../server/contract/waiting.ts';
import type {
  AlertView,
  CaseList,
  CaseView,
  ConfirmPunchBodySchema,
  DeclarationBody,
  DeclarationList,
  DeclarationView,
  MeView,
  MonthlyReport,
  PunchesToConfirmSchema,
  ReadLedger,
  TodayView,
  TrackView,
} from '../server/contract/views.ts';

export { ApiError, call, healSignInWith, serverNowMs, serverOffsetMs } from './api-call.ts';

/** Reply of GET /api/v1/jssdk-config: the signature for this page; `sdkUrl` where the client does not inject the SDK. */
export type JssdkConfig = {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
  sdkUrl?: string;
};

/** A photo as it waits in the outbox. */
export type PhotoUpload = { id: string; punchId: string; capturedAtMs: number; photo: Blob };

type PunchesToConfirm = z.infer<typeof PunchesToConfirmSchema>;
type OvertimeList = z.infer<typeof OvertimeListSchema>;

const id = encodeURIComponent;
/** One function per route. The outbox's calls are quiet: they never send the person to the login page in mid-sentence. */
export const api = {
  me: () => get<MeView>('/me'),
  waiting: () => call<WaitingView>('GET', '/api/v1/my/waiting', { quiet: true }),
  today: (quiet: boolean) => call<TodayView>('GET', '/api/v1/today', { quiet }),
  consents: () => get<ConsentsView>('/consents'),
  answerConsent: (answer: ConsentAnswer) => post('/consents', answer),
  withdrawConsent: (kind: ConsentKind) => call('DELETE', `/api/v1/consents/${kind}`, { quiet: true }),
  policy: () => get<PolicyView>('/policy'),
  acknowledgePolicy: (body: Acknowledgement) => post('/policy/acknowledgements', body),
  sendFixes: (batch: FixBatch) => post<FixReceipts>('/fixes', batch, true),
  sendPunches: (batch: PunchBatch) => post<ItemReceipts>('/punches', batch, true),
  sendSignals: (batch: SignalBatch) => post<ItemReceipts>('/signals', batch, true),
  storeCode: () => get<StoreCodeView>('/store-code'),
  openStoreScreen: () => post<{ url: string }>('/store-screen', {}),
  screenCode: (key: string) =>
    call<StoreCodeView>('GET', '/api/v1/screen-code', { quiet: true, healed: true, screenKey: key }),
  overtimeToDecide: () => get<OvertimeList>('/overtime/to-decide'),
  decideOvertime: (requestId: string, body: z.infer<typeof ConfirmPunchBodySchema>) =>
    post(`/overtime/${id(requestId)}/decide`, body),
  sendPhoto: (photo: PhotoUpload) =>
    call<ItemReceipts>('POST', '/api/v1/photos', { form: formOf(photo), quiet: true }),
  punchesToConfirm: () => get<PunchesToConfirm>('/punches/to-confirm'),
  confirmPunch: (punchId: string, body: z.infer<typeof ConfirmPunchBodySchema>) =>
    post(`/punches/${id(punchId)}/confirm`, body),
  alert: (alertId: string) => get<AlertView>(`/alerts/${id(alertId)}`),
  answerAlert: (alertId: string, body: AnswerAlertBody) =>
    post<AlertView>(`/alerts/${id(alertId)}/answer`, body),
  track: (alertId: string, language: 'zh' | 'en') =>
    get<TrackView>(`/alerts/${id(alertId)}/track?language=${language}`),
  myAlerts: () => get<{ alerts: AlertView[] }>('/my/alerts'),
  myCases: (after?: string) => get<CaseList>(`/my/cases${pageQuery(after)}`),
  cases: (after?: string) => get<CaseList>(`/cases${pageQuery(after)}`),
  case: (caseId: string) => get<CaseView>(`/cases/${id(caseId)}`),
  contact: (caseId: string, body: { version: number; note?: string }) =>
    post(`/cases/${id(caseId)}/contact`, body),
  explain: (caseId: string, body: ExplainBody) => post(`/cases/${id(caseId)}/explain`, body),
  verify: (caseId: string, body: VerifyBody) => post(`/cases/${id(caseId)}/verify`, body),
  propose: (caseId: string, body: ProposeBody) => post(`/cases/${id(caseId)}/propose`, body),
  talk: (caseId: string, body: z.infer<typeof TalkBodySchema>) => post(`/cases/${id(caseId)}/talk`, body),
  execute: (caseId: string, body: { version: number; note?: string }) =>
    post(`/cases/${id(caseId)}/execute`, body),
  message: (caseId: string, body: MessageBody) => post(`/cases/${id(caseId)}/messages`, body),
  finishExplaining: (caseId: string, body: { version: number }) => post(`/cases/${id(caseId)}/finish`, body),
  extend: (caseId: string, body: { version: number; reason: string }) =>
    post(`/cases/${id(caseId)}/extend`, body),
  wait: (caseId: string, body: WaitBody) => post(`/cases/${id(caseId)}/wait`, body),
  resume: (caseId: string, body: { version: number; reason: string }) =>
    post(`/cases/${id(caseId)}/resume`, body),
  close: (caseId: string, body: { version: number; reason: string }) =>
    post(`/cases/${id(caseId)}/close`, body),
  appeal: (caseId: string, body: AppealBody) => post(`/cases/${id(caseId)}/appeal`, body),
  decideAppeal: (caseId: string, body: DecideAppealBody) => post(`/cases/${id(caseId)}/decide-appeal`, body),
  revoke: (caseId: string, body: { version: number; reason: string }) =>
    post(`/cases/${id(caseId)}/revoke`, body),
  duty: () => get<DutyView>('/duty'),
  saveDuty: (dutyId: string, body: DutyBody) => call('PUT', `/api/v1/duty/${id(dutyId)}`, { body }),
  removeDuty: (dutyId: string) => call('DELETE', `/api/v1/duty/${id(dutyId)}`),
  calendar: () => get<CalendarView>('/calendar'),
  setCalendarDay: (day: string, kind: 'work' | 'rest' | null) =>
    call('PUT', `/api/v1/calendar/${id(day)}`, { body: { kind } }),
  unmask: (caseId: string, body: z.infer<typeof UnmaskBodySchema>) =>
    post(`/cases/${id(caseId)}/unmask`, body),
  report: (month: string) => get<MonthlyReport>(`/my/reports/${id(month)}`),
  reads: (after?: string) => get<ReadLedger>(`/my/reads${pageQuery(after)}`),
  declarations: () => get<DeclarationList>('/my/declarations'),
  ...createRuleCalls({ get, post, put, send: call }),
  declare: (body: DeclarationBody) => post<DeclarationView>('/declarations', body),
  jssdkConfig: (url: string) =>
    call<JssdkConfig>('GET', `/api/v1/jssdk-config?url=${id(url)}`, { quiet: true, healed: true }),
  signInWithCode: (code: string) =>
    call('POST', '/auth/feishu', { body: { code }, quiet: true, healed: true }),
  logout: () => call('POST', '/auth/logout', { quiet: true }),
};
export type Api = typeof api;

function formOf({ id: photoId, punchId, capturedAtMs, photo }: PhotoUpload): FormData {
  const form = new FormData();
  form.set('id', photoId);
  form.set('punchId', punchId);
  form.set('capturedAtMs', String(capturedAtMs));
  form.set('photo', photo, 'photo.jpg');
  return form;
}
