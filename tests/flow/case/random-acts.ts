import { v7 as uuidv7 } from 'uuid';
import type { AppealResult, VerificationResult, WaitKind } from '../../../server/contract/case.ts';
import { AppError } from '../../../server/errors.ts';
import { pressAlert } from '../../../server/flow/alert/alert-action.ts';
import { publishDue } from '../../../server/flow/alert/alert-publish.ts';
import {
  expireApprovals,
  handleApprovalEvent,
  pollApprovals,
} from '../../../server/flow/approval/approval-events.ts';
import {
  contactCase,
  explainCase,
  extendVerification,
  finishExplaining,
  talkCase,
  verifyCase,
} from '../../../server/flow/case.ts';
import { appealCase, decideAppeal } from '../../../server/flow/case/case-appeal.ts';
import { revokePenalty } from '../../../server/flow/case/case-revoke.ts';
import { writeMessage } from '../../../server/flow/case/case-message.ts';
import { tendCases } from '../../../server/flow/case/case-sweep.ts';
import { endOpenWait, startWait } from '../../../server/flow/case/case-wait.ts';
import { askUnmask } from '../../../server/flow/case/unmask.ts';
import { caseActorOf } from '../../../server/flow/case/case-actor.ts';
import { closeRejected, executeCase, proposePenalty } from '../../../server/flow/decision.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import { stopRegion } from '../../../server/flow/rollout/rollout.ts';
import { findAlert } from '../../../server/store/alerts.ts';
import { findCase, type CaseRecord } from '../../../server/store/cases.ts';
import { markDirty } from '../../../server/store/detections.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { findRollout } from '../../../server/store/rollouts.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { DAY, RIVAL, type Company } from '../company.ts';
import { reason } from './case-walk.ts';

export const PEOPLE = ['li', 'sun', 'zhou', 'boss', 'wang', 'zhao', 'zhang'] as const;
type Who = (typeof PEOPLE)[number];
/** What somebody does to the case; `pick` chooses among the ways to do it. */
export type Act = Readonly<{ name: keyof typeof acts; who: Who; pick: number }>;
type Scene = Readonly<{ company: Company; caseId: string; alertId: string }>;
type Doing = Scene & Readonly<{ record: CaseRecord; who: Who; pick: number }>;

const HOUR_MS = 3_600_000;
const RESULTS: readonly VerificationResult[] = [
  'substantiated',
  'substantiated',
  'unsubstantiated',
  'permitted',
];
const APPEALS: readonly AppealResult[] = ['upheld', 'changed', 'overturned'];
const WAITS: readonly WaitKind[] = ['correction_deadline', 'delivery', 'union_reply', 'leave'];
const STATUSES = ['APPROVED', 'REJECTED', 'CANCELED'] as const;
const evidence = [
  { kind: 'location' as const, note: '停留约 80 分钟' },
  { kind: 'interview' as const, note: '当面谈话，本人承认' },
];
const one = <T>(list: readonly [T, ...T[]] | readonly T[], pick: number): T => {
  const found = list[pick % list.length];
  if (found === undefined) throw new Error('nothing to pick');
  return found;
};

/** Somebody as the door would let them in. */
async function actorOf({ who, record }: Pick<Doing, 'who' | 'record'>) {
  const person = await findPerson(who);
  if (!person) throw new Error(`nobody is ${who}`);
  return caseActorOf(record, person);
}

type Said = Readonly<{ caseId: string; version: number; pick: number }>;
type Way = (deps: Deps, actor: Awaited<ReturnType<typeof actorOf>>, said: Said) => Promise<unknown>;
const by =
  (way: Way) =>
  async ({ company, caseId, who, record, pick }: Doing): Promise<unknown> =>
    way(company.deps, await actorOf({ who, record }), { caseId, version: record.version, pick });

