import { randomUUID } from 'node:crypto';
import { mappedRow } from '../../connectors/pull/mapped-row.ts';
import { needsSecret } from '../../contract/pull-source.ts';
import { FIRST_PAGE, nextPage, pagingOf } from '../../domain/pull/paging.ts';
import { isPast } from '../../domain/pull/outage.ts';
import { outOfQuiet } from '../../domain/pull/schedule.ts';
import { instantOf } from '../../domain/time.ts';
import { trimImport } from '../../store/imports.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import {
  claimPullSource,
  listPullSources,
  notePull,
  type PullChange,
  type PullRun,
  type PullSource,
} from '../../store/pull-sources.ts';
import type { Deps } from '../deps.ts';
import { eachAtMost } from '../each-at-most.ts';
import { beginImport } from '../records/import-record.ts';
import { AT_ONCE, createRowTaker, NO_COUNTS } from '../records/import-rows.ts';
import { endPull, importerOf, stopPull, type Work } from './pull-end.ts';
import { createPages, type PulledPage } from './pull-page.ts';
import { pullSecretPlace } from './pull-record.ts';
import { openSealed } from '../secret/seal.ts';

/** How long one source is worked on before the others have their turn. */
const SLICE_MS = 60_000;
/** Longer than a page can take from being asked for to being taken. */
const LEASE_MS = 10 * 60_000;
const SOURCES_AT_ONCE = 2;

/** Sources whose time has come: those that are on and not in their quiet time. */
async function findDue(deps: Deps): Promise<PullSource[]> {
  const [sources, timeZone] = await Promise.all([listPullSources(), getTimeZone()]);
  const now = deps.now();
  return sources.filter(
    ({ isOn, nextAt, isAsked, quiet }) =>
      isOn && nextAt <= now && (isAsked === true || +outOfQuiet(now, quiet, timeZone) === +now),
  );
}

/** A minute's look for what is due: a lost hint loses nothing. */
export async function hintPulls(deps: Deps): Promise<void> {
  if (deps.puller && (await findDue(deps)).length > 0) await deps.enqueue({ name: 'pull' });
}

/** Pulls from every source that is due, each for a while; one that fails or hangs does not keep the others waiting. */
export async function pullDue(deps: Deps, sliceMs = SLICE_MS): Promise<void> {
  if (!deps.puller) return;
  await eachAtMost(SOURCES_AT_ONCE, await findDue(deps), ({ id }) => pullOne(deps, id, sliceMs));
  await hintPulls(deps);
}

/** Goes on with a source from the page it stood at, and leaves it there when the time is over. */
async function pullOne(deps: Deps, id: string, sliceMs: number): Promise<void> {
  const leaseId = randomUUID();
  const lease = { id: leaseId, untilAt: new Date(+deps.now() + LEASE_MS) };
  const source = await claimPullSource(id, lease, deps.now());
  if (!source) return;
  const timeZone = await getTimeZone();
  const note = (change: PullChange): Promise<boolean> => notePull(id, leaseId, change);
  const work: Work = { deps, source, timeZone, note };
  const secret = needsSecret(source.auth) ? openSecret(deps, source) : '';
  if (secret === null) return stopPull(work, { fault: 'secret_lost' }, source.run);
  let run = source.run ?? newRun(work);
  if (!source.run && !(await note({ set: { run } }))) return;
  const ask = createPages(deps, source, { secret, sinceAt: run.sinceAt, timeZone });
  if (source.run && run.counts.rows > 0) await trimImport(run.importId, run.counts);
  const untilMs = performance.now() + sliceMs;
  for (;;) {
    const page = await ask(run.page.at);
    if ('fault' in page) return stopPull(work, page, run);
    run = { ...run, counts: await takePage(work, run, page) };
    const after = nextPage(pagingOf(source), run.page, { ...page, rows: page.rows.length });
    if ('fault' in after) return stopPull(work, after, run);
    if (after.next === null) return endPull(work, run);
    run = { ...run, page: after.next };
    const isOver = performance.now() >= untilMs;
    const lasts = { id: leaseId, untilAt: new Date(+deps.now() + LEASE_MS) };
    const isHealed = source.fault && isPast(source.fault, run.page.pages);
    if (!(await note({ set: { run, lease: lasts }, unset: isHealed ? ['fault'] : [] }))) return;
    if (isOver) return void (await note({ unset: ['lease'] }));
  }
}

const openSecret = (deps: Deps, { id, sealedSecret }: PullSource): string | null =>
  sealedSecret === undefined ? null : openSealed(deps, pullSecretPlace(id), sealedSecret);

/** The first one of a source asks for what has changed since its first day. */
function newRun({ deps, source, timeZone }: Work): PullRun {
  const { sinceAt, fromDay } = source;
  const first = fromDay === undefined ? new Date(0) : instantOf(fromDay, '00:00', timeZone);
  return {
    importId: randomUUID(),
    startedAt: deps.now(),
    sinceAt: sinceAt ?? first,
    page: FIRST_PAGE,
    counts: NO_COUNTS,
  };
}

/** Takes the rows of a page as rows of a file are taken; a run that brings nothing leaves no import. */
async function takePage({ deps, source, timeZone }: Work, run: PullRun, page: PulledPage) {
  const { importId, startedAt, counts } = run;
  if (page.rows.length === 0) return counts;
  const [by, { kind, fields, voidWhen }] = [importerOf(source), source];
  if (counts.rows === 0) await beginImport({ id: importId, kind, by, startedAt, language: 'zh' });
  const taker = createRowTaker(deps, { importId, kind, by }, counts);
  for (let from = 0; from < page.rows.length; from += AT_ONCE) {
    const group = page.rows.slice(from, from + AT_ONCE);
    await taker.take(
      group.map((row, at) =>
        mappedRow({ kind, fields, voidWhen, timeZone }, row, counts.rows + from + at + 1),
      ),
    );
  }
  return taker.counts();
}
