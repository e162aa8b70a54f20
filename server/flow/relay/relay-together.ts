import { appendAudits } from '../../store/audit.ts';
import { finishAll, type PendingWork, type Unfinished } from '../../store/outbox.ts';
import { writeAttendances } from '../punch/attendance.ts';
import type { Deps } from '../deps.ts';
import { rejudgeCompany } from '../detect/rejudge.ts';
import { queueWebhooks } from '../webhook/webhook-queue.ts';

type Batch = Readonly<{ document: Unfinished; works: readonly PendingWork[] }>;

/**
 * Does in one go what may be done so for many documents: audit entries, attendance records and what is to be judged again. None
 * needs a claim, because the chain and the platform take each id once, and marking twice is marking once. When it fails as a whole, everything is `left`, to be tried piece by piece.
 */
export async function relayTogether(
  deps: Deps,
  documents: readonly Unfinished[],
): Promise<{ left: Unfinished[]; done: number }> {
  const audits = await relayKind(deps, documents, {
    kind: 'audit',
    run: async (batches) => {
      const lines = batches.flatMap(({ works }) =>
        works.flatMap((work) => (work.kind === 'audit' ? [work] : [])),
      );
      await appendAudits(lines);
      await queueWebhooks(deps, lines);
    },
  });
  const attendance = await relayKind(deps, audits.left, {
    kind: 'attendance',
    run: (batches) =>
      writeAttendances(
        deps,
        batches.map(({ document }) => document.id),
      ),
  });
  const rejudged = await relayKind(deps, attendance.left, {
    kind: 'rejudge',
    run: (batches) => {
      const places = batches.filter(({ document }) => document.collection === 'places');
      return rejudgeCompany(
        deps,
        places.map(({ document }) => document.id),
      );
    },
  });
  return { left: rejudged.left, done: audits.done + attendance.done + rejudged.done };
}

async function relayKind(
  { now }: Deps,
  documents: readonly Unfinished[],
  { kind, run }: { kind: PendingWork['kind']; run: (batches: readonly Batch[]) => Promise<void> },
): Promise<{ left: Unfinished[]; done: number }> {
  const isReady = (work: PendingWork) => work.kind === kind && (!work.notBefore || work.notBefore <= now());
  const batches = documents
    .map((document): Batch => ({ document, works: document.pending.filter(isReady) }))
    .filter(({ works }) => works.length > 0);
  if (batches.length === 0) return { left: [...documents], done: 0 };
  try {
    await run(batches);
  } catch {
    return { left: [...documents], done: 0 };
  }
  await finish(batches);
  const finished = new Set(batches.flatMap(({ works }) => works));
  const left = documents.map((document) => ({
    ...document,
    pending: document.pending.filter((work) => !finished.has(work)),
  }));
  return { left, done: finished.size };
}

async function finish(batches: readonly Batch[]): Promise<void> {
  for (const collection of new Set(batches.map(({ document }) => document.collection))) {
    const own = batches.filter(({ document }) => document.collection === collection);
    const finished = own.map(({ document, works }) => ({
      id: document.id,
      pendingIds: works.map(({ id }) => id),
    }));
    await finishAll(collection, finished);
  }
}
