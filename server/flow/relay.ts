import { AppError, unexpected } from '../errors.ts';
import { appendAudit } from '../store/audit.ts';
import {
  claimWork,
  finishWork,
  findUnfinished,
  findUnfinishedOne,
  postponeWork,
  type PendingWork,
  type Unfinished,
} from '../store/outbox.ts';
import { alignAlert, alignCase } from './alert/align.ts';
import { noteRelayed } from '../metrics/work.ts';
import type { Deps } from './deps.ts';
import { noteHealth } from './health.ts';
import { keepArrangement, rejudgeCompany } from './detect/rejudge.ts';
import { legalFirst } from './relay/legal-first.ts';
import { mayHaveCome, refreshCards, sendCards } from './relay/relay-cards.ts';
import { relayTogether } from './relay/relay-together.ts';
import { revokeApproval, startApproval } from './approval/approval.ts';
import { writeAttendance } from './punch/attendance.ts';
import { followUp } from './relay/follow-up.ts';
import { sendMessage } from './relay/message.ts';
import { tellLeaver } from './relay/to-subject.ts';
import { queueWebhooks } from './webhook/webhook-queue.ts';
import { findAlert } from '../store/alerts.ts';
import { saysStoreFull } from '../store/health.ts';
import { refreshDigestsOf } from '../store/digests.ts';
import { findCase } from '../store/cases.ts';

/** How long one relay may work on one piece before another may take it over. */
const LEASE_MS = 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const BATCH = 50;
/** Digests older than this are left as they are. */
const DIGEST_LIFE_MS = 14 * 24 * 3_600_000;
const MAX_ROUNDS = 200;
/** Failures in a row after which a person is told. */
const FAILURES_TO_TELL = 5;

/**
 * Does what state changes left behind, from every collection, until nothing is ready: safe to run anywhere, any number of times, and to
 * stop at any point. One failing piece waits and never holds up another. `isCutOff`: `forMs` was over first.
 */
export async function relay(
  deps: Deps,
  forMs = Infinity,
): Promise<{ done: number; failed: number; isCutOff?: true }> {
  const total = { done: 0, failed: 0 };
  const untilMs = performance.now() + forMs;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const ready = await findUnfinished(deps.now(), BATCH);
    if (ready.length === 0) return total;
    const { left, done: together } = await relayTogether(deps, ready);
    total.done += together;
    noteRelayed({ done: together, failed: 0 });
    // What is done together leaves no new work, and fewer than a batch is all there was.
    if (ready.length < BATCH && left.every(({ pending }) => pending.length === 0)) return total;
    for (const document of legalFirst(left)) {
      if (performance.now() >= untilMs) return { ...total, isCutOff: true };
      const { done, failed } = await relayWork(deps, document);
      total.done += done;
      total.failed += failed;
    }
  }
  return total;
}

/** The same for one document, right after its change. */
export async function relayDocument(deps: Deps, collection: string, id: string): Promise<void> {
  const document = await findUnfinishedOne(collection, id);
  if (document) await relayWork(deps, document);
}

async function relayWork(deps: Deps, document: Unfinished): Promise<{ done: number; failed: number }> {
  let done = 0;
  let failed = 0;
  for (const work of document.pending) {
    const where = { collection: document.collection, id: document.id, pendingId: work.id };
    const isFirst = work.kind === 'card' && work.firstTriedAt === undefined;
    if (!(await claimWork({ ...where, isFirst }, deps.now(), LEASE_MS))) continue;
    deps.onRelay?.('claimed');
    try {
      const later = await doWork(deps, document, work);
      deps.onRelay?.('done');
      if (later) await postponeWork(where, { notBefore: later, isUntried: isFirst });
      else await finishWork(where);
      deps.onRelay?.('finished');
      done += 1;
    } catch (error) {
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (work.attempts ?? 0));
      const fault = error instanceof AppError ? error : unexpected();
      if (fault !== error && !saysStoreFull(error))
        deps.noteBug?.(`relay ${work.kind} of ${document.collection}`, error);
      const isUntried = isFirst && !mayHaveCome(error);
      await postponeWork(where, { notBefore: new Date(+deps.now() + wait), failure: fault.code, isUntried });
      const isStuck = (work.attempts ?? 0) + 1 >= FAILURES_TO_TELL && document.collection !== 'settings';
      if (isStuck) await noteHealth(deps, 'cards', fault);
      failed += 1;
    }
  }
  noteRelayed({ done, failed });
  return { done, failed };
}

/** Does one piece; a date says that it may not be done before then. */
async function doWork(deps: Deps, document: Unfinished, work: PendingWork): Promise<Date | null> {
  if (work.kind === 'card')
    return (await tellLeaver(deps, document, work)) ?? sendCards(deps, document, work);
  if (work.kind === 'audit') {
    await appendAudit(work.id, work.entry);
    await queueWebhooks(deps, [work]);
  } else if (work.kind === 'refresh') await refreshAll(deps, document, work.id);
  else if (work.kind === 'approval') await startApproval(deps, work.topic, document.id);
  else if (work.kind === 'revoke') await revokeApproval(deps, work);
  else if (work.kind === 'arrangement') await keepArrangement(deps, work.arrangement);
  else if (work.kind === 'rejudge')
    await rejudgeCompany(deps, document.collection === 'places' ? [document.id] : []);
  else if (work.kind === 'follow') await followUp(deps, document);
  else if (work.kind === 'message') return sendMessage(deps, document, work);
  else if (work.kind === 'attendance') await writeAttendance(deps, document.id);
  else await alignOther(deps, document, work.kind);
  return null;
}

/** An alert and its case are two documents: each brings the other in line. */
async function alignOther(deps: Deps, { id }: Unfinished, kind: 'case' | 'alert'): Promise<void> {
  const alert = kind === 'case' ? await findAlert(id) : null;
  const record = kind === 'alert' ? await findCase(id) : null;
  if (alert) await alignCase(deps, alert);
  if (record) await alignAlert(deps, record);
}

/** An alert stands on cards of its own and on those of its group's digests. */
async function refreshAll(deps: Deps, document: Unfinished, workId: string): Promise<void> {
  await refreshCards(deps, document);
  if (document.collection !== 'alerts') return;
  const sinceAt = new Date(+deps.now() - DIGEST_LIFE_MS);
  await refreshDigestsOf(document.id, { workId, sinceAt });
}
