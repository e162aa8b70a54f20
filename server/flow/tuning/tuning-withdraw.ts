import { SIGNATURE_WITHDRAWN, SignerSchema } from '../../contract/tuning.ts';
import { newestVersion } from '../../domain/tuning/settings-version.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import { findChange, findChangesIn, type ThresholdChange } from '../../store/threshold-changes.ts';
import { isTakenBack, type ApprovalEnd, type ApprovalRequest } from '../approval/approval-topic.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { applyChange, endChange } from './tuning-change.ts';
import { rollBackSettings } from './tuning-rollback.ts';

/**
 * A signature was taken back in the chat. What waits for the other one ends; thresholds in force lose one of the two people who agreed, so
 * those before them come back at once. Versions that others have replaced meanwhile stay history.
 */
export async function withdrawSignature(
  deps: Deps,
  { documentId, requestId }: ApprovalRequest,
  reason: ApprovalEnd,
): Promise<void> {
  const found = await findChange(documentId);
  if (!found || !isTakenBack(reason) || !isSignedIn(found, requestId)) return;
  const change = found.status === 'signed' ? await applyChange(deps, found) : found;
  if (change.status === 'live') await rollBack(deps, change);
  if (change.status === 'waiting' || change.status === 'live')
    await endChange(deps, change, { status: 'withdrawn', why: reason });
}

async function rollBack(deps: Deps, change: ThresholdChange): Promise<void> {
  const newest = newestVersion(await listSettingVersions());
  if (newest.stands !== change.version) return;
  await rollBackSettings(deps, SYSTEM, { version: newest.version, reason: SIGNATURE_WITHDRAWN });
}

/** Signatures given in the chat that still carry something: of changes that wait, and of the thresholds in force. */
export async function listGivenSignatures(): Promise<ApprovalRequest[]> {
  const versions = await listSettingVersions();
  const { stands } = newestVersion(versions);
  const changeId = versions.find(({ version }) => version === stands)?.changeId;
  const inForce = changeId === undefined ? null : await findChange(changeId);
  const changes = [...(await findChangesIn('waiting')), ...(await findChangesIn('signed')), inForce];
  return changes.flatMap((change) => (change && change.status !== 'withdrawn' ? signaturesOf(change) : []));
}

/** The chat approvals a change was signed in. */
export function signaturesOf(change: ThresholdChange): ApprovalRequest[] {
  return SignerSchema.options.flatMap((as) => {
    const { instanceCode, at, byId } = change.signatures[as] ?? {};
    if (instanceCode === undefined || at === undefined || byId === undefined) return [];
    const asked = { requestId: instanceCode, instanceCode, askedAt: at, approverIds: [byId] };
    return [{ documentId: change.id, applicantId: change.byId, ...asked }];
  });
}

const isSignedIn = (change: ThresholdChange, instanceCode: string): boolean =>
  signaturesOf(change).some((signed) => signed.instanceCode === instanceCode);
