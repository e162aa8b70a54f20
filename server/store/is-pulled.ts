/** Whether a record was put by a source, that is by its name, and not by a key, a file or a person. */
export const isPulled = (by: string | undefined): boolean => by?.startsWith('source:') === true;

/** Whether the same put again makes it another's: what a key or a person stands for goes with no source any more. */
export const isTakenOver = (kept: string | undefined, by: string): boolean => isPulled(kept) && !isPulled(by);
