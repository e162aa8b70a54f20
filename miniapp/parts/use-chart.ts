import { useEffect, type RefObject } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** What is drawn in a box of some width; null = nothing. */
export type DrawChart = (
  widthPx: number,
) => Readonly<{ options: UPlot.Options; data: UPlot.AlignedData }> | null;

/** Keeps a chart as wide as its box: windows are resized, pages zoomed, phones turned. `draw` is the same as long as the data is. */
export function useChart(box: RefObject<HTMLElement | null>, minWidthPx: number, draw: DrawChart): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let chart: UPlot | undefined;
    const fit = (): void => {
      const width = Math.max(minWidthPx, element.clientWidth);
      if (chart?.width === width) return;
      chart?.destroy();
      const drawn = draw(width);
      chart = drawn ? new UPlot(drawn.options, drawn.data, element) : undefined;
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart?.destroy();
    };
  }, [box, minWidthPx, draw]);
}
