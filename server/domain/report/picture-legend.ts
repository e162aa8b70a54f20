import type { PictureWords } from '../../contract/texts/track-picture.ts';
import { HEIGHT, MAP_HEIGHT, round, scaleBarM, WIDTH, type Frame } from './picture-frame.ts';
import { writeText, type Mark, type MarkStyleName } from './picture-marks.ts';

/** Where the legend's keys stand, and how far apart. */
const LEGEND = { y: 498, left: 20, step: 98 };

/** Which of the marks that not every picture has are on it. */
export type Shown = Readonly<Record<'own' | 'other' | 'zone' | 'marked', boolean>>;

/** The scale and what the marks mean, below the drawing. */
export function drawLegend(frame: Frame, has: Shown, words: PictureWords): Mark[] {
  const barM = scaleBarM(frame);
  const barEnd = 20 + round(barM * frame.perM);
  const barText = barM >= 1000 ? `${barM / 1000} km` : `${barM} m`;
  const keys: readonly (readonly [text: string, isShown: boolean, draw: (x: number) => Mark])[] = [
    [words.track, true, (x) => keyLine('line', [x, x + 20])],
    [words.gap, true, (x) => keyLine('gap', [x, x + 20])],
    [words.stay, true, (x) => keyDot('stay', x + 10, 6)],
    [words.own, has.own, (x) => keyDot('own', x + 10, 7)],
    [words.other, has.other, (x) => keyDot('other', x + 10, 7)],
    [
      words.zone,
      has.zone,
      (x) => ({ kind: 'rect', style: 'zone', at: [x + 1, LEGEND.y - 6], width: 18, height: 12 }),
    ],
    [words.marked, has.marked, (x) => keyLine('marked', [x + 2, x + 18])],
  ];
  const shown = keys.filter(([, isShown]) => isShown);
  return [
    { kind: 'rect', style: 'paper', at: [0, MAP_HEIGHT], width: WIDTH, height: HEIGHT - MAP_HEIGHT },
    {
      kind: 'polyline',
      style: 'scale',
      points: [
        [20, 466],
        [20, 472],
        [barEnd, 472],
        [barEnd, 466],
      ],
    },
    { kind: 'text', style: 'quiet', at: [barEnd + 8, 473], text: barText, anchor: 'start' },
    ...shown.flatMap(([text, , draw], n) => {
      const x = LEGEND.left + n * LEGEND.step;
      return [draw(x), writeText({ at: [x + 26, LEGEND.y + 4], text })];
    }),
  ];
}

const keyLine = (style: MarkStyleName, [from, to]: readonly [number, number]): Mark => ({
  kind: 'line',
  style,
  from: [from, LEGEND.y],
  to: [to, LEGEND.y],
});
const keyDot = (style: MarkStyleName, x: number, r: number): Mark => ({
  kind: 'circle',
  style,
  at: [x, LEGEND.y],
  r,
});
