/** A record's cells; `isOpen`: a quote is not closed; `isStray`: over several lines, a closing quote has text behind it. */
type SplitRecord = Readonly<{ cells: readonly string[]; isOpen: boolean; isStray: boolean }>;

/**
 * The cells of one record (RFC 4180, its `separator` one character). A quote in the middle of a cell is a letter there, and so are both of
 * a cell that goes on behind its closing quote on the same line: office programs write such cells.
 */
export function splitRecord(text: string, separator = ','): SplitRecord {
  const cells: string[] = [];
  let isStray = false;
  for (let at = 0; ;) {
    const quoted = text.charAt(at) === '"' ? readQuoted(text, at, separator) : null;
    if (quoted === 'open') return { cells, isOpen: true, isStray };
    if (quoted?.isClosed === false && text.slice(at, quoted.end).includes('\n')) isStray = true;
    const found = quoted?.isClosed ? quoted.end : text.indexOf(separator, quoted ? quoted.end : at);
    const end = found < 0 ? text.length : found;
    cells.push(quoted?.isClosed ? quoted.value : text.slice(at, end));
    if (end >= text.length) return { cells, isOpen: false, isStray };
    at = end + 1;
  }
}

/** What stands in quotes from `at`, and where it ends; not closed when text follows the closing quote. */
function readQuoted(
  text: string,
  at: number,
  separator: string,
): { value: string; end: number; isClosed: boolean } | 'open' {
  let value = '';
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return 'open';
    value += text.slice(from, quote);
    const next = text.charAt(quote + 1);
    if (next !== '"') return { value, end: quote + 1, isClosed: next === '' || next === separator };
    value += '"';
    from = quote + 2;
  }
}
