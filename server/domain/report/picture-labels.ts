import { round, type PictureSize } from './picture-frame.ts';
import type { Mark } from './picture-marks.ts';

const SIZE = 12;
const GAP = 5;
/** Where a label may stand around its point: right, left, above, below. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
] as const;

/** A text beside a point: pixels from the top left, and the radius of the dot it must not cover. */
export type Label = Readonly<{
  text: string;
  x: number;
  y: number;
  radius: number;
}>;
type Box = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** The labels that find room without covering one before them, the first have the choice. */
export function drawLabels(labels: readonly Label[], size: PictureSize): Mark[] {
  const taken: Box[] = labels.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
  return labels.flatMap((label) => {
    const width = widthOf(label.text);
    for (const [dx, dy] of SIDES) {
      const x = label.x + dx * (label.radius + GAP + width / 2);
      const y = label.y + dy * (label.radius + GAP + SIZE / 2);
      const box = { left: x - width / 2, right: x + width / 2, top: y - SIZE / 2, bottom: y + SIZE / 2 };
      if (!isInPicture(box, size) || taken.some((other) => isOver(box, other))) continue;
      taken.push(box);
      return [
        { kind: 'text', style: 'name', at: [round(x), round(y + 4)], text: label.text, anchor: 'middle' },
      ];
    }
    return [];
  });
}

/** Chinese characters are twice as wide. */
function widthOf(text: string): number {
  return Array.from(text, (mark) => ((mark.codePointAt(0) ?? 0) > 0x2e80 ? SIZE : 0.58 * SIZE)).reduce(
    (sum, width) => sum + width,
    0,
  );
}

const isInPicture = ({ left, right, top, bottom }: Box, { width, mapHeight }: PictureSize): boolean =>
  left >= 2 && right <= width - 2 && top >= 2 && bottom <= mapHeight - 4;

const isOver = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
