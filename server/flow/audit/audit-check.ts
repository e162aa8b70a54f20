import { checkpointText, type SignedCheckpoint } from '../../domain/audit/checkpoint.ts';
import { leafNode, rootOf } from '../../domain/audit/merkle.ts';
import { conflict } from '../../errors.ts';
import { verifyAudit } from '../../store/audit.ts';
import { AUDIT_BLOCK, listCheckpoints, listSigningKeys } from '../../store/audit-checkpoints.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';
import { sha256 } from '../secret/secret.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { dayOf } from '../../domain/time.ts';
import { isSignedBy } from './signing-key.ts';

/** What a full check of the audit chain found; `badCheckpoint` is the size of the first one that does not hold. */
export type AuditCheck = Readonly<{
  ok: boolean;
  links: number;
  checkpoints: number;
  firstBadSeq?: number;
  badCheckpoint?: Readonly<{ size: number; why: 'cut_off' | 'root' | 'signature' | 'unknown_key' }>;
}>;

const MANY = 100_000;
const CHECKED_KEY = 'audit-checked-day';

/** Once per company day: the whole chain. Administrators are told while it does not hold. */
export async function checkAuditDaily(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const today = dayOf(deps.now(), timeZone);
  if ((await getSetting(CHECKED_KEY)) === today) return;
  const { ok } = await checkAudit();
  await noteHealth(deps, 'audit', ok ? null : conflict('audit_broken'));
  await saveSetting(CHECKED_KEY, today);
}

/**
 * Walks the whole chain and holds every signed checkpoint against it: an edit, a removal, a re-order or a cut-off end shows. `copies`
 * are checkpoints that somebody else kept: they are checked like our own.
 */
export async function checkAudit(copies: readonly SignedCheckpoint[] = []): Promise<AuditCheck> {
  const own = await listCheckpoints(MANY);
  const checkpoints = [...own, ...copies].toSorted((a, b) => a.size - b.size);
  const keys = new Map((await listSigningKeys()).map(({ keyId, publicKeyPem }) => [keyId, publicKeyPem]));
  const tree = createGrowingTree();
  const roots = new Map<number, string>();
  const sizes = new Set(checkpoints.map(({ size }) => size));
  const walked = await verifyAudit(({ seq, hash }) => {
    tree.add(hash);
    if (sizes.has(seq)) roots.set(seq, tree.root());
  });
  const found = { links: walked.count, checkpoints: checkpoints.length };
  if (walked.firstBadSeq !== undefined) return { ok: false, ...found, firstBadSeq: walked.firstBadSeq };
  for (const checkpoint of checkpoints) {
    const why = whyBad(checkpoint, roots.get(checkpoint.size), keys.get(checkpoint.keyId));
    if (why) return { ok: false, ...found, badCheckpoint: { size: checkpoint.size, why } };
  }
  return { ok: true, ...found };
}

type WhyBad = NonNullable<AuditCheck['badCheckpoint']>['why'];
function whyBad(
  checkpoint: SignedCheckpoint,
  root: string | undefined,
  pem: string | undefined,
): WhyBad | null {
  if (root === undefined) return 'cut_off';
  if (root !== checkpoint.root) return 'root';
  if (pem === undefined) return 'unknown_key';
  return isSignedBy(pem, checkpointText(checkpoint), checkpoint.signature) ? null : 'signature';
}

/** Keeps the roots of whole blocks and the leaves since, so that a long chain needs little memory. */
function createGrowingTree(): { add: (hash: string) => void; root: () => string } {
  const blocks: string[] = [];
  let leaves: string[] = [];
  return {
    add(hash) {
      leaves.push(leafNode(hash, sha256));
      if (leaves.length < AUDIT_BLOCK) return;
      blocks.push(rootOf(leaves, sha256));
      leaves = [];
    },
    root: () => rootOf(leaves.length > 0 ? [...blocks, rootOf(leaves, sha256)] : blocks, sha256),
  };
}
