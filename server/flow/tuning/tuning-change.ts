import { SignerSchema, type ChangeBody, type Signer } from '../../contract/tuning.ts';
import { newestVersion, nextVersion } from '../../domain/tuning/settings-version.ts';
import { diffOverrides } from '../../domain/tuning/tunables.ts';
import { dayOf } from '../../domain/time.ts';
import { conflict, notFound } from '../../errors.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Pending } from '../../store/pending.ts';
import { findReplay } from '../../store/replays.ts';
import { insertSettingVersion, listSettingVersions } from '../../store/setting-versions.ts';
import {
  findChange,
  findChangesIn,
  insertChange,
  updateChange,
  type ChangeStatus,
  type Signature,
  type ThresholdChange,
} from '../../store/threshold-changes.ts';
import { revokeWork } from '../approval/approval-topic.ts';
import type { Actor, Deps } from '../deps.ts';
import { nextAsking } from './tuning-signers.ts';

const SIGNERS = SignerSchema.options;

/** Puts the draft of a finished replay up for its two signatures; the signers are asked in the chat one after the other. */
export async function proposeChange(deps: Deps, actor: Actor, body: ChangeBody): Promise<ThresholdChange> {
  const { id, replayId, reason } = body;
  const known = await findChange(id);
  if (known?.byId === actor.personId && known.replayId === replayId) return known;
  const { overrides, baseVersion } = await findDraft(replayId);
  if ([...(await findChangesIn('waiting')), ...(await findChangesIn('signed'))].length > 0)
    throw conflict('change_waiting');
  const at = deps.now();
  const status = 'waiting';
  const unasked = { id, seq: 0, byId: actor.personId, signatures: {}, status } as const;
  const asking = await nextAsking(deps, unasked);
  const change = { ...unasked, replayId, overrides, baseVersion, reason, at, ...asking };
  const entry = auditOf(change, { at, actorId: actor.personId, action: 'threshold.propose', to: 'waiting' });
  if (!(await insertChange(change, [entry, ...askWork(deps, change)]))) throw conflict('id_taken');
  await deps.enqueue({ name: 'relay' });
  return change;
}

/** The draft of a finished replay against what is in force, if it changes anything. */
async function findDraft(replayId: string): Promise<Pick<ThresholdChange, 'overrides' | 'baseVersion'>> {
  const replay = await findReplay(replayId);
  if (!replay) throw notFound('replay');
  if (replay.status !== 'done' || replay.rule) throw conflict('replay_unfinished');
  const newest = newestVersion(await listSettingVersions());
  if (newest.version !== replay.baseVersion) throw conflict('replay_stale');
  if (diffOverrides(newest.overrides, replay.overrides).length === 0) throw conflict('nothing_changed');
  return replay;
}

/** One signature; the second one puts the thresholds into force, a refusal ends the change. */
export async function signChange(
  deps: Deps,
  change: ThresholdChange,
  { as, signature }: Readonly<{ as: Signer; signature: Signature }>,
): Promise<ThresholdChange> {
  if (change.status !== 'waiting') throw conflict('not_waiting');
  if (change.signatures[as]) throw conflict('already_signed');
  if (signature.byId === change.byId) throw conflict('is_proposer');
  if (Object.values(change.signatures).some(({ byId }) => byId === signature.byId))
    throw conflict('same_person');
  if (await isOutdated(change)) return endChange(deps, change, { status: 'stale' });
  const signatures = { ...change.signatures, [as]: signature };
  const isWhole = SIGNERS.every((signer) => signatures[signer]?.accept === true);
  const status: ChangeStatus = !signature.accept ? 'refused' : isWhole ? 'signed' : 'waiting';
  const { byId: actorId, at, comment } = signature;
  const next = { ...change, seq: change.seq + 1, signatures, status };
  const asking = status === 'waiting' ? await nextAsking(deps, next) : {};
  const saved = await updateChange(change, { signatures, status, ...asking }, [
    auditOf(change, {
      at,
      actorId,
      action: signature.accept ? 'threshold.sign' : 'threshold.refuse',
      to: status,
      why: comment === undefined || comment === '' ? as : `${as}: ${comment}`,
    }),
    ...(signature.via === 'console' ? takeBack(change) : []),
    ...(status === 'refused' ? tellWork(change, status) : []),
    ...askWork(deps, asking),
  ]);
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return saved.status === 'signed' ? applyChange(deps, saved) : saved;
}

