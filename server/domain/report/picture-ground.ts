import type { Place } from '../geo/place.ts';
import { round, scaleBarM, type Frame } from './picture-frame.ts';
import type { Mark } from './picture-marks.ts';

/** An area of the company's in the picture. */
export function drawZone(frame: Frame, zone: Pick<Place, 'center' | 'radiusM' | 'polygon'>): Mark {
  const { center, radiusM, polygon } = zone;
  if (polygon) return { kind: 'polygon', style: 'zone', points: polygon.map(frame.at) };
  return { kind: 'circle', style: 'zone', at: frame.at(center), r: round(Math.max(4, radiusM * frame.perM)) };
}

/** A strip below the map with the bar of its scale. */
export function drawScaleStrip(frame: Frame): Mark[] {
  const { width, height, mapHeight } = frame.size;
  const barM = scaleBarM(frame);
  const y = mapHeight + 18;
  const end = 20 + round(barM * frame.perM);
  const text = barM >= 1000 ? `${barM / 1000} km` : `${barM} m`;
  return [
    { kind: 'rect', style: 'paper', at: [0, mapHeight], width, height: height - mapHeight },
    { kind: 'line', style: 'scale', from: [20, y], to: [end, y] },
    { kind: 'text', style: 'quiet', at: [end + 8, y + 4], text, anchor: 'start' },
  ];
}
