import type { MyDay } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { TrackPicture } from '../../parts/track-picture.tsx';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { myDataTexts } from '../../texts/screens/my-data.ts';

/** The track of one own day as a picture, and the numbers the company has of it. */
export function TrackCard({ view }: { view: MyDay }) {
  const texts = useTable(myDataTexts).day;
  const { language } = useLanguage();
  const shown = (value: number | null, unit = ''): string =>
    value === null ? texts.unknown : `${value}${unit}`;
  const figures = [
    [texts.figures.km, shown(view.distanceKm)],
    [texts.figures.coverage, shown(view.coveragePct, '%')],
    [texts.figures.fixes, String(view.fixes)],
    [texts.figures.stays, String(view.stays.length)],
  ] as const;
  return (
    <section className="mq-card">
      {view.fixes > 0 ? (
        <TrackPicture
          src={myApi.dayPicture(view.day, language, 'narrow')}
          large={myApi.dayPicture(view.day, language, 'wide')}
        />
      ) : (
        <p className="mq-muted">{texts.noTrack}</p>
      )}
      <dl className="mq-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value === texts.unknown ? 'mq-figure-none' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mq-muted">{texts.sameNumbers}</p>
      {view.rejected > 0 && <p className="mq-muted">{texts.rejected(view.rejected)}</p>}
      {view.gaps.length > 0 && <p className="mq-muted">{texts.gaps(view.gaps.length)}</p>}
    </section>
  );
}
