import mongoose from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOTICES } from '../../server/flow/policy/consent.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { createCompany, DAY } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { buildBatch, buildPunches } from '../support/phone.ts';
import { takeSnapshot } from '../support/snapshot.ts';
import { useApp } from './app.ts';
import { dataRequest, pathOf, prepare, UNKNOWN_ID, type PreparedIds } from './prepared.ts';
import { registeredRoutes } from './registered-routes.ts';

const WEBHOOKS = { appId: 'cli_1', encryptKey: 'encrypt-key', verificationToken: 'verification-token' };
const REASON = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
/** Everything that names the person of the alert, of the case and of the punch. */
const NAMES = ['张导购', 'zhang'];

/** Who asks, in the order of the table's columns; `zhang` is the person the alert, the case and the punch are about. */
const VISITORS = [
  'nobody',
  'zhang',
  'qian',
  'chen',
  'xu',
  'wang',
  'zhao',
  'li',
  'sun',
  'zhou',
  'departed',
] as const;
type Visitor = (typeof VISITORS)[number];
type Row = Readonly<{
  route: string;
  statuses: readonly number[];
  body?: () => unknown;
  /** State the case is put into before; contacted unless it says otherwise. */
  state?: string;
  /** Who may read a name in the reply, besides the person. */
  named?: readonly Visitor[];
}>;

const STALE = 9_999;
const everyone = (status: number): number[] => VISITORS.map(() => status);
/** HR, HR lead and legal by name; all others who are signed in alike. */
function hrOnly(by: { li: number; sun: number; zhou?: number; others: number }): number[] {
  const own: Readonly<Record<string, number | undefined>> = by;
  return VISITORS.map((one) => (one === 'nobody' || one === 'departed' ? 401 : (own[one] ?? by.others)));
}
const signedIn = (status: number): number[] =>
  VISITORS.map((one) => (one === 'nobody' || one === 'departed' ? 401 : status));

/** Every route of the app. Columns: no session, the person, another employee, the own store's manager, another store's manager,
 *  the own region's manager, another region's manager, HR, HR lead, legal, somebody who has left. */
