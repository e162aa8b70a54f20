import type { PullSourceView } from '../../contract/pull-source.ts';
import type { PullSource } from '../../store/pull-sources.ts';

/** A source without its secret. */
export function pullSourceView(source: PullSource, createdBy: string): PullSourceView {
  const { id, version, name, kind, url, paging, rowsPath, auth, fields, since, fromDay, everyMin } = source;
  const { quiet, isOn, createdAt, sealedSecret, run, last, fault, nextAt } = source;
  return {
    id,
    version,
    name,
    kind,
    url,
    paging,
    rowsPath,
    auth,
    fields,
    since,
    everyMin,
    ...(fromDay !== undefined && { fromDay }),
    ...(quiet && { quiet }),
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
        hasReport: last.counts.refused + last.counts.noticed > 0,
      },
    }),
    ...(fault && { fault: { ...fault, at: fault.at.toISOString() } }),
    ...(isOn && { nextAt: nextAt.toISOString() }),
  };
}
