/** What a draft leaves open for the decider: only who looked can say what was looked at. */
const BLANK = /［[^］]*］/;

/** Whether something of a draft is still to be written. */
export const hasBlank = (text: string): boolean => BLANK.test(text);

/** The first blank as it is written, if any is left. */
export const blankIn = (text: string): string | undefined => BLANK.exec(text)?.[0];

/** Where the first blank stands, from and to. */
export function firstBlank(text: string): [number, number] | null {
  const found = BLANK.exec(text);
  return found && [found.index, found.index + found[0].length];
}

/** Another person's words, which are no draft. */
export const withoutBlanks = (text: string): string => text.replaceAll('［', '[').replaceAll('］', ']');