/** The area manager's word on the alert's card, or somebody else's who tries. */
async function manager({ company: { deps }, alertId, who, pick }: Doing): Promise<void> {
  const [person, alert] = [await findPerson(who), await findAlert(alertId)];
  if (!person || !alert) return;
  const action = one(['arranged', 'data_error', 'ask', 'escalate'] as const, pick);
  const form = action === 'arranged' ? { kind: 'support', startTime: '09:00', endTime: '18:00' } : undefined;
  await pressAlert(deps, { alert, manager: person, press: { action, form } });
}

/** Somebody presses in the chat's approval, and its event comes. */
async function press({ company, record, who, pick }: Doing, status = one(STATUSES, pick)): Promise<void> {
  const { deps, recording } = company;
  const code = record.unmaskAsk?.instanceCode ?? record.approval?.instanceCode ?? '';
  const { instance } = recording.approvals.find((found) => found.instance.instanceCode === code) ?? {};
  if (instance?.status !== 'PENDING') return;
  recording.decide(code, status, `ou_${who}`, deps.now());
  await handleApprovalEvent(deps, {
    kind: 'approval',
    eventId: uuidv7(),
    instanceCode: code,
    status,
  });
}

async function revert({ company, record }: Doing): Promise<void> {
  const { deps, recording } = company;
  const code = record.approval?.instanceCode ?? '';
  const approval = recording.approvals.find(({ instance }) => instance.instanceCode === code);
  if (approval?.instance.status !== 'APPROVED') return;
  Object.assign(approval.instance, { isReverted: true });
  await handleApprovalEvent(deps, {
    kind: 'approval',
    eventId: uuidv7(),
    instanceCode: code,
    status: 'REVERTED',
  });
}

async function pass({ company }: Scene, hours: number): Promise<void> {
  company.setNow(new Date(+company.deps.now() + hours * HOUR_MS));
  await tidy(company);
}

/** What the server does by itself each minute. */
export async function tidy({ deps }: Company): Promise<void> {
  for (const step of [pollApprovals, expireApprovals, publishDue, tendCases, relay]) await step(deps);
}

/** The rival's place becomes an own one, or a rival's again: the shift is judged anew. */
async function rename({ company, pick }: Doing): Promise<void> {
  const roles = [pick % 3 === 0 ? ('competitor' as const) : ('own_store' as const)];
  const place = { id: 'rival', name: '旗舰店', roles, center: RIVAL, radiusM: 60 };
  await savePlace(place, { datum: 'wgs84', digest: `d${pick}` });
  await markDirty({ personId: 'zhang', shiftId: `${DAY}:S1:0`, day: DAY, at: company.deps.now() });
  company.setNow(new Date(+company.deps.now() + 11 * company.deps.settleMs));
  await detectPerson(company.deps, 'zhang');
}

