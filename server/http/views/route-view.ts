import type { LngLat } from '../../contract/geo.ts';
import type { MapPoint, RouteView } from '../../contract/route.ts';
import { fromWgs84, isShifted } from '../../domain/geo/datum.ts';
import type { DayRoute } from '../../flow/route/day-route.ts';
import type { DayStop } from '../../flow/route/day-stops.ts';

/** A day's route as its own person sees it. */
export function routeView(found: DayRoute): RouteView {
  const { route, stopById, start, isOutsideZone } = found;
  const stopView = ({ id, kind, taskId, name, window }: DayStop) => ({
    id,
    kind,
    ...(taskId !== undefined && { taskId }),
    ...(name !== undefined && { name }),
    ...(window && {
      window: { fromAt: window.startAt.toISOString(), toAt: window.endAt.toISOString() },
    }),
  });
  const end = route.visits.at(-1)?.leaveAt;
  return {
    day: found.day,
    from: found.from,
    mode: found.mode,
    startAt: found.startAt.toISOString(),
    ...(start && { startName: start.name }),
    ...(end && { endAt: end.toISOString() }),
    distanceM: Math.round(route.distanceM),
    lateMin: Math.ceil(route.lateMin),
    hasZone: found.zones.length > 0,
    zones: [...found.zoneDays],
    isOff: found.isOff,
    stops: route.visits.flatMap((visit) => {
      const stop = stopById.get(visit.id);
      if (!stop?.point) return [];
      return [
        {
          ...stopView(stop),
          point: stop.point,
          map: onMap(stop.point),
          isOutsideZone: isOutsideZone(stop.point),
          wayM: Math.round(visit.wayM),
          arriveAt: visit.arriveAt.toISOString(),
          beginAt: visit.beginAt.toISOString(),
          leaveAt: visit.leaveAt.toISOString(),
          waitMin: Math.round(visit.waitMin),
          restMin: Math.round((+visit.beginAt - +visit.arriveAt) / 60_000 - visit.waitMin),
          lateMin: Math.ceil(visit.lateMin),
        },
      ];
    }),
    left: found.left.map(({ stop, why }) => ({
      ...stopView(stop),
      ...(stop.point && { point: stop.point, map: onMap(stop.point) }),
      isOutsideZone: stop.point !== undefined && isOutsideZone(stop.point),
      why,
    })),
    done: found.done.map(stopView),
  };
}

/** Where public maps of the place's country show it. */
function onMap(point: LngLat): MapPoint {
  const datum = isShifted(point) ? 'gcj02' : 'wgs84';
  return { ...fromWgs84(point, datum), datum };
}
