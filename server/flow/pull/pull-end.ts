import { failedAgain, failedWhenAsked, isOutage } from '../../domain/pull/outage.ts';
import { nextPullAt, retryPullAt } from '../../domain/pull/schedule.ts';
import type { PullRun, PullSource } from '../../store/pull-source-model.ts';
import type { PullChange } from '../../store/pull-sources.ts';
import type { RowsOf } from '../../store/pulled-rows.ts';
import { notePull } from '../../metrics/work.ts';
import type { Deps } from '../deps.ts';
import { finishImport, type ImportEnd } from '../records/import-record.ts';
import { merged, unreadFound } from './pull-list-news.ts';
import { outageBegun, outageEnded } from './pull-outage.ts';
import type { Settled } from './pull-missing.ts';
import type { PageFault } from './pull-page.ts';

/** Asked for again, since clocks differ and systems list a change late. */
const OVERLAP_MS = 10 * 60_000;
/** A page that was there and is not any more: its cursor is too old. */
const GONE: readonly number[] = [400, 404, 410, 422];

/** One source that somebody works on; `note` writes how far it is, as long as it is theirs. */
export type Work = Readonly<{
  deps: Deps;
  source: PullSource;
  timeZone: string;
  note: (change: PullChange) => Promise<boolean>;
  /** The same, and the work stays theirs for a while; false when it is somebody else's. */
  keep: (change?: PullChange) => Promise<boolean>;
  /** Other sources of such records. */
  others: readonly RowsOf[];
  /** The first pull asks for what has changed since. */
  firstAt: Date;
}>;

/** Who brought a record, as the audit log names it. */
export const importerOf = ({ name }: Pick<PullSource, 'name'>): string => `source:${name}`;

/** It came to its end: what changes from its start on is asked for next. */
export async function endPull(work: Work, settled: Settled): Promise<void> {
  const { deps, source, timeZone, note } = work;
  const { run, isHeld, change } = settled;
  const { importId, startedAt, counts, page } = run;
  const endedAt = deps.now();
  notePull('finished');
  await closeImport(deps, source, { ...run, isOpen: isHeld }, { status: 'finished' });
  const ended = merged(change, outageEnded(source, endedAt) ?? {}, {
    set: {
      last: { importId, startedAt, endedAt, pages: page.pages + 1, counts },
      sinceAt: new Date(+startedAt - OVERLAP_MS),
      nextAt: nextPullAt(endedAt, source.everyMin, source.quiet, timeZone),
    },
    unset: ['run', 'fault', 'isAsked', 'lease'],
  });
  await note(ended);
  if (ended.pending.length > 0) await deps.enqueue({ name: 'relay' });
}

/** It stops where it is and goes on from there later; a way that leads nowhere is begun anew from the same day. */
export async function stopPull(
  { deps, source, note }: Work,
  { fault, status, waitS }: PageFault,
  run?: PullRun,
): Promise<void> {
  const at = deps.now();
  notePull(fault);
  const isAsked = source.isAsked === true;
  const failing = (isAsked ? failedWhenAsked : failedAgain)(source.fault, at, run?.page.pages ?? 0);
  const why = { code: fault, ...(status !== undefined && { status }) };
  const news =
    !isAsked && isOutage(failing) ? outageBegun(source, { ...why, sinceAt: failing.sinceAt }) : null;
  const isLost =
    ['paging_loop', 'page_repeats', 'too_many_pages', 'other_origin', 'cursor_lost'].includes(fault) ||
    (status !== undefined && GONE.includes(status) && run?.page.at != null);
  if (isLost && run) await closeImport(deps, source, run, { status: 'failed', why: fault });
  const unread =
    isLost && run && source.isWhole === true
      ? unreadFound({ ...source, ...news?.set }, { startedAt: run.startedAt, at, why: 'broken' })
      : {};
  const stopped = merged(news ?? {}, unread, {
    set: {
      fault: { ...why, at, ...failing },
      nextAt: retryPullAt(at, failing.attempts, waitS),
      ...(run && !isLost && { run }),
    },
    unset: [...(isLost ? (['run'] as const) : []), 'lease', 'isAsked'],
  });
  await note(stopped);
  if (stopped.pending.length > 0) await deps.enqueue({ name: 'relay' });
}

/** An import that has begun ends with its pull. */
export async function closeImport(
  deps: Deps,
  source: Pick<PullSource, 'name'>,
  { importId: id, startedAt, counts, isOpen = false }: PullRun & Readonly<{ isOpen?: boolean }>,
  end: ImportEnd,
): Promise<void> {
  if (isOpen || counts.rows + counts.withdrawn > 0)
    await finishImport(deps, { id, by: importerOf(source), startedAt }, end);
}
