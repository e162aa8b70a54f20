import type { ShiftView } from '../../../server/contract/views.ts';
import { offsetM, toWgs84 } from '../../parts/geo.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTexts } from '../../texts/language.tsx';
import type { Texts } from '../../texts/zh.ts';
import type { Reading } from '../../track/database.ts';
import { distanceM } from '../../track/distance.ts';
import { layOutGps, type GpsLayout } from './gps-layout.ts';

const SIZE = { width: 320, height: 168 } as const;
const GOOD_M = 30;
const FAIR_M = 100;
/** Characters of a place's name that fit beside its circle. */
const NAME_LENGTH = 12;

type Place = NonNullable<ShiftView['place']>;

/** A small map without tiles: the place and its circle, where the phone thinks it is and how sure it is, distance, scale and north. */
export function GpsPicture({ reading, place }: { reading: Reading | undefined; place: Place | undefined }) {
  const texts = useTexts();
  const format = useFormat();
  if (!reading) return <p className="mq-muted">{texts.phone.gps.none}</p>;
  const here = toWgs84(reading);
  const { accuracyM } = reading;
  const quality = qualityOf(accuracyM);
  const metres = place && distanceM(here, place.center);
  const isInside = place !== undefined && metres !== undefined && metres <= place.radiusM;
  const where = place && metres !== undefined ? distanceText(metres, place, texts) : texts.phone.gps.noPlace;
  const layout = layOutGps(SIZE, {
    accuracyM,
    ...(place && { place: { radiusM: place.radiusM, you: offsetM(place.center, here) } }),
  });
  return (
    <figure className="mq-gps">
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        aria-label={format.named(
          texts.phone.gps.picture,
          format.phrases([where, texts.phone.gps[quality](Math.round(accuracyM))]),
        )}
      >
        <Ground grid={layout.grid} />
        <Marks layout={layout} tone={quality} name={place?.name} />
        {!isInside && metres !== undefined && <Distance layout={layout} text={lengthText(metres, texts)} />}
        <Legend scale={layout.scale} />
      </svg>
      <figcaption>
        <span className={`mq-quality mq-quality-${quality}`}>
          {texts.phone.gps[quality](Math.round(accuracyM))}
        </span>
        <span>{where}</span>
      </figcaption>
    </figure>
  );
}

function Ground({ grid: { step, left, top } }: Pick<GpsLayout, 'grid'>) {
  const lines = (from: number, to: number): number[] =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, n) => from + n * step);
  const across = lines(left, SIZE.width).map((x) => `M${x} 0V${SIZE.height}`);
  const along = lines(top, SIZE.height).map((y) => `M0 ${y}H${SIZE.width}`);
  return <path className="mq-svg-ground" d={[...across, ...along].join('')} />;
}

type MarksProps = { layout: GpsLayout; tone: 'good' | 'fair' | 'poor'; name: string | undefined };

function Marks({ layout: { you, place }, tone, name = '' }: MarksProps) {
  const texts = useTexts().phone.gps;
  const shown = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
  // The names stand on the far sides, so that they never cover each other.
  const isPlaceAbove = place === undefined || place.y <= you.y;
  return (
    <>
      {place && (
        <>
          <circle className="mq-svg-place" cx={place.x} cy={place.y} r={place.r} />
          <path
            className="mq-svg-pin"
            d={`M${place.x - 5} ${place.y - 4}h10v9h-10zm-2 0l7-6l7 6`}
            aria-hidden
          />
          <line className="mq-svg-line" x1={place.x} y1={place.y} x2={you.x} y2={you.y} />
          <Label x={place.x} y={isPlaceAbove ? place.y - 14 : place.y + 22} text={shown} />
        </>
      )}
      <circle className={`mq-svg-ring mq-svg-ring-${tone}`} cx={you.x} cy={you.y} r={you.ringR} />
      <circle className={`mq-svg-you mq-svg-you-${tone}`} cx={you.x} cy={you.y} r={6} />
      <Label x={you.x} y={isPlaceAbove ? you.y + 22 : you.y - 13} text={texts.you} />
    </>
  );
}

function Distance({ layout: { you, place }, text }: { layout: GpsLayout; text: string }) {
  if (!place || Math.hypot(you.x - place.x, you.y - place.y) < 70) return null;
  return <Label x={(you.x + place.x) / 2} y={(you.y + place.y) / 2 - 4} text={text} />;
}

function Label({ x, y, text }: { x: number; y: number; text: string }) {
  const half = Math.min(SIZE.width / 2 - 4, text.length * 6);
  const within = Math.min(SIZE.width - 4 - half, Math.max(4 + half, x));
  return (
    <text className="mq-svg-label" x={within} y={Math.min(SIZE.height - 4, Math.max(13, y))}>
      {text}
    </text>
  );
}

function Legend({ scale: { metres, width, left } }: Pick<GpsLayout, 'scale'>) {
  const texts = useTexts();
  const y = SIZE.height - 10;
  const north = { x: SIZE.width - 16, y: 12 };
  return (
    <>
      <path className="mq-svg-scale" d={`M${left} ${y - 5}v5h${width}v-5`} />
      <text className="mq-svg-small" x={left + width + 6} y={y + 1}>
        {lengthText(metres, texts)}
      </text>
      <path className="mq-svg-north" d={`M${north.x} ${north.y - 4}l5 13l-5 -3.5l-5 3.5z`} />
      <text className="mq-svg-small mq-svg-centred" x={north.x} y={north.y + 21}>
        {texts.phone.gps.north}
      </text>
    </>
  );
}

function qualityOf(accuracyM: number): 'good' | 'fair' | 'poor' {
  if (accuracyM <= GOOD_M) return 'good';
  return accuracyM <= FAIR_M ? 'fair' : 'poor';
}

const lengthText = (metres: number, texts: Texts): string =>
  metres < 1000
    ? texts.metres(Math.round(metres))
    : texts.kilometres(metres % 1000 === 0 ? String(metres / 1000) : (metres / 1000).toFixed(1));

const distanceText = (metres: number, place: Place, texts: Texts): string =>
  metres <= place.radiusM
    ? texts.phone.gps.inside(place.name)
    : texts.phone.gps.distance(lengthText(metres, texts), place.name);