const ROWS: readonly Row[] = [
  { route: 'GET /healthz', statuses: everyone(200) },
  { route: 'GET /readyz', statuses: everyone(200) },
  // Nothing has swept in this test.
  { route: 'GET /workz', statuses: everyone(503) },
  { route: 'POST /feishu/events', statuses: everyone(401), body: () => ({}) },
  { route: 'POST /feishu/callbacks', statuses: everyone(401), body: () => ({}) },
  { route: 'GET /auth/login', statuses: everyone(302) },
  { route: 'GET /auth/callback', statuses: everyone(401) },
  { route: 'POST /auth/feishu', statuses: everyone(403), body: () => ({ code: 'ou_stranger' }) },
  { route: 'POST /auth/logout', statuses: everyone(200) },
  { route: 'GET /api/v1/jssdk-config', statuses: everyone(400) },
  { route: 'GET /api/docs', statuses: everyone(302) },
  { route: 'GET /api/docs/style.css', statuses: everyone(200) },
  { route: 'GET /api/docs/openapi.json', statuses: everyone(200) },
  // The table asks for the kind `:kind`.
  { route: 'GET /api/docs/templates/:kind.csv', statuses: everyone(400) },
  ...['places', 'zones', 'visits', 'orders', 'attendance', 'anchors', 'tasks', 'targets', 'plans'].map(
    (kind) => ({
      route: `PUT /api/v1/records/${kind}/:externalId`,
      statuses: everyone(401),
      body: () => ({}),
    }),
  ),
  ...['places', 'zones', 'visits', 'orders', 'attendance', 'anchors', 'tasks', 'targets', 'plans'].map(
    (kind) => ({
      route: `DELETE /api/v1/records/${kind}/:externalId`,
      statuses: everyone(401),
    }),
  ),
  { route: 'PUT /api/v1/records/imports/:importId', statuses: everyone(401) },
  { route: 'GET /api/v1/records/imports/:importId', statuses: everyone(401) },
  { route: 'GET /api/v1/records/imports/:importId/faults.csv', statuses: everyone(401) },
  { route: 'GET /api/v1/me', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/waiting', statuses: signedIn(200) },
  { route: 'GET /api/v1/today', statuses: signedIn(200) },
  { route: 'GET /api/v1/consents', statuses: signedIn(200) },
  { route: 'POST /api/v1/consents', statuses: signedIn(200), body: () => consentAnswer() },
  { route: 'DELETE /api/v1/consents/:kind', statuses: signedIn(200) },
  { route: 'GET /api/v1/policy', statuses: signedIn(200) },
  { route: 'GET /api/v1/policy/quiz', statuses: signedIn(200) },
  {
    route: 'POST /api/v1/policy/quiz',
    statuses: signedIn(409),
    body: () => ({
      id: '01890000-0000-7000-8000-000000000001',
      version: '0',
      answers: [{ id: 'off-hours', option: 0 }],
    }),
  },
  {
    route: 'POST /api/v1/policy/acknowledgements',
    statuses: signedIn(409),
    body: () => ({ version: '1', hash: 'f'.repeat(64), language: 'zh', readMs: 1 }),
  },
  { route: 'POST /api/v1/fixes', statuses: signedIn(403), body: () => buildBatch([{}]) },
  { route: 'POST /api/v1/punches', statuses: signedIn(200), body: () => buildPunches([{}]) },
  { route: 'POST /api/v1/photos', statuses: signedIn(415), body: () => ({}) },
  { route: 'GET /api/v1/punches/to-confirm', statuses: signedIn(200), named: ['chen'] },
  {
    route: 'GET /api/v1/punches/:id/photo',
    statuses: [401, 403, 403, 404, 403, 403, 403, 403, 403, 403, 401],
  },
  {
    route: 'POST /api/v1/punches/:id/confirm',
    statuses: [401, 403, 403, 200, 403, 403, 403, 403, 403, 403, 401],
    body: () => ({ accept: true }),
  },
  {
    route: 'POST /api/v1/overtime/:id/decide',
    statuses: [401, 403, 403, 200, 403, 403, 403, 403, 403, 403, 401],
    body: () => ({ accept: true }),
  },
  { route: 'POST /api/v1/signals', statuses: signedIn(400), body: () => ({}) },
  { route: 'GET /api/v1/my/overtime', statuses: signedIn(200) },
  { route: 'GET /api/v1/overtime/to-decide', statuses: signedIn(200), named: ['chen'] },
  ...['GET /api/v1/store-code', 'POST /api/v1/store-screen'].map((route) => ({
    route,
    statuses: [401, 403, 403, 200, 200, 403, 403, 403, 403, 403, 401],
  })),
  { route: 'GET /api/v1/screen-code', statuses: everyone(401) },
  {
    route: 'GET /api/v1/alerts/:id',
    statuses: [401, 200, 404, 404, 404, 200, 404, 200, 200, 404, 401],
    named: ['wang'],
  },
  {
    route: 'GET /api/v1/alerts/:id/track',
    statuses: [401, 200, 404, 404, 404, 403, 404, 403, 403, 404, 401],
  },
  {
    route: 'GET /api/v1/care',
    statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401],
  },
  {
    route: 'GET /api/v1/manager-answers',
    statuses: hrOnly({ li: 200, sun: 200, others: 403 }),
  },
  {
    route: 'POST /api/v1/manager-answers/:alertId/check',
    statuses: hrOnly({ li: 404, sun: 404, others: 403 }),
    body: () => ({ fits: true }),
  },
  ...[
    'GET /api/v1/rules',
    'GET /api/v1/tuning/bias',
    'GET /api/v1/tuning/changes',
    'GET /api/v1/tuning/quality',
    'GET /api/v1/tuning/replays',
    'GET /api/v1/tuning/thresholds',
  ].map((route) => ({ route, statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 403 }) })),
  {
    route: 'GET /api/v1/tuning/replays/:id',
    statuses: hrOnly({ li: 404, sun: 404, zhou: 404, others: 403 }),
  },
  ...[
    'POST /api/v1/rules/:id/enable',
    'POST /api/v1/rules/:id/disable',
    'POST /api/v1/tuning/changes/:id/signatures',
  ].map((route) => ({
    route,
    statuses: hrOnly({ li: 400, sun: 400, zhou: 400, others: 403 }),
    body: () => ({}),
  })),
  ...[
    'PUT /api/v1/rules/:id',
    'POST /api/v1/rules/:id/test',
    'POST /api/v1/tuning/changes',
    'POST /api/v1/tuning/replays',
  ].map((route) => ({ route, statuses: hrOnly({ li: 400, sun: 400, others: 403 }), body: () => ({}) })),
  ...['POST /api/v1/tuning/rollback', 'POST /api/v1/tuning/bias/:month/reviews'].map((route) => ({
    route,
    statuses: hrOnly({ li: 403, sun: 400, others: 403 }),
    body: () => ({}),
  })),
  {
    route: 'POST /api/v1/alerts/:id/answer',
    statuses: [401, 403, 404, 404, 404, 400, 404, 403, 403, 404, 401],
    body: () => ({}),
  },
  {
    route: 'POST /api/v1/alerts/:id/feedback',
    statuses: [401, 400, 404, 404, 404, 403, 404, 403, 403, 404, 401],
    body: () => ({}),
  },
  {
    route: 'POST /api/v1/alerts/:id/label',
    statuses: [401, 403, 404, 404, 404, 403, 404, 400, 400, 404, 401],
    body: () => ({}),
  },
  { route: 'GET /api/v1/cases', statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401] },
  { route: 'GET /api/v1/cases/:id', statuses: [401, 200, 404, 404, 404, 404, 404, 200, 200, 404, 401] },
  {
    route: 'POST /api/v1/cases/:id/contact',
    state: 'explaining',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE }),
  },
  {
    route: 'POST /api/v1/cases/:id/explain',
    statuses: [401, 200, 404, 404, 404, 404, 404, 403, 403, 404, 401],
    body: () => ({ id: uuidv7(), version: STALE, quickReason: 'other', text: '去帮朋友看店' }),
  },
  {
    route: 'POST /api/v1/cases/:id/finish',
    statuses: [401, 409, 404, 404, 404, 404, 404, 403, 403, 404, 401],
    body: () => ({ version: STALE }),
  },
  {
    route: 'POST /api/v1/cases/:id/messages',
    statuses: [401, 200, 404, 404, 404, 404, 404, 200, 200, 404, 401],
    body: () => ({ id: uuidv7(), text: '请补充当天的单据' }),
    // The person's own message, which goes before theirs, opens the name.
    named: ['li', 'sun'],
  },
  {
    route: 'POST /api/v1/cases/:id/extend',
    statuses: [401, 403, 404, 404, 404, 404, 404, 403, 409, 404, 401],
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/wait',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, kind: 'delivery', reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/resume',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/close',
    state: 'rejected',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/appeal',
    state: 'approved',
    statuses: [401, 200, 404, 404, 404, 404, 404, 403, 403, 404, 401],
    body: () => ({ id: uuidv7(), version: STALE, text: '我不同意这个处理' }),
  },
  {
    route: 'POST /api/v1/cases/:id/decide-appeal',
    state: 'appealed',
    statuses: [401, 403, 404, 404, 404, 404, 404, 403, 409, 404, 401],
    body: () => ({ version: STALE, result: 'upheld', reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/revoke',
    state: 'approved',
    statuses: [401, 403, 404, 404, 404, 404, 404, 403, 409, 404, 401],
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/verify',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, result: 'unsubstantiated', reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/propose',
    state: 'verified',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, penalty: 'warning', reason: REASON, legalBasis: '规范第5条', evidence }),
  },
  {
    route: 'POST /api/v1/cases/:id/talk',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'POST /api/v1/cases/:id/execute',
    state: 'approved',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE }),
  },
  {
    route: 'POST /api/v1/cases/:id/unmask',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: STALE, purpose: REASON, hours: 24 }),
  },
  { route: 'GET /api/v1/duty', statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 403, 401] },
  {
    route: 'PUT /api/v1/duty/:id',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 200, 403, 401],
    body: () => ({ fromDay: '2026-11-16', toDay: '2026-11-22', hrId: 'li', deputyIds: ['sun'] }),
  },
  { route: 'DELETE /api/v1/duty/:id', statuses: [401, 403, 403, 403, 403, 403, 403, 403, 404, 403, 401] },
  { route: 'GET /api/v1/calendar', statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 403, 401] },
  {
    route: 'PUT /api/v1/calendar/:day',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 200, 403, 401],
    body: () => ({ kind: 'rest' }),
  },
  { route: 'GET /api/v1/my/alerts', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/cases', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/reports/:month', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/reports/:month/map.svg', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/reports/:month/hours.csv', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/reads', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/declarations', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/flexible-shifts', statuses: signedIn(200) },
  { route: 'GET /api/v1/cases/:id/packs', statuses: [401, 403, 404, 404, 404, 404, 404, 200, 200, 404, 401] },
  {
    route: 'POST /api/v1/cases/:id/packs',
    statuses: [401, 403, 404, 404, 404, 404, 404, 200, 200, 404, 401],
    body: () => ({ purpose: REASON }),
  },
  { route: 'GET /api/v1/packs/:packId/file', statuses: signedIn(404) },
  {
    route: 'GET /api/v1/cases/:id/sanction',
    statuses: [401, 200, 404, 404, 404, 404, 404, 200, 200, 404, 401],
  },
  {
    route: 'POST /api/v1/cases/:id/sanction/steps',
    statuses: [401, 409, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ path: 'rule_breach', version: 0, event: 'bind_rule', article: '四、禁止行为' }),
  },
  {
    route: 'POST /api/v1/cases/:id/sanction/reply',
    statuses: [401, 409, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ version: 0, stopped: true, text: '已经停止' }),
  },
  {
    route: 'POST /api/v1/cases/:id/letters',
    statuses: [401, 403, 404, 404, 404, 404, 404, 409, 409, 404, 401],
    body: () => ({ kind: 'decision' }),
  },
  {
    // Their letter has the name, which is not open to HR here.
    route: 'GET /api/v1/cases/:id/letters/:letterId/file',
    statuses: [401, 404, 404, 404, 404, 404, 404, 403, 403, 404, 401],
  },
  {
    route: 'POST /api/v1/cases/:id/letters/:letterId/delivery',
    statuses: [401, 403, 404, 404, 404, 404, 404, 404, 404, 404, 401],
    body: () => ({ channel: 'signed_photo', photoId: 'p1', at: '2026-11-19T10:00:00Z' }),
  },
  {
    route: 'POST /api/v1/cases/:id/letters/:letterId/receipt',
    statuses: [401, 404, 404, 404, 404, 404, 404, 403, 403, 404, 401],
    body: () => ({}),
  },
  { route: 'GET /api/v1/company-profile', statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 403 }) },
  {
    route: 'PUT /api/v1/company-profile',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 400, 403, 401],
    body: () => ({}),
  },
  { route: 'GET /api/v1/settings', statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 403 }) },
  {
    route: 'PUT /api/v1/settings/:group',
    statuses: hrOnly({ li: 403, sun: 400, others: 403 }),
    body: () => ({}),
  },
  { route: 'GET /api/v1/api-keys', statuses: signedIn(403) },
  { route: 'POST /api/v1/api-keys', statuses: signedIn(403), body: () => ({}) },
  { route: 'DELETE /api/v1/api-keys/:id', statuses: signedIn(403) },
  { route: 'GET /api/v1/executions', statuses: [401, 403, 403, 403, 403, 403, 403, 403, 400, 403, 401] },
  { route: 'GET /api/v1/audit/checkpoints', statuses: signedIn(403) },
  { route: 'GET /api/v1/my/calendar/:month', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/days/:day', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/days/:day/track.svg', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/photos/:photoId', statuses: signedIn(404) },
  { route: 'GET /api/v1/my/places', statuses: signedIn(400) },
  { route: 'GET /api/v1/my/data.zip', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/data-requests', statuses: signedIn(200) },
  { route: 'POST /api/v1/my/data-requests', statuses: signedIn(201), body: () => dataRequest() },
  {
    route: 'DELETE /api/v1/my/data-requests/:requestId',
    statuses: [401, 200, 404, 404, 404, 404, 404, 404, 404, 404, 401],
  },
  {
    route: 'GET /api/v1/data-requests',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 403, 401],
    named: ['li', 'sun'],
  },
  {
    route: 'POST /api/v1/data-requests/:requestId/answer',
    statuses: [401, 403, 403, 403, 403, 403, 403, 400, 400, 403, 401],
    body: () => ({}),
  },
  { route: 'POST /api/v1/my/cases/:id/files', statuses: signedIn(415), body: () => ({}) },
  { route: 'DELETE /api/v1/my/cases/:id/files/:fileId', statuses: signedIn(404) },
  { route: 'POST /api/v1/cases/:id/files', statuses: signedIn(415), body: () => ({}) },
  {
    route: 'GET /api/v1/cases/:id/files',
    statuses: [401, 200, 404, 404, 404, 404, 404, 200, 200, 404, 401],
  },
  { route: 'GET /api/v1/cases/:id/files/:fileId', statuses: signedIn(404) },
  { route: 'GET /api/v1/visits/today', statuses: signedIn(200) },
  {
    route: 'GET /api/v1/day-plans',
    statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401],
  },
  { route: 'GET /api/v1/map-service', statuses: hrOnly({ li: 200, sun: 200, others: 403 }) },
  ...['PUT', 'DELETE'].map((method) => ({
    route: `${method} /api/v1/map-service`,
    statuses: hrOnly({ li: 403, sun: 403, others: 403 }),
    body: () => ({}),
  })),
  {
    route: 'POST /api/v1/map-service/geocode',
    statuses: hrOnly({ li: 200, sun: 200, others: 403 }),
    body: () => ({ address: '上海市南京东路100号' }),
  },
  {
    route: 'POST /api/v1/map-service/rivals',
    statuses: hrOnly({ li: 200, sun: 200, others: 403 }),
    body: () => ({ words: ['某品牌'], radiusM: 500 }),
  },
  // The table asks for a place whose id cannot be one.
  { route: 'GET /api/v1/places', statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401] },
  { route: 'GET /api/v1/places/:id', statuses: [401, 403, 403, 403, 403, 400, 400, 400, 400, 403, 401] },
  { route: 'GET /api/v1/places/:id/uses', statuses: hrOnly({ li: 400, sun: 400, others: 403 }) },
  {
    route: 'PUT /api/v1/places/:id',
    statuses: hrOnly({ li: 400, sun: 400, others: 403 }),
    body: () => ({ name: '新店', roles: ['own_store'] }),
  },
  ...['withdraw', 'restore'].map((move) => ({
    route: `POST /api/v1/places/:id/${move}`,
    statuses: hrOnly({ li: 400, sun: 400, others: 403 }),
    body: () => ({ seen: 'nothing', why: REASON }),
  })),
  {
    route: 'GET /api/v1/zones',
    statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401],
    named: ['wang', 'li', 'sun'],
  },
  {
    route: 'GET /api/v1/zones/picture.svg',
    statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401],
  },
  {
    route: 'POST /api/v1/zones/assignments',
    statuses: [401, 403, 403, 403, 403, 404, 404, 404, 404, 403, 401],
    body: () => ({
      id: UNKNOWN_ID,
      zoneId: 'nowhere',
      personId: 'zhang',
      fromDay: DAY,
      reason: '接替请假的同事',
    }),
  },
  {
    route: 'POST /api/v1/zones/assignments/:id/end',
    statuses: [401, 403, 403, 403, 403, 404, 404, 404, 404, 403, 401],
    body: () => ({ fromDay: DAY, reason: '同事回来了' }),
  },
  {
    route: 'POST /api/v1/zones/:id/withdraw',
    statuses: hrOnly({ li: 400, sun: 400, others: 403 }),
    body: () => ({ seen: 'nothing', why: REASON }),
  },
  { route: 'GET /api/v1/my/route', statuses: signedIn(200) },
  { route: 'GET /api/v1/my/route.svg', statuses: signedIn(200) },
  { route: 'PUT /api/v1/my/route/tasks/:taskId', statuses: signedIn(400), body: () => ({ isDone: true }) },
  {
    route: 'POST /api/v1/visits',
    statuses: signedIn(200),
    body: () => ({ sentAtMs: 1_700_000_000_000, visits: [{}] }),
  },
  {
    route: 'POST /api/v1/visits/suggestions/:key',
    statuses: signedIn(404),
    body: () => ({ answer: 'decline' }),
  },
  {
    route: 'PUT /api/v1/visits/:visitId/details',
    statuses: signedIn(404),
    body: () => ({ purpose: 'sales', editedAtMs: 1_700_000_000_000 }),
  },
  { route: 'POST /api/v1/visits/:visitId/photo', statuses: signedIn(415), body: () => ({}) },
  { route: 'PUT /api/v1/insurance-payments/:externalId', statuses: everyone(401), body: () => ({}) },
  { route: 'POST /api/v1/public/leads', statuses: everyone(400), body: () => ({}) },
  { route: 'POST /api/v1/public/leads/status', statuses: everyone(400), body: () => ({}) },
  { route: 'POST /api/v1/leaver/session', statuses: everyone(400), body: () => ({}) },
  { route: 'DELETE /api/v1/leaver/session', statuses: everyone(200) },
  ...[
    'GET /api/v1/leaver/home',
    'GET /api/v1/leaver/cases/:id',
    'POST /api/v1/leaver/cases/:id/explain',
    'POST /api/v1/leaver/cases/:id/messages',
    'POST /api/v1/leaver/cases/:id/appeal',
    'GET /api/v1/leaver/cases/:id/sanction',
    'POST /api/v1/leaver/cases/:id/sanction/reply',
    'GET /api/v1/leaver/cases/:id/letters/:letterId/file',
    'POST /api/v1/leaver/cases/:id/letters/:letterId/receipt',
    'POST /api/v1/leaver/non-compete-cases/:id/explain',
    'POST /api/v1/leaver/non-compete-cases/:id/object',
    'POST /api/v1/leaver/agreements/:id/withdraw-authorisation',
    'POST /api/v1/leaver/certificates',
    'GET /api/v1/leaver/data.zip',
    'GET /api/v1/leaver/data-requests',
    'POST /api/v1/leaver/data-requests',
  ].map((route) => ({ route, statuses: everyone(401) })),
  { route: 'POST /api/v1/leads', statuses: signedIn(400), body: () => ({}) },
  { route: 'GET /api/v1/my/leads', statuses: signedIn(200) },
  { route: 'GET /api/v1/leads', statuses: hrOnly({ li: 200, sun: 200, others: 403 }) },
  {
    route: 'GET /api/v1/leads/:id',
    statuses: hrOnly({ li: 200, sun: 200, others: 404 }),
    named: ['li', 'sun'],
  },
  {
    route: 'POST /api/v1/leads/:id/accept',
    statuses: hrOnly({ li: 409, sun: 409, others: 404 }),
    body: () => ({ version: STALE, employeeNo: 'E-qian', reason: REASON }),
  },
  ...(['dismiss', 'reopen'] as const).map((event) => ({
    route: `POST /api/v1/leads/:id/${event}`,
    statuses: hrOnly({ li: 409, sun: 409, others: 404 }),
    body: () => ({ version: STALE, reason: REASON }),
  })),
  {
    route: 'POST /api/v1/leads/:id/malicious',
    statuses: hrOnly({ li: 403, sun: 409, others: 404 }),
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'POST /api/v1/leads/:id/reporter',
    statuses: hrOnly({ li: 403, sun: 200, others: 404 }),
    body: () => ({ purpose: REASON }),
  },
  { route: 'GET /api/v1/leaver-links/people', statuses: hrOnly({ li: 200, sun: 200, others: 403 }) },
  { route: 'GET /api/v1/leaver-links', statuses: hrOnly({ li: 400, sun: 400, others: 403 }) },
  {
    route: 'POST /api/v1/leaver-links',
    statuses: hrOnly({ li: 400, sun: 400, others: 403 }),
    body: () => ({}),
  },
  { route: 'DELETE /api/v1/leaver-links/:id', statuses: hrOnly({ li: 404, sun: 404, others: 403 }) },
  {
    route: 'GET /api/v1/leaver-links/certificates/:id',
    statuses: hrOnly({ li: 400, sun: 400, others: 403 }),
  },
  {
    route: 'GET /api/v1/non-compete/agreements',
    statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 403 }),
  },
  { route: 'POST /api/v1/non-compete/agreements', statuses: signedIn(400), body: () => ({}) },
  {
    route: 'GET /api/v1/non-compete/agreements/:id',
    statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 404 }),
  },
  ...(['payments', 'authorisations', 'records'] as const).map((what) => ({
    route: `POST /api/v1/non-compete/agreements/:id/${what}`,
    statuses: hrOnly({ li: 400, sun: 400, zhou: 400, others: 404 }),
    body: () => ({}),
  })),
  {
    route: 'POST /api/v1/non-compete/agreements/:id/end',
    statuses: hrOnly({ li: 409, sun: 409, zhou: 403, others: 404 }),
    body: () => ({ version: STALE, endedDay: '2026-10-31' }),
  },
  {
    route: 'POST /api/v1/non-compete/agreements/:id/review',
    statuses: hrOnly({ li: 403, sun: 403, zhou: 409, others: 404 }),
    body: () => ({ version: STALE, result: 'proportionate', note: REASON }),
  },
  {
    route: 'POST /api/v1/non-compete/agreements/:id/release',
    statuses: hrOnly({ li: 403, sun: 409, zhou: 409, others: 404 }),
    body: () => ({ version: STALE, day: DAY, reason: REASON }),
  },
  {
    route: 'POST /api/v1/non-compete/agreements/:id/start',
    statuses: hrOnly({ li: 403, sun: 409, zhou: 403, others: 404 }),
    body: () => ({ version: STALE, sources: ['insurance_feed'], purpose: REASON }),
  },
  {
    route: 'POST /api/v1/non-compete/agreements/:id/stop',
    statuses: hrOnly({ li: 409, sun: 409, zhou: 409, others: 404 }),
    body: () => ({ version: STALE, reason: REASON }),
  },
  {
    route: 'GET /api/v1/non-compete/competitors',
    statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 403 }),
  },
  { route: 'PUT /api/v1/non-compete/competitors/:id', statuses: signedIn(400), body: () => ({}) },
  { route: 'POST /api/v1/non-compete/matching', statuses: signedIn(400), body: () => ({}) },
  { route: 'POST /api/v1/non-compete/records/:id/settle', statuses: signedIn(404), body: () => ({}) },
  ...(['notify', 'verify', 'demand', 'uphold', 'drop', 'comply', 'refer'] as const).map((event) => ({
    route: `POST /api/v1/non-compete/cases/:id/${event}`,
    statuses: signedIn(404),
    body: () => ({}),
  })),
  { route: 'POST /api/v1/declarations', statuses: signedIn(400), body: () => ({}) },
  { route: 'POST /api/v1/declarations/preview', statuses: signedIn(400), body: () => ({}) },
  {
    route: 'GET /api/v1/declarations',
    statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401],
    named: ['wang', 'li', 'sun'],
  },
  {
    route: 'GET /api/v1/declarations/settings',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 403, 401],
  },
  {
    route: 'PUT /api/v1/declarations/settings',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 200, 403, 401],
    body: () => ({ amnestyDays: 30 }),
  },
  {
    route: 'GET /api/v1/declarations/:id',
    statuses: [401, 200, 404, 404, 404, 200, 404, 200, 200, 404, 401],
    named: ['wang', 'li', 'sun'],
  },
  {
    route: 'POST /api/v1/declarations/:id/renew',
    statuses: [401, 409, 404, 404, 404, 404, 404, 404, 404, 404, 401],
    body: () => ({ id: uuidv7(), toDay: '2027-06-30' }),
  },
  {
    route: 'POST /api/v1/declarations/:id/withdraw',
    statuses: [401, 409, 404, 404, 404, 404, 404, 404, 404, 404, 401],
    body: () => ({ version: STALE }),
  },
  {
    route: 'POST /api/v1/declarations/:id/review',
    statuses: [401, 409, 404, 404, 404, 404, 404, 404, 404, 404, 401],
    body: () => ({ id: uuidv7(), version: STALE, text: '这份工作在下班之后' }),
  },
  {
    route: 'POST /api/v1/declarations/:id/end',
    statuses: [401, 403, 403, 403, 403, 403, 403, 409, 409, 403, 401],
    body: () => ({ version: STALE, reason: '该单位已成为竞争对手，不再同意' }),
  },
  { route: 'POST /api/v1/flexible-shifts', statuses: signedIn(400), body: () => ({}) },
  { route: 'POST /api/v1/flexible-shifts/preview', statuses: signedIn(400), body: () => ({}) },
  {
    route: 'GET /api/v1/flexible-shifts',
    statuses: [401, 403, 403, 403, 403, 200, 200, 200, 200, 403, 401],
    named: ['wang', 'li', 'sun'],
  },
  {
    route: 'GET /api/v1/flexible-shifts/settings',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 403, 401],
  },
  {
    route: 'PUT /api/v1/flexible-shifts/settings',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 200, 403, 401],
    body: () => ({ longestWeeks: 12 }),
  },
  {
    route: 'GET /api/v1/flexible-shifts/:id',
    statuses: [401, 200, 404, 404, 404, 200, 404, 200, 200, 404, 401],
    named: ['wang', 'li', 'sun'],
  },
  ...(['withdraw', 'stop'] as const).map((event) => ({
    route: `POST /api/v1/flexible-shifts/:id/${event}`,
    statuses: [401, 409, 404, 404, 404, 404, 404, 404, 404, 404, 401],
    body: () => ({ version: STALE }),
  })),
  {
    route: 'POST /api/v1/flexible-shifts/:id/end',
    statuses: [401, 403, 403, 403, 403, 403, 403, 409, 409, 403, 401],
    body: () => ({ version: STALE, reason: '门店改为早班盘点，无人替班' }),
  },
  {
    route: 'GET /api/v1/assessments',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401],
  },
  {
    route: 'POST /api/v1/assessments',
    statuses: [401, 403, 403, 403, 403, 403, 403, 400, 400, 400, 401],
    body: () => ({}),
  },
  {
    route: 'PUT /api/v1/assessments/:id',
    statuses: [401, 403, 403, 403, 403, 403, 403, 400, 400, 400, 401],
    body: () => ({ version: STALE }),
  },
  {
    route: 'POST /api/v1/assessments/:id/approve',
    statuses: [401, 403, 403, 403, 403, 403, 403, 409, 409, 409, 401],
    body: () => ({ version: STALE }),
  },
  {
    route: 'POST /api/v1/assessments/:id/reopen',
    statuses: [401, 403, 403, 403, 403, 403, 403, 409, 409, 409, 401],
    body: () => ({ version: STALE, reason: '新增了一个区域，需要重新评估' }),
  },
  { route: 'GET /api/v1/setup', statuses: hrOnly({ li: 200, sun: 200, others: 403 }) },
  {
    route: 'POST /api/v1/setup/tests/:test',
    statuses: hrOnly({ li: 403, sun: 200, others: 403 }),
  },
  ...['GET /api/v1/webhooks', 'GET /api/v1/webhooks/:id/deliveries'].map((route) => ({
    route,
    statuses: hrOnly({ li: 403, sun: route.endsWith('webhooks') ? 200 : 404, others: 403 }),
  })),
  {
    route: 'POST /api/v1/webhooks',
    statuses: hrOnly({ li: 403, sun: 400, others: 403 }),
    body: () => ({}),
  },
  {
    route: 'PUT /api/v1/webhooks/:id',
    statuses: hrOnly({ li: 403, sun: 404, others: 403 }),
    body: () => ({
      name: 'payroll',
      url: 'https://hooks.example.com/x',
      events: ['case.closed'],
      people: 'pseudonym',
      isOn: true,
      version: STALE,
    }),
  },
  ...['secret', 'test', 'deliveries/:deliveryId/resend'].map((what) => ({
    route: `POST /api/v1/webhooks/:id/${what}`,
    statuses: hrOnly({ li: 403, sun: 404, others: 403 }),
  })),
  ...[
    'GET /api/v1/imports',
    'PUT /api/v1/imports/:importId',
    'GET /api/v1/imports/:importId',
    'GET /api/v1/imports/:importId/faults.csv',
  ].map((route) => ({ route, statuses: hrOnly({ li: 403, sun: 403, others: 403 }) })),
  { route: 'GET /api/v1/pull-sources', statuses: hrOnly({ li: 403, sun: 403, others: 403 }) },
  { route: 'GET /api/v1/pull-sources/:id/faults.csv', statuses: hrOnly({ li: 403, sun: 403, others: 403 }) },
  ...[
    'POST /api/v1/pull-sources',
    'POST /api/v1/pull-sources/try',
    'PUT /api/v1/pull-sources/:id',
    'DELETE /api/v1/pull-sources/:id',
    'POST /api/v1/pull-sources/:id/pull',
    'POST /api/v1/pull-sources/:id/take-back',
  ].map((route) => ({
    route,
    statuses: hrOnly({ li: 403, sun: 403, others: 403 }),
    body: () => ({}),
  })),
  { route: 'GET /api/v1/rollouts', statuses: hrOnly({ li: 200, sun: 200, zhou: 200, others: 403 }) },
  ...['pilot', 'go-live', 'stop'].map((move) => ({
    route: `POST /api/v1/rollouts/:regionId/${move}`,
    statuses: hrOnly({ li: 409, sun: 409, zhou: move === 'stop' ? 409 : 403, others: 403 }),
    body: () => ({ version: STALE, reason: REASON }),
  })),
  {
    route: 'POST /api/v1/rollouts/:regionId/signature',
    statuses: hrOnly({ li: 409, sun: 409, zhou: 409, others: 403 }),
    body: () => ({ version: STALE, accept: true }),
  },
  { route: 'GET /api/v1/detectors', statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401] },
  {
    route: 'PUT /api/v1/detectors/:name/switch',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 409, 403, 401],
    body: () => ({ isOn: true, reason: '复核后确认可以重新启用', version: STALE }),
  },
  { route: 'GET /api/v1/policy/versions', statuses: signedIn(200) },
  { route: 'GET /api/v1/policy/versions/:version', statuses: signedIn(200) },
  {
    route: 'POST /api/v1/policy/versions/:version/withdrawal',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 409, 403, 401],
    body: () => ({ reason: '公示期间职工代表提出异议，改好后重新讨论再发布' }),
  },
  { route: 'GET /api/v1/policy/diff', statuses: signedIn(400) },
  {
    route: 'GET /api/v1/policy/coverage',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401],
  },
  {
    route: 'GET /api/v1/policy/said-days',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401],
  },
  {
    route: 'GET /api/v1/policy/quiz/figures',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401],
  },
  { route: 'GET /api/v1/policy/draft', statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401] },
  {
    route: 'PUT /api/v1/policy/draft',
    statuses: [401, 403, 403, 403, 403, 403, 403, 400, 400, 400, 401],
    body: () => ({}),
  },
  {
    route: 'POST /api/v1/policy/draft/import',
    statuses: [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 401],
    body: () => ({ markdown: '# 规范' }),
  },
  {
    route: 'POST /api/v1/policy/draft/publish',
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 409, 403, 401],
    body: () => ({ revision: STALE }),
  },
  { route: 'POST /api/v1/declarations/:id/documents', statuses: signedIn(415), body: () => ({}) },
  { route: 'GET /api/v1/declarations/:id/documents/:documentId', statuses: signedIn(404) },
];
const evidence = [
  { kind: 'location', note: '停留 80 分钟' },
  { kind: 'witness', note: '同事书面说明' },
];

