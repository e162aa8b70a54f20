import type { Datum, LngLat } from '../../../server/contract/geo.ts';
import { offsetM, toWgs84 } from '../../parts/geo.ts';
import { mapServiceApi } from '../../map-service-api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { consolePlaceTexts } from '../../texts/screens/console-places.ts';
import { Note } from '../parts/action-panel.tsx';
import { AddressSearch } from './address-search.tsx';
import { Choose } from '../parts/choose.tsx';
import { Field } from '../parts/field.tsx';
import { pasted, spotOf, type PlaceDraft } from './place-draft.ts';

const DATUMS: readonly (Datum | '')[] = ['', 'gcj02', 'bd09', 'wgs84'];
const POLYGON_MAX = 20_000;
type Props = Readonly<{
  draft: PlaceDraft;
  /** Where it is now, WGS-84. */
  from: LngLat | undefined;
  onChange: (change: Partial<PlaceDraft>) => void;
}>;

/** A position with the datum it is said in, and how far the place reaches. */
export function PlaceSpot({ draft, from, onChange }: Props) {
  const texts = useTable(consolePlaceTexts);
  const { data } = useLoad(() => mapServiceApi.settings(), 'map-service');
  return (
    <>
      {data?.settings && (
        <AddressSearch
          service={data.settings.service}
          onFound={({ center, datum }) =>
            onChange({ lng: center.lng.toFixed(6), lat: center.lat.toFixed(6), datum })
          }
        />
      )}
      <Choose
        label={texts.datum}
        value={draft.datum}
        options={DATUMS}
        words={{ '': texts.chooseDatum, ...texts.datums }}
        onChange={(datum) => onChange({ datum })}
      />
      <span className="mq-muted">{texts.datumHint}</span>
      <div className="mq-form-pairs">
        <Field label={texts.lng} value={draft.lng} max={60} onChange={(lng) => onChange(pasted(lng))} />
        <Field label={texts.lat} value={draft.lat} max={30} onChange={(lat) => onChange({ lat })} />
      </div>
      <Field
        label={texts.radiusM}
        value={draft.radiusM}
        max={8}
        onChange={(radiusM) => onChange({ radiusM })}
      />
      <Note
        label={texts.polygon}
        value={draft.polygon}
        max={POLYGON_MAX}
        rows={2}
        onChange={(polygon) => onChange({ polygon })}
      />
      <Moved draft={draft} from={from} />
    </>
  );
}

function Moved({ draft, from }: Pick<Props, 'draft' | 'from'>) {
  const texts = useTable(consolePlaceTexts);
  const spot = spotOf(draft);
  if (!spot || !from) return null;
  const { xM, yM } = offsetM(from, toWgs84({ ...spot.center, datum: spot.datum }));
  return (
    <p className="mq-muted" role="status">
      {texts.moved(Math.round(Math.hypot(xM, yM)))}
    </p>
  );
}
