/** How far the audit chain reached at `at`: its length, the root over all its links and the hash of the last one. */
type Checkpoint = Readonly<{
  size: number;
  root: string;
  lastHash: string;
  at: Date;
  /** Names the key that signed it: SHA-256 of the public key, the first 16 hex characters. */
  keyId: string;
}>;
/** A checkpoint with the signature over its checkpointText. */
export type SignedCheckpoint = Readonly<Checkpoint & { signature: string }>;

/** The text that is signed. */
export function checkpointText({ size, root, lastHash, at, keyId }: Checkpoint): string {
  return `mingqin audit checkpoint 1\nsize ${size}\nroot ${root}\nlast ${lastHash}\nat ${at.toISOString()}\nkey ${keyId}\n`;
}
