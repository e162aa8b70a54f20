/** What makes a spreadsheet take a cell for a formula; East Asian ones read the full-width signs alike (ASVS 1.2.10, OWASP CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text as a cell of a CSV file (RFC 4180): one that a spreadsheet would run gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
