import { checkpointText, type SignedCheckpoint } from '../../domain/audit/checkpoint.ts';
import { leafNode, pathOf, rootOf } from '../../domain/audit/merkle.ts';
import { AppError, conflict } from '../../errors.ts';
import { countAudit, listLinkHashes } from '../../store/audit.ts';
import {
  AUDIT_BLOCK,
  insertBlockRoot,
  insertCheckpoint,
  listBlockRoots,
  listCheckpoints,
} from '../../store/audit-checkpoints.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';
import { isRecent } from '../is-recent.ts';
import { sha256 } from '../secret/secret.ts';
import { announceSigningKey } from './signing-key.ts';

/** A chain that was cut off and grew again stays unseen until the next checkpoint (trust 2.4: hourly). */
const EVERY_MS = 3_600_000;

/** Once an hour, when there is anything new: signs how far the audit chain reaches. Administrators are told when it cannot be. */
export async function signDueCheckpoint(deps: Deps): Promise<void> {
  const [last] = await listCheckpoints(1);
  if (last && isRecent(last.at, deps.now(), EVERY_MS)) return;
  try {
    await signCheckpoint(deps);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await noteHealth(deps, 'audit', error);
  }
}

/** Signs the chain as it is now, after the last checkpoint has been found to hold; null when the chain is empty. */
export async function signCheckpoint(deps: Deps): Promise<SignedCheckpoint | null> {
  const size = await countAudit();
  const [last] = await listCheckpoints(1);
  if (last && last.size === size) return last;
  if (last) await expectHeld(last);
  if (size === 0) return null;
  const { nodes } = await levelsOf(size);
  const [lastHash = ''] = await listLinkHashes(size, size);
  const key = await announceSigningKey(deps);
  const checkpoint = { size, root: rootOf(nodes, sha256), lastHash, at: deps.now(), keyId: key.keyId };
  const signed = { ...checkpoint, signature: key.sign(checkpointText(checkpoint)) };
  await insertCheckpoint(signed);
  return signed;
}

/** The way from the link `seq` up to the root of a checkpoint of `size` links. */
export async function proveLink(seq: number, size: number): Promise<string[]> {
  const { nodes } = await levelsOf(size);
  const block = Math.floor((seq - 1) / AUDIT_BLOCK);
  const leaves = await leavesOf(block, size);
  return [...pathOf(leaves, (seq - 1) % AUDIT_BLOCK, sha256), ...pathOf(nodes, block, sha256)];
}

/** Block roots over the first `size` links, the last one of what is left; whole blocks are kept on the way. */
async function levelsOf(size: number): Promise<{ nodes: string[] }> {
  const whole = Math.floor(size / AUDIT_BLOCK);
  const nodes = (await listBlockRoots()).slice(0, whole);
  for (let block = nodes.length; block < whole; block += 1) {
    const root = rootOf(await leavesOf(block, size), sha256);
    await insertBlockRoot(block, root);
    nodes.push(root);
  }
  if (size % AUDIT_BLOCK > 0) nodes.push(rootOf(await leavesOf(whole, size), sha256));
  return { nodes };
}

async function leavesOf(block: number, size: number): Promise<string[]> {
  const from = block * AUDIT_BLOCK + 1;
  const to = Math.min(size, (block + 1) * AUDIT_BLOCK);
  const hashes = await listLinkHashes(from, to);
  if (hashes.length !== to - from + 1) throw conflict('audit_broken');
  return hashes.map((hash) => leafNode(hash, sha256));
}

/** Nothing new is signed over a chain that no longer reaches its last checkpoint: that would bless the loss. */
async function expectHeld({ size, lastHash }: SignedCheckpoint): Promise<void> {
  const [hash] = await listLinkHashes(size, size);
  if (hash !== lastHash) throw conflict('audit_broken');
}
