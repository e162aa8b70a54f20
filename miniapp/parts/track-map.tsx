import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useEffect, useRef } from 'react';
import type { TrackView } from '../../server/contract/views.ts';
import { useLanguage } from '../texts/language.tsx';
import type { Texts } from '../texts/zh.ts';
import { useFormat } from './format.tsx';
import type { Format } from './format.tsx';
import { segmentsOf } from './track-segments.ts';

const OWN_COLOR = '#1456f0';
const OTHER_COLOR = '#d9730d';
const STAY_COLOR = '#6b4fbb';

/** What a map shows; the drawn picture stands elsewhere. */
type Mapped = Omit<TrackView, 'picture'>;

/** A drawn map without tiles: no map company learns where people were. */
export function TrackMap({ track }: { track: Mapped }) {
  const { texts } = useLanguage();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const map = L.map(box.current, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.25,
      minZoom: 3,
    });
    map.fitBounds(boundsOf(track), { maxZoom: 18 });
    draw({ map, track, texts, format });
    const { zoomIn: zoomInTitle, zoomOut: zoomOutTitle } = texts.map;
    L.control.zoom({ position: 'bottomright', zoomInTitle, zoomOutTitle }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    return () => {
      map.remove();
    };
  }, [track, texts, format]);
  return (
    <figure className="mq-map-figure">
      <div ref={box} className="mq-map" role="group" aria-label={texts.map.label} />
      <figcaption aria-label={texts.map.legend}>
        <span className="mq-key mq-key-own">{texts.map.own}</span>
        <span className="mq-key mq-key-other">{texts.map.rival}</span>
        <span className="mq-key mq-key-stay">{texts.map.stay}</span>
        {track.gaps.length > 0 && <span>{texts.map.gap}</span>}
      </figcaption>
    </figure>
  );
}

type Drawing = { map: L.Map; track: Mapped; texts: Texts; format: Format };

/** Leaflet needs a view before it can measure circles, so their extent is worked out from the data. */
function boundsOf({ points, stays, places }: Mapped): L.LatLngBounds {
  const bounds = L.latLngBounds([]);
  for (const { lat, lng } of points) bounds.extend([lat, lng]);
  for (const { lat, lng, accuracyM } of stays) bounds.extend(L.latLng(lat, lng).toBounds(2 * accuracyM));
  for (const { center, radiusM } of places)
    bounds.extend(L.latLng(center.lat, center.lng).toBounds(2 * radiusM));
  return bounds.isValid() ? bounds.pad(0.25) : L.latLngBounds([-60, -180], [60, 180]);
}

function draw({ map, track, texts, format }: Drawing): void {
  for (const place of track.places) {
    const color =
      place.roles.includes('own_store') || place.roles.includes('office') ? OWN_COLOR : OTHER_COLOR;
    const name = document.createElement('span');
    name.textContent = place.name;
    const centre: L.LatLngTuple = [place.center.lat, place.center.lng];
    L.circle(centre, {
      radius: place.radiusM,
      color,
      weight: 1.5,
      fillOpacity: 0.12,
      interactive: false,
    })
      .bindTooltip(name, { permanent: true, direction: 'auto', className: 'mq-map-label' })
      .addTo(map);
    L.circleMarker(centre, {
      radius: 6,
      color,
      weight: 2,
      fillColor: '#fff',
      fillOpacity: 1,
      interactive: false,
    }).addTo(map);
  }
  for (const { points, isGap } of segmentsOf(track)) {
    const line = points.map(({ lat, lng }): L.LatLngTuple => [lat, lng]);
    L.polyline(line, {
      color: '#4e5969',
      weight: 2,
      interactive: false,
      ...(isGap ? { dashArray: '2 6', opacity: 0.6 } : {}),
    }).addTo(map);
  }
  for (const stay of track.stays) {
    const tip = texts.map.stayTip(format.time(stay.startAt), format.time(stay.endAt), stay.fixes);
    L.circle([stay.lat, stay.lng], {
      radius: stay.accuracyM,
      color: STAY_COLOR,
      weight: 1,
      fillOpacity: 0.15,
      interactive: false,
    }).addTo(map);
    const marker = L.circleMarker([stay.lat, stay.lng], {
      radius: 5,
      color: '#fff',
      weight: 1.5,
      fillColor: STAY_COLOR,
      fillOpacity: 1,
    })
      .bindTooltip(tip)
      .addTo(map);
    // The keyboard stops there to show the tip: who does not see it hears it.
    marker.getElement()?.setAttribute('role', 'img');
    marker.getElement()?.setAttribute('aria-label', tip);
  }
}
