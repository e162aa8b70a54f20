import type { PolicyDiff } from '../../contract/policy.ts';

type Line = PolicyDiff['sections'][number]['lines'][number];
type Section = Readonly<{ title: string; lines: readonly string[] }>;

/** What changed between two texts, by their second-level headings, in the order of the newer one; removed sections come last. */
export function diffPolicies(before: string, after: string): PolicyDiff['sections'] {
  const old = sectionsOf(before);
  const fresh = sectionsOf(after);
  const changed = fresh.map(({ title, lines }) => {
    const known = old.find((one) => one.title === title);
    const diff = diffLines(known?.lines ?? [], lines);
    const isSame = diff.every(({ op }) => op === 'same');
    const change = !known ? ('added' as const) : isSame ? ('same' as const) : ('changed' as const);
    return { title, change, lines: diff };
  });
  const removed = old
    .filter(({ title }) => !fresh.some((one) => one.title === title))
    .map(({ title, lines }) => ({ title, change: 'removed' as const, lines: diffLines(lines, []) }));
  return [...changed, ...removed];
}

/** The longest common run of lines stays (dynamic programming); the rest is removed or added, removals first. */
export function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  const common = lengthsOf(before, after);
  const lines: Line[] = [];
  let at = 0;
  let to = 0;
  while (at < before.length || to < after.length) {
    const old = before[at];
    const fresh = after[to];
    if (old !== undefined && old === fresh) {
      lines.push({ op: 'same', text: old });
      at += 1;
      to += 1;
    } else if (
      old !== undefined &&
      (fresh === undefined || lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1))
    ) {
      lines.push({ op: 'remove', text: old });
      at += 1;
    } else {
      lines.push({ op: 'add', text: fresh ?? '' });
      to += 1;
    }
  }
  return lines;
}

const lengthAt = (common: readonly (readonly number[])[], at: number, to: number): number =>
  common[at]?.[to] ?? 0;

/** Length of the longest common subsequence of what follows each pair of positions. */
function lengthsOf(before: readonly string[], after: readonly string[]): number[][] {
  const common = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let at = before.length - 1; at >= 0; at -= 1)
    for (let to = after.length - 1; to >= 0; to -= 1) {
      const row = common[at];
      if (!row) continue;
      row[to] =
        before[at] === after[to]
          ? lengthAt(common, at + 1, to + 1) + 1
          : Math.max(lengthAt(common, at + 1, to), lengthAt(common, at, to + 1));
    }
  return common;
}

/** Lines are sentences: a change of one does not mark its paragraph. */
function sectionsOf(markdown: string): Section[] {
  const sections: { title: string; lines: string[] }[] = [];
  for (const raw of markdown.split('\n')) {
    const line = raw.trim();
    const heading = /^##?\s+(.+)$/.exec(line);
    if (heading) sections.push({ title: heading[1] ?? '', lines: [] });
    else if (line !== '') {
      if (sections.length === 0) sections.push({ title: '', lines: [] });
      sections.at(-1)?.lines.push(...sentencesOf(line));
    }
  }
  return sections.filter(({ lines }) => lines.length > 0);
}

const sentencesOf = (line: string): string[] => line.match(/[^。；]+[。；]*/g) ?? [line];
