import type { PlaceDetail } from '../../../server/contract/place-desk.ts';
import type { PuttingView } from '../../../server/contract/putting.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consolePlaceTexts, type ConsolePlaceTexts } from '../../texts/screens/console-places.ts';
import { Kinds } from './places.tsx';

/** What is kept of a place, who said it last, and who is its master. */
export function PlaceFacts({ place }: { place: PlaceDetail }) {
  const texts = useTable(consolePlaceTexts);
  const format = useFormat();
  const { id, roles, floor, regionName, center, radiusM, polygon, sourceDatum, wifiBssids } = place;
  const said = (putting: PuttingView): string => saidBy(putting, texts, format.dateTime);
  const rows: readonly (readonly [string, string | undefined])[] = [
    [texts.facts.id, id],
    [texts.facts.region, regionName ?? texts.noRegion],
    [texts.facts.floor, floor],
    [texts.facts.reach, polygon ? texts.corners(polygon.length) : texts.radius(Math.round(radiusM))],
    [texts.facts.center, `${center.lng.toFixed(6)}, ${center.lat.toFixed(6)}`],
    [texts.facts.datum, texts.datums[sourceDatum]],
    [texts.facts.wifi, wifiBssids?.join(', ')],
    [texts.facts.last, said(place.last)],
    [texts.facts.why, place.why],
    [texts.facts.record, place.record && said(place.record)],
  ];
  return (
    <>
      <dl className="mq-place-facts">
        <dt>{texts.facts.kinds}</dt>
        <dd>
          <Kinds roles={roles} />
        </dd>
        {rows.map(
          ([title, text]) =>
            text !== undefined && (
              <div key={title} style={{ display: 'contents' }}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="mq-muted">{noteOf(place, texts)}</p>
    </>
  );
}

function noteOf({ record, last }: PlaceDetail, texts: ConsolePlaceTexts): string {
  if (record) return texts.held;
  return last.from === 'console' ? '' : texts.master;
}

function saidBy(
  { from, by = '', at }: PuttingView,
  texts: ConsolePlaceTexts,
  when: (at: string) => string,
): string {
  return [texts.from[from](by), ...(at === undefined ? [] : [when(at)])].join(' · ');
}
