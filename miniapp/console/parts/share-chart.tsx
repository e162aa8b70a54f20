import { useCallback, useRef } from 'react';
import UPlot from 'uplot';
import { useChart, type DrawChart } from '../../parts/use-chart.ts';

export type SharePoint = Readonly<{ label: string; share: number; low: number; high: number }>;

const HEIGHT_PX = 220;
const MIN_WIDTH_PX = 200;
const WHISKER_PX = 6;
/** A name needs about this much beside its neighbours; where there is less, names stand upright. */
const NAME_PX = 170;
const UPRIGHT_DEG = -90;
const NAMES_PX = 34;
const AXIS_FONT =
  "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";
const NAME_GAP_PX = 18;

/** Shares with their intervals, side by side, and a line below which something happens. */
export function ShareChart({
  title,
  points,
  bar,
}: {
  title: string;
  points: readonly SharePoint[];
  bar: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const draw = useCallback<DrawChart>(
    (width) =>
      points.length === 0 ? null : { options: optionsFor(width, points, bar), data: dataOf(points) },
    [points, bar],
  );
  useChart(box, MIN_WIDTH_PX, draw);
  const spoken = points.map(({ label, share }) => `${label} ${Math.round(share * 100)}%`).join(', ');
  return (
    <figure className="mq-share-chart">
      <figcaption>{title}</figcaption>
      <div ref={box} className="mq-chart-box" role="img" aria-label={`${title}: ${spoken}`} />
    </figure>
  );
}

const dataOf = (points: readonly SharePoint[]): UPlot.AlignedData => [
  points.map((_, at) => at),
  points.map(({ share }) => share * 100),
];

function optionsFor(width: number, points: readonly SharePoint[], bar: number): UPlot.Options {
  const isTight = width / points.length < NAME_PX;
  const namesPx = isTight ? longestNamePx(points) + NAME_GAP_PX : NAMES_PX;
  const bars = UPlot.paths.bars?.({ size: [0.5, 46, 8] });
  return {
    width,
    height: HEIGHT_PX + namesPx - NAMES_PX,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [-0.6, points.length - 0.4] }, y: { range: [0, 100] } },
    axes: [
      {
        grid: { show: false },
        splits: () => points.map((_, at) => at),
        values: (_chart, splits) => splits.map((at) => points[at]?.label ?? ''),
        font: AXIS_FONT,
        size: namesPx,
        ...(isTight && { rotate: UPRIGHT_DEG }),
      },
      {
        size: 56,
        splits: () => [0, 25, 50, 75, 100],
        values: (_chart, splits) => splits.map((y) => `${y}%`),
      },
    ],
    series: [
      {},
      {
        fill: '#9dbbff',
        stroke: '#1456f0',
        width: 0,
        points: { show: false },
        ...(bars ? { paths: bars } : {}),
      },
    ],
    hooks: { draw: [(chart) => drawIntervals(chart, points, bar)] },
  };
}

function longestNamePx(points: readonly SharePoint[]): number {
  const ctx = document.createElement('canvas').getContext('2d');
  if (!ctx) return NAME_PX;
  ctx.font = AXIS_FONT;
  return Math.ceil(Math.max(...points.map(({ label }) => ctx.measureText(label).width)));
}

function drawIntervals(chart: UPlot, points: readonly SharePoint[], bar: number): void {
  const { ctx } = chart;
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.strokeStyle = '#1f2329';
  points.forEach(({ low, high }, at) => {
    const x = chart.valToPos(at, 'x', true);
    const [top, bottom] = [chart.valToPos(high * 100, 'y', true), chart.valToPos(low * 100, 'y', true)];
    const half = WHISKER_PX * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    for (const y of [top, bottom]) {
      ctx.moveTo(x - half, y);
      ctx.lineTo(x + half, y);
    }
    ctx.stroke();
  });
  ctx.strokeStyle = '#d83931';
  ctx.beginPath();
  ctx.moveTo(chart.bbox.left, chart.valToPos(bar * 100, 'y', true));
  ctx.lineTo(chart.bbox.left + chart.bbox.width, chart.valToPos(bar * 100, 'y', true));
  ctx.stroke();
  ctx.restore();
}
