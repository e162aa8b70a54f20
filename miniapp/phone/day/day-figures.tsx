import { useCell } from '../../parts/use-cell.ts';
import { useTable } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { useSession } from '../session.ts';

const SHOWN = 3;

/** What the day has come to so far, and where it goes next. */
export function DayFigures() {
  const texts = useTable(shiftDayTexts).figures;
  const { today, me } = useSession();
  const view = useCell(today);
  if (!view) return null;
  const { distanceKm, overtimeMin, planned } = view;
  return (
    <section className="mq-card mq-day-figures" aria-label={texts.title}>
      <dl className="mq-two">
        <div>
          <dt>{texts.distance}</dt>
          <dd>{distanceKm === null ? texts.unknown : texts.km(distanceKm)}</dd>
        </div>
        <div>
          <dt>{texts.overtime}</dt>
          <dd>{texts.minutes(overtimeMin)}</dd>
        </div>
      </dl>
      {planned.length > 0 && (
        <>
          <h2>{texts.planned}</h2>
          <ol className="mq-planned">
            {planned.slice(0, SHOWN).map(({ name }, n) => (
              <li key={`${n}:${name}`}>{name}</li>
            ))}
          </ol>
          {planned.length > SHOWN && <p className="mq-muted">{texts.more(planned.length - SHOWN)}</p>}
        </>
      )}
      {(planned.length > 0 || me.staffKind === 'rep' || me.staffKind === 'rider') && (
        <a className="mq-row" href="#/route">
          <span className="mq-grow">{texts.route}</span>
          <span aria-hidden>›</span>
        </a>
      )}
    </section>
  );
}
