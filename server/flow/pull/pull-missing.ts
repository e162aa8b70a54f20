import { mustBeAsked, whyUnread } from '../../domain/pull/missing.ts';
import { noteTakenBack, noteWaiting, type KeptFault } from '../../store/imports.ts';
import type { Pending } from '../../store/pending.ts';
import type { PullRun, PullSource } from '../../store/pull-source-model.ts';
import { listPullSources, markListed, type PullChange } from '../../store/pull-sources.ts';
import {
  addBrought,
  countTaken,
  dropMissing,
  isNamedBy,
  listMissing,
  markLeaving,
} from '../../store/pulled-rows.ts';
import { findPulled, listPutBy } from '../../store/record-putters.ts';
import type { Deps } from '../deps.ts';
import { beginImport } from '../records/import-record.ts';
import { AT_ONCE } from '../records/import-rows.ts';
import { withdrawRecord } from '../records/work-records.ts';
import { importerOf, type Work } from './pull-end.ts';
import { merged, unreadFound, unreadOver, waitingFound, waitOver } from './pull-list-news.ts';

/** A pull that has come to its end with its counts, whether a list of it waits for somebody's word, and what else is written with it. */
export type Settled = Readonly<{ run: PullRun; isHeld: boolean; change: PullChange }>;

/**
 * Takes back what no row of a whole list names any more. Where that is a large part of it, nothing goes before somebody has said so. Null:
 * the work is somebody else's by now.
 */
export async function settleMissing(work: Work, run: PullRun): Promise<Settled | null> {
  const { deps, source } = work;
  const { no = 0, importId, startedAt, named = 0 } = run;
  const at = deps.now();
  if (source.isWhole !== true) return { run, isHeld: false, change: listDone(work, 'off') };
  const why = whyUnread({ ...run, named });
  await listBrought(work);
  if (why !== null) {
    const isNone = why === 'empty' && (await countTaken(source)) === 0;
    return { run, isHeld: false, change: isNone ? {} : unreadFound(source, { startedAt, at, why }) };
  }
  const confirmed = source.waiting?.isConfirmed === true ? source.waiting.run : 0;
  const missing = { ...run, no };
  const before = confirmed > 0 ? await takeBack(work, { before: confirmed, run: missing }) : DONE;
  if (before.isLost) return null;
  const going = await findGoing(work, await listMissing({ ...source, before: no }));
  const all = await countTaken(source);
  if (going.length > 0 && mustBeAsked(going.length, all)) {
    await openImport(work, missing);
    await noteWaiting(importId, going.map(missingRow));
    const found = { run: no, importId, at, count: going.length, all, isConfirmed: false };
    const { waiting, pending } = waitingFound(source, found);
    const hold = auditOf(deps, source, { action: 'source.hold', no, to: `${going.length}/${all}` });
    const held = { set: { waiting }, pending: [hold, ...pending] };
    const settled = tally(work, run, before.count);
    return { ...settled, isHeld: true, change: merged(settled.change, held, unreadOver(source, at)) };
  }
  const { count, isLost } = await takeBack(work, { before: no, run: missing });
  if (isLost) return null;
  const settled = tally(work, run, before.count + count);
  const over = listDone(work, confirmed > 0 ? 'confirmed' : 'back');
  return { ...settled, isHeld: false, change: merged(settled.change, over) };
}

/** Nothing of the list is open any more. */
const listDone = ({ deps, source }: Work, how: 'confirmed' | 'back' | 'off'): PullChange =>
  merged(waitOver(source, deps.now(), how), unreadOver(source, deps.now()));

const DONE = { count: 0, isLost: false, isLeft: false } as const;

function tally({ deps, source }: Work, run: PullRun, count: number): Pick<Settled, 'run' | 'change'> {
  if (count === 0) return { run, change: {} };
  const { counts, no = 0 } = run;
  return {
    run: { ...run, counts: { ...counts, withdrawn: counts.withdrawn + count } },
    change: { pending: [auditOf(deps, source, { action: 'source.take_back', no, to: String(count) })] },
  };
}