const acts = {
  pass: (doing: Doing) => pass(doing, one([1, 5, 12, 24, 30, 72], doing.pick)),
  wait_long: (doing: Doing) => pass(doing, 24 * 10),
  contact: by((deps, actor, { caseId }) => contactCase(deps, actor, { caseId })),
  explain: by((deps, actor, { caseId, pick }) => {
    const said = { id: uuidv7(), version: 0, quickReason: 'other', text: '去帮朋友看了一会儿店' } as const;
    return explainCase(deps, actor, { caseId, body: { ...said, done: pick % 2 === 0 } });
  }),
  finish: by((deps, actor, { caseId, version }) => finishExplaining(deps, actor, { caseId, version })),
  verify: by((deps, actor, { caseId, version, pick }) =>
    verifyCase(deps, actor, { caseId, body: { version, result: one(RESULTS, pick), reason } }),
  ),
  extend: by((deps, actor, { caseId, version }) =>
    extendVerification(deps, actor, { caseId, version, reason }),
  ),
  talk: by((deps, actor, { caseId, version }) => talkCase(deps, actor, { caseId, version, reason })),
  propose: by((deps, actor, { caseId, version }) => {
    const body = { version, penalty: 'warning' as const, reason, legalBasis: '规范第 5 条', evidence };
    return proposePenalty(deps, actor, { caseId, body });
  }),
  press: (doing: Doing) => press(doing),
  approve: (doing: Doing) => press(doing, 'APPROVED'),
  revert,
  execute: by((deps, actor, { caseId, version }) => executeCase(deps, actor, { caseId, version })),
  close: by((deps, actor, { caseId, version }) => closeRejected(deps, actor, { caseId, version, reason })),
  appeal: by((deps, actor, { caseId }) =>
    appealCase(deps, actor, { caseId, body: { id: uuidv7(), version: 0, text: '我当天是去送货' } }),
  ),
  answer_appeal: by((deps, actor, { caseId, version, pick }) => {
    const result = one(APPEALS, pick);
    const changed = result === 'changed' ? { changedTo: 'talk' as const } : {};
    return decideAppeal(deps, actor, { caseId, body: { version, result, reason, ...changed } });
  }),
  revoke: by((deps, actor, { caseId, version }) => revokePenalty(deps, actor, { caseId, version, reason })),
  wait: by((deps, actor, { caseId, version, pick }) => {
    const dueDay = new Date(+deps.now() + 10 * 24 * HOUR_MS).toISOString().slice(0, 10);
    const kind = one(WAITS, pick);
    const due = kind === 'correction_deadline' || kind === 'leave' ? { dueDay } : {};
    return startWait(deps, actor, { caseId, body: { version, kind, reason, ...due } });
  }),
  resume: by((deps, actor, { caseId, version }) => endOpenWait(deps, actor, { caseId, version, reason })),
  message: by((deps, actor, { caseId }) =>
    writeMessage(deps, actor, { caseId, body: { id: uuidv7(), text: '请补充当天的单据' } }),
  ),
  ask_name: by((deps, actor, { caseId, version }) =>
    askUnmask(deps, actor, { caseId, body: { version, purpose: reason, hours: 4 } }),
  ),
  manager,
  rename,
  stop_region: by(async (deps, actor, { pick }) => {
    if (pick % 4 !== 0) return;
    const version = (await findRollout('pudong'))?.version ?? 0;
    await stopRegion(deps, actor, { regionId: 'pudong', version, reason });
  }),
  leave: async ({ who, pick }: Doing) => {
    const person = await findPerson(who);
    if (person) await savePerson({ ...person, isActive: pick % 2 === 0 });
  },
  tidy: ({ company }: Doing) => tidy(company),
} as const satisfies Record<string, (doing: Doing) => Promise<unknown>>;
const isAct = (name: string): name is Act['name'] => Object.hasOwn(acts, name);
export const ACTS = Object.keys(acts).filter(isAct);

/** Does it, on the case as it is; a refusal by name is an answer, anything else is a fault. */
export async function perform(scene: Scene, { name, who, pick }: Act): Promise<void> {
  const record = await findCase(scene.caseId);
  if (!record) throw new Error('the case is gone');
  try {
    await acts[name]({ ...scene, record, who, pick });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  }
}

/** Who usually does it; of anybody else it is mostly refused. */
export const USUAL: Readonly<Partial<Record<Act['name'], Who>>> = {
  explain: 'zhang',
  finish: 'zhang',
  appeal: 'zhang',
  manager: 'wang',
  press: 'zhou',
  approve: 'zhou',
  extend: 'sun',
  answer_appeal: 'sun',
  revoke: 'sun',
};

/** The step that leads on from where the case stands, by who takes it. */
export function nextAct(record: CaseRecord, now: Date): Act {
  const { state, explanationEndedAt, explanation, approval, appealUntilAt, appeal } = record;
  const act = (name: Act['name'], who: Who = USUAL[name] ?? 'li', pick = 0): Act => ({ name, who, pick });
  if (state === 'explaining') return act('contact');
  if (state === 'contacted' && explanation === undefined) return act('explain');
  if (state === 'contacted') return explanationEndedAt === undefined ? act('finish') : act('verify');
  if (state === 'verified') return act('propose');
  if (state === 'proposed') return approval?.instanceCode === undefined ? act('tidy') : act('approve');
  if (state === 'appealed') return act('answer_appeal');
  const isOver = appeal?.decision !== undefined || (appealUntilAt !== undefined && now >= appealUntilAt);
  return state === 'approved' && isOver ? act('execute') : act('wait_long');
}
