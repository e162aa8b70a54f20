import { conflict, notFound } from '../../errors.ts';
import { changePullSource, findPullSource } from '../../store/pull-sources.ts';
import type { Actor, Deps } from '../deps.ts';
import { listTouched } from './pull-list-news.ts';
import { pullAudit } from './pull-record.ts';
import { requireAdmin } from './pull-source.ts';

/** Somebody has looked at what pull `run` found to be gone: that list is carried out, but for what has been named again since. */
export async function confirmMissing(
  deps: Deps,
  actor: Actor,
  { id, run }: Readonly<{ id: string; run: number }>,
): Promise<void> {
  requireAdmin(actor);
  const source = await findPullSource(id);
  if (!source) throw notFound('source');
  const { waiting } = source;
  if (!source.isOn) throw conflict('source_paused');
  if (waiting?.run !== run) throw conflict('stale_version');
  if (waiting.isConfirmed) return;
  const next = { ...source, version: source.version + 1 };
  const isSaved = await changePullSource(source, {
    set: { waiting: { ...waiting, isConfirmed: true } },
    pending: [pullAudit(deps, next, { actor, action: 'source.confirm' }), ...listTouched(source, deps.now())],
  });
  if (!isSaved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  await deps.enqueue({ name: 'pull' });
}
