import { z } from 'zod';
import { LngLatSchema } from './geo.ts';

const at = z.iso.datetime();

/** How a person gets around. */
export const TravelModeSchema = z.enum(['walk', 'ebike', 'car']);
export type TravelMode = z.infer<typeof TravelModeSchema>;

/** `now`: what is still to do, from now on; `day`: the whole day from the shift's start. */
export const RouteFromSchema = z.enum(['now', 'day']);
export type RouteFrom = z.infer<typeof RouteFromSchema>;

/** A point as a map app takes it. */
export const MapPointSchema = z.strictObject({ ...LngLatSchema.shape, datum: z.enum(['wgs84', 'gcj02']) });
export type MapPoint = z.infer<typeof MapPointSchema>;

/** A planned visit, or a waybill task; its point is the company's own record, WGS-84. */
const RouteStopViewSchema = z.strictObject({
  id: z.string(),
  /** Of a waybill task: what it is ticked off by. */
  taskId: z.string().optional(),
  kind: z.enum(['visit', 'pickup', 'drop', 'wait']),
  /** Absent where no place of the company's is near a task. */
  name: z.string().optional(),
  point: LngLatSchema,
  map: MapPointSchema,
  /** When it may begin. */
  window: z.strictObject({ fromAt: at, toAt: at }).optional(),
  isOutsideZone: z.boolean(),
});

/**
 * Why a stop is not in the route: missed window, shift too short, its pickup is not in it either, its time is over, no known place, more
 * stops than a route is planned for.
 */
export const RouteMissSchema = z.enum(['window', 'shift', 'pickup', 'over', 'place', 'many']);
export type RouteMiss = z.infer<typeof RouteMissSchema>;

/** Reply of GET /api/v1/my/route: a help for the person alone; nobody is judged by it. */
export const RouteViewSchema = z.strictObject({
  day: z.iso.date(),
  from: RouteFromSchema,
  mode: TravelModeSchema,
  startAt: at,
  /** Where it begins; absent: at the first stop. */
  startName: z.string().optional(),
  /** End of the last stop. */
  endAt: at.optional(),
  /** Metres of all ways, by the straight line and its detour. */
  distanceM: z.number().int(),
  lateMin: z.number().int(),
  hasZone: z.boolean(),
  /** The person's zones today, with the last day where there is one, and what was assigned from a later day on. */
  zones: z.array(
    z.strictObject({ name: z.string(), fromDay: z.iso.date().optional(), lastDay: z.iso.date().optional() }),
  ),
  /** No working time is planned for the day. */
  isOff: z.boolean(),
  stops: z.array(
    RouteStopViewSchema.extend({
      /** Metres from the stop before. */
      wayM: z.number().int(),
      arriveAt: at,
      beginAt: at,
      leaveAt: at,
      /** Minutes at the door before it begins: of working time, and of a break. */
      waitMin: z.number().int(),
      restMin: z.number().int(),
      lateMin: z.number().int(),
    }),
  ),
  left: z.array(
    RouteStopViewSchema.partial({ point: true, map: true }).extend({
      why: RouteMissSchema,
    }),
  ),
  /** Visits that were logged, and tasks the person ticked off. */
  done: z.array(RouteStopViewSchema.omit({ point: true, map: true, isOutsideZone: true })),
});
export type RouteView = z.infer<typeof RouteViewSchema>;

/** Body of PUT /api/v1/my/route/tasks/:taskId, and its reply. */
export const TaskMarkSchema = z.strictObject({ isDone: z.boolean() });
export type TaskMark = z.infer<typeof TaskMarkSchema>;
