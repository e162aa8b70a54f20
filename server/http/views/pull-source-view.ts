import { pullBodyOf } from '../../contract/pull-source.ts';
import type { PullSourceView } from '../../contract/pull-source-view.ts';
import { failingView } from '../../flow/pull/pull-record.ts';
import type { PullSource } from '../../store/pull-source-model.ts';

/** A source without its secret. */
export function pullSourceView(source: PullSource, createdBy: string): PullSourceView {
  const { id, version, isOn, createdAt, sealedSecret, run, last, nextAt, waiting } = source;
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
    ...(failing && { failing }),
    ...(isOn && { nextAt: nextAt.toISOString() }),
  };
}

const waitingView = ({ run, at, count, all, isConfirmed }: NonNullable<PullSource['waiting']>) => ({
  run,
  at: at.toISOString(),
  count,
  all,
  isConfirmed,
});
