import type { LngLat } from '../../contract/geo.ts';
import type { TravelMode } from '../../contract/route.ts';
import type { Interval } from '../interval.ts';

/** Something to do at a place, WGS-84. */
export type RouteStop = Readonly<{
  id: string;
  point: LngLat;
  serviceMin: number;
  /** When it may begin; absent: at any time. */
  window?: Interval;
  /** A waybill is delivered late rather than never; a shop that is closed is not visited. */
  mayBeLate?: boolean;
  /** The stop that must come before: the pickup of a drop. */
  afterId?: string;
}>;

/** A day to plan: where and when it starts, its stops, how the person travels, and the working time. */
export type RouteInput = Readonly<{
  /** Without a point the first stop costs no way. */
  start: Readonly<{ at: Date; point?: LngLat }>;
  stops: readonly RouteStop[];
  mode: TravelMode;
  /** Time in which there is travel and work, in order: the shift without its breaks and leave. */
  working: readonly Interval[];
}>;

type RouteVisit = Readonly<{
  id: string;
  /** Metres from the stop before. */
  wayM: number;
  arriveAt: Date;
  beginAt: Date;
  leaveAt: Date;
  /** Minutes of working time at its door. */
  waitMin: number;
  /** Minutes after its window. */
  lateMin: number;
}>;

/** A planned order of stops: metres of way and minutes of lateness are of the whole route. */
export type Route = Readonly<{
  visits: readonly RouteVisit[];
  /** Stops that do not fit: their window is missed, the shift is over, or the stop before them is not in the route. */
  left: readonly Readonly<{ id: string; why: 'window' | 'shift' | 'pickup' }>[];
  distanceM: number;
  lateMin: number;
}>;
