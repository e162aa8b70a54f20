/** 避头尾: these never begin a line … */
const NOT_FIRST = new Set('，。、；：？！）》〉」』】”’…—,.;:?!)%');
/** … and these never end one. */
const NOT_LAST = new Set('（《〈「『【“‘(');
/** What stays on one line: a date, a Latin word or number of at most 40 characters with its marks, else a character. */
const PIECE = /\d{2,4}年\d{1,2}月(?:\d{1,2}日)?|[A-Za-z0-9\-_./:]{1,40}|./gsu;

/** Breaks one paragraph into lines of at most `width`: between Chinese characters where the rules allow; words, numbers and dates whole. */
export function breakLines(text: string, width: number, widthOf: (char: string) => number): string[] {
  const lines: string[] = [];
  let line: string[][] = [];
  let used = 0;
  for (const piece of piecesOf(text)) {
    const size = sum(piece, widthOf);
    if (line.length > 0 && used + size > width) {
      const kept = keepTogether(line, piece);
      lines.push(
        line
          .slice(0, line.length - kept.length)
          .flat()
          .join(''),
      );
      line = kept;
      used = sum(kept.flat(), widthOf);
    }
    line.push(piece);
    used += size;
  }
  return [...lines, line.flat().join('')];
}

/** What has to move to the next line together with `next`: an opening mark, or the word before a closing one. */
function keepTogether(line: readonly string[][], [first = '']: readonly string[]): string[][] {
  const begins = (at: number): string => line[at]?.[0] ?? '';
  let from = line.length;
  if (NOT_FIRST.has(first)) from -= 1;
  while (from > 0 && from < line.length && NOT_FIRST.has(begins(from))) from -= 1;
  while (from > 0 && NOT_LAST.has(begins(from - 1))) from -= 1;
  return from <= 0 ? [] : line.slice(from);
}

const piecesOf = (text: string): string[][] =>
  Array.from(text.match(PIECE) ?? [], (piece) => Array.from(piece));

const sum = (chars: readonly string[], widthOf: (char: string) => number): number =>
  chars.reduce((total, char) => total + widthOf(char), 0);