/** Carries out what somebody has confirmed, as far as there is time; null: the work is somebody else's by now. */
export async function takeBackConfirmed(work: Work, untilMs: number): Promise<'done' | 'left' | null> {
  const { deps, source, note } = work;
  const { waiting, last } = source;
  if (!waiting) return 'done';
  const { run: no, importId } = waiting;
  const { count, isLost, isLeft } = await takeBack(work, {
    before: no,
    run: { importId, startedAt: waiting.at, counts: { rows: 1 } },
    untilMs,
  });
  if (isLost) return null;
  if (!isLeft) await noteWaiting(importId, []);
  const counts = last && { ...last.counts, withdrawn: last.counts.withdrawn + count };
  const at = deps.now();
  const change = merged(isLeft ? {} : waitOver(source, at, 'confirmed'), {
    set: last && counts ? { last: { ...last, counts } } : {},
    pending:
      count > 0 ? [auditOf(deps, source, { action: 'source.take_back', no, to: String(count), at })] : [],
  });
  if (!(await note(change))) return null;
  if (change.pending.length > 0) await deps.enqueue({ name: 'relay' });
  return isLeft ? 'left' : 'done';
}

type Opened = Pick<PullRun, 'importId' | 'startedAt'> & Readonly<{ counts: Readonly<{ rows: number }> }>;
type What = Readonly<{ before: number; run: Opened; untilMs?: number }>;

/** Group by group, each under its lease; what was done is not on the list any more when it is gone on with. */
async function takeBack(
  work: Work,
  { before, run, untilMs = Infinity }: What,
): Promise<Readonly<{ count: number; isLost: boolean; isLeft: boolean }>> {
  const { deps, source, keep } = work;
  const of = { id: source.id, kind: source.kind, before };
  const missing = await listMissing(of);
  let count = 0;
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    if (performance.now() >= untilMs && from > 0) return { count, isLost: false, isLeft: true };
    if (!(await keep())) return { count, isLost: true, isLeft: true };
    const group = missing.slice(from, from + AT_ONCE);
    const ids = group.map(({ externalId }) => externalId);
    await markLeaving(of, ids);
    const going = await findGoing(work, group);
    if (going.length > 0) await openImport(work, run, count);
    const { kind } = source;
    const by = importerOf(source);
    await Promise.all(going.map((externalId) => withdrawRecord(deps, { kind, externalId, by })));
    await noteTakenBack(run.importId, going.map(missingRow));
    await dropMissing(of, ids);
    count += going.length;
  }
  return { count, isLost: false, isLeft: false };
}

/** Those that the source has brought, that stand as a source has put them, and that no other source names. */
async function findGoing(
  { source: { kind }, others }: Work,
  missing: readonly Readonly<{ externalId: string; isTaken: boolean }>[],
): Promise<string[]> {
  const going: string[] = [];
  const brought = missing.flatMap(({ externalId, isTaken }) => (isTaken ? [externalId] : []));
  for (let from = 0; from < brought.length; from += LOOKED_AT) {
    const pulled = await findPulled(kind, brought.slice(from, from + LOOKED_AT));
    const isFree = await Promise.all([...pulled].map(async (one) => !(await isNamedBy(others, one))));
    going.push(...[...pulled].filter((_, at) => isFree[at]));
  }
  return going;
}

/** Records looked at in one command. */
const LOOKED_AT = 1_000;

/** What sources brought before it was written down what they name; once a source. */
async function listBrought({ deps, source, others }: Work): Promise<void> {
  if (source.isListed === true && others.length === 0) return;
  const own = new Set([source.id, ...others.map(({ id }) => id)]);
  const unlisted = (await listPullSources()).filter(({ id, isListed }) => own.has(id) && isListed !== true);
  for (const one of unlisted) {
    const page = (after: string) => listPutBy(one.kind, importerOf(one), { after, limit: LOOKED_AT });
    for (let ids = await page(''); ids.length > 0; ids = await page(ids.at(-1) ?? ''))
      await addBrought(one, ids, deps.now());
    await markListed(one.id);
  }
}

/** A pull that has brought no row has no import yet. */
async function openImport(
  { source }: Work,
  { importId: id, startedAt, counts }: Opened,
  done = 0,
): Promise<void> {
  if (counts.rows > 0 || done > 0) return;
  const { kind } = source;
  await beginImport({ id, kind, by: importerOf(source), startedAt, language: 'zh' });
}

const missingRow = (externalId: string): KeptFault => ({
  row: 0,
  externalId,
  field: 'externalId',
  isOurs: true,
  fault: 'missingRow',
});

function auditOf(
  { now }: Deps,
  source: PullSource,
  { action, no, to, at }: Readonly<{ action: string; no: number; to: string; at?: Date }>,
): Pending {
  const subject = `pull_sources:${source.id}`;
  const id = `${subject}:run${no}:${action}${at ? `:${+at}` : ''}`;
  return { id, kind: 'audit', entry: { at: now(), actorId: importerOf(source), action, subject, to } };
}
