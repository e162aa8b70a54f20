import type { RuleBody, RuleList } from '../server/contract/custom-rule.ts';
import type { ChangeBody, ReplayBody, RollbackBody, SignBody } from '../server/contract/tuning.ts';
import type { CareView } from '../server/contract/view-care.ts';
import type {
  BiasView,
  ChangeList,
  ChangeView,
  QualityView,
  ReplayList,
  ReplayView,
  ThresholdsView,
} from '../server/contract/views.ts';
import { call } from './api-call.ts';
import { pageQuery } from './parts/page-query.ts';

const id = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1${path}`);
const post = <T>(path: string, body: unknown): Promise<T> => call<T>('POST', `/api/v1${path}`, { body });

/** Routes of the tuning, rules and care screens of the console. */
export const tuningApi = {
  quality: () => get<QualityView>('/tuning/quality'),
  bias: () => get<BiasView>('/tuning/bias'),
  reviewBias: (month: string, note: string) => post<BiasView>(`/tuning/bias/${id(month)}/reviews`, { note }),
  thresholds: () => get<ThresholdsView>('/tuning/thresholds'),
  rollBack: (body: RollbackBody) => post<ThresholdsView>('/tuning/rollback', body),
  replays: (after?: string) => get<ReplayList>(`/tuning/replays${pageQuery(after)}`),
  replay: (replayId: string) => get<ReplayView>(`/tuning/replays/${id(replayId)}`),
  startReplay: (body: ReplayBody) => post<ReplayView>('/tuning/replays', body),
  changes: (after?: string) => get<ChangeList>(`/tuning/changes${pageQuery(after)}`),
  propose: (body: ChangeBody) => post<ChangeView>('/tuning/changes', body),
  sign: (changeId: string, body: SignBody) =>
    post<ChangeView>(`/tuning/changes/${id(changeId)}/signatures`, body),
  rules: () => get<RuleList>('/rules'),
  saveRule: (ruleId: string, body: RuleBody) =>
    call<RuleList>('PUT', `/api/v1/rules/${id(ruleId)}`, { body }),
  testRule: (ruleId: string, body: { id: string; version: number; days: number }) =>
    post<RuleList>(`/rules/${id(ruleId)}/test`, body),
  switchRule: (ruleId: string, to: 'enable' | 'disable', body: { version: number; reason: string }) =>
    post<RuleList>(`/rules/${id(ruleId)}/${to}`, body),
  care: () => get<CareView>('/care'),
  label: (alertId: string, body: { isWorthAsking: boolean; note?: string }) =>
    post(`/alerts/${id(alertId)}/label`, body),
  feedback: (alertId: string, body: { feedback: 'fair' | 'wrong' | 'unclear'; note?: string }) =>
    post(`/alerts/${id(alertId)}/feedback`, body),
};
