import type { ReplayBody } from '../../contract/tuning.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { newestVersion, type Overrides } from '../../domain/tuning/settings-version.ts';
import { diffOverrides, readOverrides } from '../../domain/tuning/tunables.ts';
import { conflict, faultAt, invalidInput } from '../../errors.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findReplay, findStuckReplays, insertReplay, type Replay } from '../../store/replays.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import type { Actor, Deps } from '../deps.ts';

/** A replay that has not moved for this long lost its job. */
const STUCK_MS = 10 * 60_000;

/** Queues the run of a draft over the last `days` whole days; the same id again answers the same replay. */
export async function startReplay(deps: Deps, actor: Actor, body: ReplayBody): Promise<Replay> {
  const read = readOverrides(body.overrides);
  if ('faults' in read)
    throw invalidInput(read.faults.map(({ field, sentence }) => faultAt(`overrides.${field}`, sentence)));
  return queueReplay(deps, actor, { id: body.id, overrides: read.overrides, days: body.days });
}

export async function queueReplay(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ id: string; overrides?: Overrides; rule?: Replay['rule']; days: number }>,
): Promise<Replay> {
  const { id, rule, days } = input;
  const at = deps.now();
  const newest = newestVersion(await listSettingVersions());
  const timeZone = await getTimeZone();
  const toDay = addDays(dayOf(at, timeZone), -1);
  const replay: Replay = {
    id,
    overrides: input.overrides ?? newest.overrides,
    ...(rule && { rule }),
    baseVersion: newest.version,
    fromDay: addDays(toDay, 1 - days),
    toDay,
    byId: actor.personId,
    at,
    status: 'waiting',
    done: 0,
    of: 0,
    movedAt: at,
  };
  const entry = { at, actorId: actor.personId, action: 'replay.start', subject: `replays:${id}` };
  const isNew = await insertReplay(replay, [{ id: `${id}:audit`, kind: 'audit', entry }]);
  const kept = isNew ? replay : await findReplay(id);
  if (!kept || !isSameDraft(kept, replay)) throw conflict('id_taken');
  if (isNew) await deps.enqueue({ name: 'replay', replayId: id });
  return kept;
}

/** Replays whose job was lost are begun again where they stopped. */
export async function resumeReplays(deps: Deps): Promise<void> {
  const stuck = await findStuckReplays(new Date(+deps.now() - STUCK_MS));
  for (const { id } of stuck) await deps.enqueue({ name: 'replay', replayId: id });
}

function isSameDraft(a: Replay, b: Replay): boolean {
  const isSameRule = a.rule?.id === b.rule?.id && a.rule?.version === b.rule?.version;
  return a.byId === b.byId && isSameRule && diffOverrides(a.overrides, b.overrides).length === 0;
}
