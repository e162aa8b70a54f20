import { pullBodyOf } from '../../contract/pull-source.ts';
import type { PullSourceView } from '../../contract/pull-source-view.ts';
import { isLongUnread } from '../../domain/pull/missing.ts';
import { failingView } from '../../flow/pull/pull-record.ts';
import type { PullSource } from '../../store/pull-source-model.ts';

/** A source without its secret. */
export function pullSourceView(
  source: PullSource,
  { createdBy, now }: Readonly<{ createdBy: string; now: Date }>,
): PullSourceView {
  const { id, version, isOn, createdAt, sealedSecret, run, last, nextAt, waiting, unread } = source;
  const failing = failingView(source);
  return {
    id,
    version,
    ...pullBodyOf(source),
    hasSecret: sealedSecret !== undefined,
    isOn,
    createdAt: createdAt.toISOString(),
    createdBy,
    ...(run && { running: { startedAt: run.startedAt.toISOString(), pages: run.page.pages, ...run.counts } }),
    ...(last && {
      last: {
        startedAt: last.startedAt.toISOString(),
        endedAt: last.endedAt.toISOString(),
        pages: last.pages,
        ...last.counts,
        hasReport:
          last.counts.refused + last.counts.noticed + last.counts.withdrawn > 0 ||
          waiting?.importId === last.importId,
      },
    }),
    ...(waiting && { waiting: waitingView(waiting) }),
    ...(unread && isLongUnread(unread, now) && { unread: unreadView(unread) }),
    ...(failing && { failing }),
    ...(isOn && { nextAt: nextAt.toISOString() }),
  };
}

const unreadView = ({ runs, sinceAt, why }: NonNullable<PullSource['unread']>) => ({
  runs,
  sinceAt: sinceAt.toISOString(),
  why,
});

const waitingView = ({ run, at, count, all, isConfirmed }: NonNullable<PullSource['waiting']>) => ({
  run,
  at: at.toISOString(),
  count,
  all,
  isConfirmed,
});
