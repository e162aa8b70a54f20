/** A toast that stays for as long as its words take to read: two seconds do for five of them. */
export function toRead(content: string): { content: string; duration: number } {
  const latin = content.replace(/[\u2e80-\uffff]/g, '').length;
  const letters = content.length - latin + 0.4 * latin;
  return { content, duration: Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, letters * LETTER_MS))) };
}

const LEAST_MS = 2_000;
const MOST_MS = 10_000;
/** A Chinese character at about 400 a minute; a Latin letter is read with its word. */
const LETTER_MS = 150;
