import { HEIGHT, WIDTH } from './picture-frame.ts';

const SIZE = 12;
const GAP = 5;
/** Where a label may stand around its point: right, left, above, below. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
] as const;

export type Label = Readonly<{
  text: string;
  x: number;
  y: number;
  radius: number;
  kind: 'place' | 'stay' | 'edge';
}>;
type Box = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** The labels that find room without covering one before them, as SVG; the first have the choice. */
export function drawLabels(labels: readonly Label[]): string[] {
  const taken: Box[] = labels.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
  return labels.flatMap((label) => {
    const width = widthOf(label.text);
    for (const [dx, dy] of SIDES) {
      const x = label.x + dx * (label.radius + GAP + width / 2);
      const y = label.y + dy * (label.radius + GAP + SIZE / 2);
      const box = { left: x - width / 2, right: x + width / 2, top: y - SIZE / 2, bottom: y + SIZE / 2 };
      if (!isInPicture(box) || taken.some((other) => isOver(box, other))) continue;
      taken.push(box);
      return [
        `<text class="${label.kind}" x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" text-anchor="middle">${escapeXml(label.text)}</text>`,
      ];
    }
    return [];
  });
}

/** Text as XML holds it; control characters have no place there. */
export function escapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (mark) => names[mark] ?? mark).replace(/\p{Cc}/gu, ' ');
}

/** Chinese characters are twice as wide. */
function widthOf(text: string): number {
  return Array.from(text, (mark) => ((mark.codePointAt(0) ?? 0) > 0x2e80 ? SIZE : 0.58 * SIZE)).reduce(
    (sum, width) => sum + width,
    0,
  );
}

const isInPicture = ({ left, right, top, bottom }: Box): boolean =>
  left >= 2 && right <= WIDTH - 2 && top >= 2 && bottom <= HEIGHT - 72;

const isOver = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
