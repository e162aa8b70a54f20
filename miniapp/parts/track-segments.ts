import type { TrackView } from '../../server/contract/views.ts';

type Segment = { points: TrackView['points']; isGap: boolean };

/** Solid pieces where there is data, a dashed bridge over each gap: a gap is drawn as not known, never as a way taken. */
export function segmentsOf({ points, gaps }: Pick<TrackView, 'points' | 'gaps'>): Segment[] {
  const segments: Segment[] = [];
  let solid: TrackView['points'] = [];
  for (const point of points) {
    const before = solid[solid.length - 1];
    if (before && isAcrossGap(before.at, point.at, gaps)) {
      segments.push({ points: solid, isGap: false }, { points: [before, point], isGap: true });
      solid = [];
    }
    solid.push(point);
  }
  if (solid.length > 0) segments.push({ points: solid, isGap: false });
  return segments;
}

function isAcrossGap(fromAt: string, toAt: string, gaps: TrackView['gaps']): boolean {
  const [from, to] = [Date.parse(fromAt), Date.parse(toAt)];
  return gaps.some(({ startAt, endAt }) => from <= Date.parse(startAt) && to >= Date.parse(endAt));
}
