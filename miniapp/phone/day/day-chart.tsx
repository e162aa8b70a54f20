import { useCallback, useRef } from 'react';
import UPlot from 'uplot';
import { useChart, type DrawChart } from '../../parts/use-chart.ts';

const HEIGHT_PX = 130;
const MIN_WIDTH_PX = 200;

/** One bar a day; a day without data has no bar, never a zero. */
export function DayChart({
  title,
  days,
}: {
  title: string;
  days: readonly (readonly [string, number | null])[];
}) {
  const box = useRef<HTMLDivElement>(null);
  const draw = useCallback<DrawChart>(
    (width) => ({ options: optionsFor(width), data: dataOf(days) }),
    [days],
  );
  useChart(box, MIN_WIDTH_PX, draw);
  const spoken = days
    .map(([day, value]) => `${day.slice(5)} ${value === null ? '–' : value.toFixed(1)}`)
    .join(', ');
  return (
    <figure className="mq-chart">
      <figcaption>{title}</figcaption>
      <div ref={box} className="mq-chart-box" role="img" aria-label={`${title}: ${spoken}`} />
    </figure>
  );
}

function dataOf(days: readonly (readonly [string, number | null])[]): UPlot.AlignedData {
  return [days.map(([day]) => Number(day.slice(8))), days.map(([, value]) => value)];
}

function optionsFor(width: number): UPlot.Options {
  const bars = UPlot.paths.bars?.({ size: [0.6, 18, 3] });
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, 32] },
      y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.15)] },
    },
    axes: [
      { grid: { show: false }, splits: () => [1, 5, 10, 15, 20, 25, 30], size: 26 },
      {
        size: 34,
        splits: (_chart, _axis, _min, max) => [0, max / 2, max].map((tick) => Number(tick.toFixed(0))),
      },
    ],
    series: [
      {},
      {
        fill: '#1456f0',
        stroke: '#1456f0',
        width: 0,
        points: { show: false },
        ...(bars ? { paths: bars } : {}),
      },
    ],
  };
}
