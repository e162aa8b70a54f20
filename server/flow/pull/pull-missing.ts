import { mustBeAsked, tellsWhatIsGone } from '../../domain/pull/missing.ts';
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

/** What a pull that has come to its end changes besides: its counts, what waits for somebody's word, and audit lines. */
export type Settled = Readonly<{
  run: PullRun;
  waiting?: NonNullable<PullSource['waiting']>;
  isWaitOver: boolean;
  pending: readonly Pending[];
}>;

/**
 * Takes back what no row of a whole list names any more. Where that is a large part of it, nothing goes before somebody has said so. Null:
 * the work is somebody else's by now.
 */
export async function settleMissing(work: Work, run: PullRun): Promise<Settled | null> {
  const { deps, source } = work;
  const { no = 0, importId, named = 0 } = run;
  if (source.isWhole !== true) return { run, isWaitOver: true, pending: [] };
  if (!tellsWhatIsGone({ ...run, named })) return { run, isWaitOver: false, pending: [] };
  await listBrought(work);
  const confirmed = source.waiting?.isConfirmed === true ? source.waiting.run : 0;
  const missing = { ...run, no };
  const before = confirmed > 0 ? await takeBack(work, { before: confirmed, run: missing }) : DONE;
  if (before.isLost) return null;
  const going = await findGoing(work, await listMissing({ ...source, before: no }));
  const all = await countTaken(source);
  if (going.length > 0 && mustBeAsked(going.length, all)) {
    await openImport(work, missing);
    await noteWaiting(importId, going.map(missingRow));
    const waiting = { run: no, importId, at: deps.now(), count: going.length, all, isConfirmed: false };
    const hold = auditOf(deps, source, { action: 'source.hold', no, to: `${going.length}/${all}` });
    return { ...tally(work, run, before.count), waiting, isWaitOver: false, pending: [hold] };
  }
  const { count, isLost } = await takeBack(work, { before: no, run: missing });
  return isLost ? null : { ...tally(work, run, before.count + count), isWaitOver: true };
}

const DONE = { count: 0, isLost: false, isLeft: false } as const;

function tally({ deps, source }: Work, run: PullRun, count: number): Pick<Settled, 'run' | 'pending'> {
  if (count === 0) return { run, pending: [] };
  const { counts, no = 0 } = run;
  return {
    run: { ...run, counts: { ...counts, withdrawn: counts.withdrawn + count } },
    pending: [auditOf(deps, source, { action: 'source.take_back', no, to: String(count) })],
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
  const change: PullChange = {
    set: { ...(last && counts && { last: { ...last, counts } }) },
    unset: isLeft ? [] : ['waiting'],
    pending:
      count > 0
        ? [auditOf(deps, source, { action: 'source.take_back', no, to: String(count), at: deps.now() })]
        : [],
  };
  if (!(await note(change))) return null;
  if (count > 0) await deps.enqueue({ name: 'relay' });
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
