import { randomUUID } from 'node:crypto';
import { needsSecret } from '../../contract/pull-auth.ts';
import { FIRST_PAGE, nextPage, pagingOf } from '../../domain/pull/paging.ts';
import { isPast } from '../../domain/pull/outage.ts';
import { outOfQuiet } from '../../domain/pull/schedule.ts';
import { instantOf } from '../../domain/time.ts';
import { trimImport } from '../../store/imports.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { PullRun, PullSource } from '../../store/pull-source-model.ts';
import { claimPullSource, listPullSources, notePull, type PullChange } from '../../store/pull-sources.ts';
import type { Deps } from '../deps.ts';
import { eachAtMost } from '../each-at-most.ts';
import { NO_COUNTS } from '../records/import-rows.ts';
import { endPull, stopPull, type Work } from './pull-end.ts';
import { settleMissing, takeBackConfirmed } from './pull-missing.ts';
import { createPages } from './pull-page.ts';
import { pullSecretPlace } from './pull-record.ts';
import { takePage } from './pull-take.ts';
import { openSealed } from '../secret/seal.ts';

/** How long one source is worked on before the others have their turn. */
const SLICE_MS = 60_000;
/** Longer than a page can take from being asked for to being taken. */
const LEASE_MS = 10 * 60_000;
const SOURCES_AT_ONCE = 2;

type Now = Readonly<{ now: Date; timeZone: string }>;

/** Whether it is to be asked now: it is on and not in its quiet time. */
const isDue = ({ isOn, nextAt, isAsked, quiet }: PullSource, { now, timeZone }: Now): boolean =>
  isOn && nextAt <= now && (isAsked === true || +outOfQuiet(now, quiet, timeZone) === +now);
/** A pull that stands in the middle comes first: what it has not read yet may name them again. */
const isConfirmed = ({ isOn, waiting, run }: PullSource): boolean =>
  isOn && waiting?.isConfirmed === true && !run;

/** Sources whose time has come, and those of which somebody has said that their missing records go. */
async function findDue(deps: Deps): Promise<PullSource[]> {
  const [sources, timeZone] = await Promise.all([listPullSources(), getTimeZone()]);
  const now = deps.now();
  return sources.filter((source) => isConfirmed(source) || isDue(source, { now, timeZone }));
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
  const untilMs = performance.now() + sliceMs;
  const work = await claim(deps, id);
  if (!work) return;
  const { source, timeZone, note } = work;
  if (isConfirmed(source)) {
    const done = await takeBackConfirmed(work, untilMs);
    if (done === null) return;
    const isOver = done === 'left' || !isDue(source, { now: deps.now(), timeZone });
    if (isOver) return void (await note({ unset: ['lease'] }));
    return readPages({ ...work, source: without(source, 'waiting') }, untilMs);
  }
  return readPages(work, untilMs);
}

async function readPages(work: Work, untilMs: number): Promise<void> {
  const { deps, source, timeZone, note, keep } = work;
  const secret = needsSecret(source.auth) ? openSecret(deps, source) : '';
  if (secret === null) return stopPull(work, { fault: 'secret_lost' }, source.run);
  let run = source.run ? goneOn(source.run, deps.now()) : newRun(work);
  if (!source.run && !(await note({ set: { run, runNo: run.no ?? 0 } }))) return;
  const ask = createPages(deps, source, { secret, sinceAt: run.sinceAt, timeZone });
  if (source.run && run.counts.rows > 0) await trimImport(run.importId, run.counts);
  for (;;) {
    const page = await ask(run.page.at);
    if ('fault' in page) return stopPull(work, page, run);
    run = await takePage(work, run, page);
    const after = nextPage(pagingOf(source), run.page, { ...page, rows: page.rows.length });
    if ('fault' in after) return stopPull(work, after, run);
    if (after.next === null) {
      const settled = (await keep()) ? await settleMissing(work, run) : null;
      return settled ? endPull(work, settled) : undefined;
    }
    run = { ...run, page: after.next };
    const isHealed = source.fault && isPast(source.fault, run.page.pages);
    if (!(await keep({ set: { run }, unset: isHealed ? ['fault'] : [] }))) return;
    if (performance.now() >= untilMs)
      return void (await note({ set: { run: { ...run, leftAt: deps.now() } }, unset: ['lease'] }));
  }
}

/** Takes the work on a source, unless somebody has it. */
async function claim(deps: Deps, id: string): Promise<Work | null> {
  const leaseId = randomUUID();
  const leaseOf = () => ({ id: leaseId, untilAt: new Date(+deps.now() + LEASE_MS) });
  const source = await claimPullSource(id, leaseOf(), deps.now());
  if (!source) return null;
  const [sources, timeZone] = await Promise.all([listPullSources(), getTimeZone()]);
  const { fromDay, kind } = source;
  const note = (change: PullChange): Promise<boolean> => notePull(id, leaseId, change);
  return {
    deps,
    source,
    timeZone,
    note,
    keep: (change = {}) => note({ ...change, set: { ...change.set, lease: leaseOf() } }),
    others: sources.filter((one) => one.id !== id && one.kind === kind),
    firstAt: fromDay === undefined ? new Date(0) : instantOf(fromDay, '00:00', timeZone),
  };
}

const without = <T extends object, Key extends keyof T>(of: T, name: Key): Omit<T, Key> => {
  const { [name]: _gone, ...rest } = of;
  return rest;
};

/** One that did not go on at once, as after a crash or an outage, has not seen one list: rows may have moved between its pages meanwhile. */
function goneOn({ leftAt, ...run }: PullRun, now: Date): PullRun {
  const isAtOnce = run.no !== undefined && leftAt !== undefined && +now - +leftAt < LEASE_MS;
  return isAtOnce || run.page.pages === 0 ? run : { ...run, isBroken: true };
}

const openSecret = (deps: Deps, { id, sealedSecret }: PullSource): string | null =>
  sealedSecret === undefined ? null : openSealed(deps, pullSecretPlace(id), sealedSecret);

/** The first one of a source asks for what has changed since its first day. */
const newRun = ({ deps, source: { sinceAt, runNo = 0 }, firstAt }: Work): PullRun => ({
  importId: randomUUID(),
  startedAt: deps.now(),
  sinceAt: sinceAt ?? firstAt,
  page: FIRST_PAGE,
  counts: NO_COUNTS,
  no: runNo + 1,
  named: 0,
});
