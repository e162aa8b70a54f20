import { canonicalJson } from './canonical-json.ts';

/** SHA-256 as lower-case hex; given by whoever may compute it, because judgement has no crypto of its own. */
export type Sha256 = (text: string) => string;
type ChainLink = Readonly<{ id: string; seq: number; entry: unknown; prevHash: string; hash: string }>;

/** What the first link points to. */
export const GENESIS = '0'.repeat(64);

/** The hash of a link covers the link before it, so that an edit, a removal or a re-order shows. */
export function linkHash({ id, seq, entry, prevHash }: Omit<ChainLink, 'hash'>, sha256: Sha256): string {
  return sha256(`${prevHash}\n${canonicalJson({ id, seq, entry })}`);
}
