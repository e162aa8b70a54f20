import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useEffect, useRef } from 'react';
import type { LngLat } from '../../server/contract/geo.ts';
import type { PlaceRole } from '../../server/contract/place.ts';

const COLORS = { own: '#1456f0', rival: '#d9730d', other: '#6b4fbb' } as const;
export type PlaceTone = keyof typeof COLORS;

/** A place as it is drawn, WGS-84. */
export type DrawnPlace = Readonly<{
  name: string;
  roles: readonly PlaceRole[];
  center: LngLat;
  radiusM: number;
  polygon?: readonly LngLat[] | undefined;
}>;
type Props = Readonly<{
  label: string;
  place?: DrawnPlace | undefined;
  neighbours: readonly DrawnPlace[];
  /** As it would be. */
  preview?: DrawnPlace | undefined;
}>;

/** Names that stand there without being pointed at. */
const NAMED = 6;

export function toneOf(roles: readonly PlaceRole[]): PlaceTone {
  if (roles.some((role) => role === 'competitor' || role === 'competitor_pickup')) return 'rival';
  const isOwn = roles.some((role) => ['own_store', 'warehouse', 'own_pickup', 'office'].includes(role));
  return isOwn ? 'own' : 'other';
}

/** Places without tiles: no map company learns which ones are looked at. */
export function PlaceMap({ label, place, neighbours, preview }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const middle = preview ?? place;
    if (!box.current || !middle) return undefined;
    const map = L.map(box.current, { attributionControl: false, zoomSnap: 0.25, minZoom: 3 });
    map.fitBounds(boundsOf([place, preview]), { maxZoom: 18 });
    for (const [n, one] of neighbours.entries()) draw(map, one, { isNamed: n < NAMED });
    if (place) draw(map, place, { isNamed: true, isChosen: true });
    if (preview) draw(map, preview, { isNamed: !place, isDashed: true });
    L.control.scale({ imperial: false }).addTo(map);
    return () => {
      map.remove();
    };
  }, [place, neighbours, preview]);
  return <div ref={box} className="mq-map" role="group" aria-label={label} />;
}

/** Leaflet needs a view before it can measure circles, so their extent is worked out from the data. */
function boundsOf(places: readonly (DrawnPlace | undefined)[]): L.LatLngBounds {
  const bounds = L.latLngBounds([]);
  for (const place of places) {
    if (!place) continue;
    const { center, radiusM, polygon } = place;
    if (polygon) for (const { lat, lng } of polygon) bounds.extend([lat, lng]);
    bounds.extend(L.latLng(center.lat, center.lng).toBounds(Math.max(400, 4 * radiusM)));
  }
  return bounds;
}

type How = Readonly<{ isNamed: boolean; isChosen?: boolean; isDashed?: boolean }>;

function draw(map: L.Map, place: DrawnPlace, { isNamed, isChosen = false, isDashed = false }: How): void {
  const { name, roles, center, radiusM, polygon } = place;
  const color = COLORS[toneOf(roles)];
  const line = {
    color,
    weight: isChosen || isDashed ? 3 : 1.5,
    fillOpacity: isDashed ? 0 : 0.12,
    interactive: !isNamed,
    ...(isDashed && { dashArray: '4 6' }),
  };
  const shape = polygon
    ? L.polygon(
        polygon.map(({ lat, lng }): L.LatLngTuple => [lat, lng]),
        line,
      )
    : L.circle([center.lat, center.lng], { ...line, radius: radiusM });
  const text = document.createElement('span');
  text.textContent = name;
  if (!isDashed || isNamed)
    shape.bindTooltip(text, { permanent: isNamed, direction: 'top', className: 'mq-map-label' });
  shape.addTo(map);
  L.circleMarker([center.lat, center.lng], {
    radius: isChosen ? 6 : 4,
    color,
    weight: 2,
    fillColor: '#fff',
    fillOpacity: 1,
    interactive: false,
  }).addTo(map);
}