useDatabase();
const app = useApp({ webhooks: WEBHOOKS, limits: { person: 1_200, address: 3_000, doors: {} } });
let deps: Deps;
let ids: PreparedIds;
const cookies = new Map<Visitor, string>();

let restore: () => Promise<void>;
/** Whether the company is as it was prepared: reading leaves it so. */
let isFresh = true;

beforeAll(async () => {
  ({ deps } = await createCompany());
  app.use(deps);
  ids = await prepare(deps);
  for (const one of VISITORS) if (one !== 'nobody') cookies.set(one, await app.signIn(`ou_${one}`));
  const departed = await findPerson('departed');
  if (departed) await savePerson({ ...departed, isActive: false });
  restore = await takeSnapshot();
}, 120_000);

async function openCompany(): Promise<void> {
  if (isFresh) return;
  await restore();
  app.use(deps);
}

describe('every route of the app', () => {
  it('stands in the table of this test, with a status for each kind of visitor', () => {
    const routes = registeredRoutes(deps, WEBHOOKS);
    expect(routes.length).toBeGreaterThan(30);
    expect(ROWS.map(({ route }) => route).toSorted(byText)).toEqual(routes.toSorted(byText));
    for (const { statuses } of ROWS) expect(statuses).toHaveLength(VISITORS.length);
  });

  it.each(readsFirst(ROWS))(
    '$route lets in whom it should, and names the person to nobody else',
    async (row) => {
      await openCompany();
      isFresh = isRead(row);
      await mongoose.model('Case').updateOne({ _id: ids.caseId }, { state: row.state ?? 'contacted' });
      const got: Partial<Record<Visitor, number>> = {};
      for (const visitor of lettingChangesLast(row)) {
        const reply = await ask(row, visitor);
        got[visitor] = reply.status;
        if (visitor === 'zhang' || row.named?.includes(visitor) === true) continue;
        const said = JSON.stringify([reply.body, [...reply.headers]]);
        expect(NAMES.filter((name) => said.includes(name))).toEqual([]);
      }
      expect(VISITORS.map((visitor) => got[visitor])).toEqual(row.statuses);
      expect(NAMES.filter((name) => app.logged().includes(name))).toEqual([]);
    },
  );
});

/** One prepared company serves all that is only read. */
function readsFirst(rows: readonly Row[]): Row[] {
  return [...rows.filter(isRead), ...rows.filter((row) => !isRead(row))];
}

const isRead = ({ route }: Row): boolean => route.startsWith('GET ');

/** The ones whose turn changes the record go last, so that all others meet it as it was. */
function lettingChangesLast({ statuses }: Row): Visitor[] {
  const changes = (visitor: Visitor): number => (statuses[VISITORS.indexOf(visitor)] === 200 ? 1 : 0);
  return [...VISITORS].toSorted((a, b) => changes(a) - changes(b));
}

function ask({ route, body }: Row, visitor: Visitor) {
  const [method = '', template = ''] = route.split(' ');
  const path = pathOf(template, ids);
  const cookie = cookies.get(visitor);
  return app.call(path, {
    method,
    ...(cookie !== undefined && { cookie }),
    ...(body && { body: JSON.stringify(body()), headers: { 'content-type': 'application/json' } }),
  });
}

function consentAnswer() {
  const notice = NOTICES.find(({ kind }) => kind === 'photo');
  return { kind: 'photo', version: notice?.version, hash: notice?.hash, granted: false };
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
