import type { LngLat } from '../../server/contract/geo.ts';
import type { ShiftView } from '../../server/contract/views.ts';
import { offsetM, toWgs84 } from '../parts/geo.ts';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh.ts';
import type { Reading } from '../track/database.ts';
import { distanceM } from '../track/distance.ts';

const WIDTH = 320;
const HEIGHT = 132;
const GOOD_M = 30;
const FAIR_M = 100;

type Place = NonNullable<ShiftView['place']>;

/** Where the phone thinks it is, how sure it is, and how far the planned place is. */
export function GpsPicture({ reading, place }: { reading: Reading | undefined; place: Place | undefined }) {
  const texts = useTexts();
  if (!reading) return <p className="mq-muted">{texts.phone.gps.none}</p>;
  const here = toWgs84(reading);
  const quality = qualityOf(reading.accuracyM);
  return (
    <figure className="mq-gps">
      <Sketch here={here} accuracyM={reading.accuracyM} place={place} label={texts.phone.gps.picture} />
      <figcaption>
        <span className={`mq-quality mq-quality-${quality}`}>
          {texts.phone.gps[quality](Math.round(reading.accuracyM))}
        </span>
        <span>
          {place ? distanceText(distanceM(here, place.center), place, texts) : texts.phone.gps.noPlace}
        </span>
      </figcaption>
    </figure>
  );
}

type SketchProps = { here: LngLat; accuracyM: number; place: Place | undefined; label: string };

function Sketch({ here, accuracyM, place, label }: SketchProps) {
  const centre = place?.center ?? here;
  const { xM, yM } = offsetM(centre, here);
  const reachM = Math.max(Math.abs(xM) / 2, Math.abs(yM)) + Math.max(accuracyM, 10);
  const perM = (HEIGHT / 2 - 10) / Math.max(reachM, place?.radiusM ?? 0, 20);
  const you = { x: WIDTH / 2 + xM * perM, y: HEIGHT / 2 - yM * perM };
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {place && (
        <>
          <circle
            className="mq-svg-place"
            cx={WIDTH / 2}
            cy={HEIGHT / 2}
            r={Math.max(4, place.radiusM * perM)}
          />
          <path
            className="mq-svg-pin"
            d={`M ${WIDTH / 2 - 5} ${HEIGHT / 2 - 4} h 10 v 9 h -10 z m -2 0 l 7 -6 l 7 6`}
          />
          <line className="mq-svg-line" x1={WIDTH / 2} y1={HEIGHT / 2} x2={you.x} y2={you.y} />
        </>
      )}
      <circle className="mq-svg-ring" cx={you.x} cy={you.y} r={Math.max(7, accuracyM * perM)} />
      <circle className="mq-svg-you" cx={you.x} cy={you.y} r={5} />
    </svg>
  );
}

function qualityOf(accuracyM: number): 'good' | 'fair' | 'poor' {
  if (accuracyM <= GOOD_M) return 'good';
  return accuracyM <= FAIR_M ? 'fair' : 'poor';
}

function distanceText(metres: number, place: Place, texts: Texts): string {
  if (metres <= place.radiusM) return texts.phone.gps.inside(place.name);
  const shown =
    metres < 1000 ? texts.metres(Math.round(metres)) : texts.kilometres((metres / 1000).toFixed(1));
  return texts.phone.gps.distance(shown, place.name);
}
