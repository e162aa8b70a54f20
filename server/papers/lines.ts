/** 避头尾: these never begin a line … */
const NOT_FIRST = new Set('，。、；：？！）》〉」』】”’…—,.;:?!)%');
/** … and these never end one. */
const NOT_LAST = new Set('（《〈「『【“‘(');
const WORD = /[A-Za-z0-9\-_./]/;

/** Breaks one paragraph into lines of at most `width`: between Chinese characters anywhere the rules allow, Latin words whole. */
export function breakLines(text: string, width: number, widthOf: (char: string) => number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const piece of piecesOf(text)) {
    const size = sum(piece, widthOf);
    if (line.length > 0 && used + size > width) {
      const kept = keepTogether(line, piece);
      lines.push(line.slice(0, line.length - kept.length).join(''));
      line = kept;
      used = sum(kept, widthOf);
    }
    line.push(...piece);
    used += size;
  }
  return [...lines, line.join('')];
}

/** What has to move to the next line together with `next`: an opening mark, or the character before a closing one. */
function keepTogether(line: readonly string[], [first = '']: readonly string[]): string[] {
  let from = line.length;
  if (NOT_FIRST.has(first)) from -= 1;
  while (from > 0 && from < line.length && NOT_FIRST.has(line[from] ?? '')) from -= 1;
  while (from > 0 && NOT_LAST.has(line[from - 1] ?? '')) from -= 1;
  return from <= 0 ? [] : line.slice(from);
}

/** Characters one by one, Latin words and numbers as one piece of at most 40. */
function piecesOf(text: string): string[][] {
  const pieces: string[][] = [];
  for (const char of text) {
    const last = pieces.at(-1);
    if (last && last.length < 40 && WORD.test(char) && WORD.test(last.at(-1) ?? '')) last.push(char);
    else pieces.push([char]);
  }
  return pieces;
}

const sum = (chars: readonly string[], widthOf: (char: string) => number): number =>
  chars.reduce((total, char) => total + widthOf(char), 0);
