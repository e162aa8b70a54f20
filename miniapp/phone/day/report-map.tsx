import type { MonthlyReport } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { TrackPicture } from '../../parts/track-picture.tsx';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { reportTexts } from '../../texts/screens/report.ts';
import '../records.css';

/** Where the month was spent: the map, and its numbers in words. */
export function ReportMap({ report }: { report: Pick<MonthlyReport, 'month' | 'places'> }) {
  const texts = useTable(reportTexts);
  const { language } = useLanguage();
  const { month, places } = report;
  if (places.length === 0) return null;
  return (
    <section className="mq-card" aria-label={texts.map}>
      <h2>{texts.map}</h2>
      <TrackPicture
        src={myApi.monthPicture(month, language, 'narrow')}
        large={myApi.monthPicture(month, language, 'wide')}
      />
      <ol className="mq-ladder">
        {places.map(({ name, days, minutes }, n) => (
          <li key={n}>
            {name ?? texts.elsewhere} <span className="mq-muted">{texts.spent(days, hoursOf(minutes))}</span>
          </li>
        ))}
      </ol>
      <p className="mq-muted">{texts.mapHint}</p>
    </section>
  );
}

const hoursOf = (minutes: number): string => String(Number((minutes / 60).toFixed(1)));