/** Writes the version of a change with both signatures, once; a change that was tried against other thresholds goes nowhere. */
export async function applyChange(deps: Deps, change: ThresholdChange): Promise<ThresholdChange> {
  const at = deps.now();
  const versions = await listSettingVersions();
  const written = versions.find(({ changeId }) => changeId === change.id);
  if (written) return endChange(deps, change, { status: 'live', version: written.version });
  if (newestVersion(versions).version !== change.baseVersion)
    return endChange(deps, change, { status: 'stale' });
  const timeZone = await getTimeZone();
  const next = nextVersion(versions, change.overrides, dayOf(at, timeZone));
  const byIds = Object.values(change.signatures).map(({ byId }) => byId);
  const version = { ...next, at, byIds, reason: change.reason, changeId: change.id };
  await insertSettingVersion(version, [
    {
      id: `thresholds:${next.version}:audit`,
      kind: 'audit',
      entry: {
        at,
        actorId: 'system',
        action: 'threshold.live',
        subject: `setting_versions:v${next.version}`,
        from: `v${change.baseVersion}`,
        to: `v${next.version}`,
        why: change.id,
      },
    },
  ]);
  return applyChange(deps, change);
}

/** What was left half done: a second signature whose version was not written, and questions whose ground is gone. */
export async function tendChanges(deps: Deps): Promise<void> {
  for (const change of await findChangesIn('signed')) await applyChange(deps, change);
  await endOutdated(deps);
}

/** Nobody is asked to sign what was tried against thresholds that are no longer in force: it could not be applied. */
export async function endOutdated(deps: Deps): Promise<void> {
  for (const change of await findChangesIn('waiting'))
    if (await isOutdated(change)) await endChange(deps, change, { status: 'stale' });
}

const isOutdated = async ({ baseVersion }: ThresholdChange): Promise<boolean> =>
  newestVersion(await listSettingVersions()).version !== baseVersion;

/** Ends a change; whoever is asked in the chat is not asked any more. */
export async function endChange(
  deps: Deps,
  change: ThresholdChange,
  { why, ...end }: Readonly<{ status: ChangeStatus; version?: number; why?: string }>,
): Promise<ThresholdChange> {
  const at = deps.now();
  const move = { at, actorId: 'system', action: `threshold.${end.status}`, to: end.status };
  const saved = await updateChange(change, end, [
    auditOf(change, { ...move, ...(why !== undefined && { why }) }),
    ...takeBack(change),
    ...tellWork(change, end.status),
  ]);
  await deps.enqueue({ name: 'relay' });
  return saved ?? (await findChange(change.id)) ?? change;
}

/** Without an approval definition in the tenant the signers sign in the console only. */
function askWork(deps: Deps, { asking }: Pick<ThresholdChange, 'asking'>): Pending[] {
  if (!asking || (deps.approvalCodes.threshold ?? '') === '') return [];
  return [{ id: `${asking.requestId}:approval`, kind: 'approval', topic: 'threshold' }];
}

/** The proposer gets a card for each end; one that told of an earlier end is brought up to date. */
const tellWork = ({ id }: ThresholdChange, end: ChangeStatus): Pending[] => [
  { id: `${id}:refresh:${end}`, kind: 'refresh' },
  { id: `${id}:card:${end}`, kind: 'card', slot: `ended:${end}` },
];

const takeBack = ({ asking, byId }: ThresholdChange): Pending[] =>
  asking ? revokeWork('threshold', { ...asking, applicantId: byId }) : [];

function auditOf(
  change: ThresholdChange,
  move: Readonly<{ at: Date; actorId: string; action: string; to: ChangeStatus; why?: string }>,
): Pending {
  const entry = { ...move, subject: `threshold_changes:${change.id}`, from: change.status };
  return { id: `${change.id}:${change.seq}:${move.action}`, kind: 'audit', entry };
}
