import type { PictureWords } from '../../contract/texts/track-picture.ts';
import { round, scaleBarM, type Frame } from './picture-frame.ts';
import { writeText, type Mark, type MarkStyleName, type Point } from './picture-marks.ts';

/** Where the legend's keys stand below the drawing, and how far apart. */
const LEGEND = { below: 46, left: 20, step: 98, row: 22 };
/** The scale's line below the drawing. */
const SCALE = { below: 20, tick: 6 };

/** Which of the marks that not every picture has are on it. */
export type Shown = Readonly<Record<'own' | 'other' | 'zone' | 'marked', boolean>>;

/** The scale and what the marks mean, below the drawing. */
export function drawLegend(frame: Frame, has: Shown, words: PictureWords): Mark[] {
  const { width, height, mapHeight, columns } = frame.size;
  const barM = scaleBarM(frame);
  const barEnd = 20 + round(barM * frame.perM);
  const scaleY = mapHeight + SCALE.below;
  const barText = barM >= 1000 ? `${barM / 1000} km` : `${barM} m`;
  const keys: readonly (readonly [text: string, isShown: boolean, draw: (at: Point) => Mark])[] = [
    [words.track, true, (at) => keyLine('line', at, [0, 20])],
    [words.gap, true, (at) => keyLine('gap', at, [0, 20])],
    [words.stay, true, (at) => keyDot('stay', at, 6)],
    [words.own, has.own, (at) => keyDot('own', at, 7)],
    [words.other, has.other, (at) => keyDot('other', at, 7)],
    [
      words.zone,
      has.zone,
      ([x, y]) => ({ kind: 'rect', style: 'zone', at: [x + 1, y - 6], width: 18, height: 12 }),
    ],
    [words.marked, has.marked, (at) => keyLine('marked', at, [2, 18])],
  ];
  const shown = keys.filter(([, isShown]) => isShown);
  return [
    { kind: 'rect', style: 'paper', at: [0, mapHeight], width, height: height - mapHeight },
    {
      kind: 'polyline',
      style: 'scale',
      points: [
        [20, scaleY - SCALE.tick],
        [20, scaleY],
        [barEnd, scaleY],
        [barEnd, scaleY - SCALE.tick],
      ],
    },
    { kind: 'text', style: 'quiet', at: [barEnd + 8, scaleY + 1], text: barText, anchor: 'start' },
    ...shown.flatMap(([text, , draw], n) => {
      const x = LEGEND.left + (n % columns) * LEGEND.step;
      const y = mapHeight + LEGEND.below + Math.floor(n / columns) * LEGEND.row;
      return [draw([x, y]), writeText({ at: [x + 26, y + 4], text })];
    }),
  ];
}

const keyLine = (style: MarkStyleName, [x, y]: Point, [from, to]: readonly [number, number]): Mark => ({
  kind: 'line',
  style,
  from: [x + from, y],
  to: [x + to, y],
});
const keyDot = (style: MarkStyleName, [x, y]: Point, r: number): Mark => ({
  kind: 'circle',
  style,
  at: [x + 10, y],
  r,
});
