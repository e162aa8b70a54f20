/** What the check needs of the outside: hashes and signatures. */
export type PackTools = Readonly<{
  sha256: (data: Uint8Array | string) => string;
  isSignedBy: (publicKeyPem: string, text: string, signature: string) => boolean;
  keyIdOf: (publicKeyPem: string) => string;
}>;
/** The files of an evidence pack by name. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;
/** `what` names the file (or part of it) that does not hold. */
export type PackFault = Readonly<{ what: string; why: string }>;

/** A file as text, or an error where its bytes are no UTF-8. */
export const textOf = (files: PackFiles, name: string): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(files.get(name));
