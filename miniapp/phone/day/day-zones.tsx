import type { RouteView } from '../../../server/contract/route.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { routeTexts } from '../../texts/screens/route.ts';
import '../records.css';

/** Where the person works today, and what was assigned from a later day on. */
export function DayZones({ zones }: Pick<RouteView, 'zones'>) {
  const texts = useTable(routeTexts);
  const format = useFormat();
  return (
    <section className="mq-card" aria-label={texts.zones}>
      <h2>{texts.zones}</h2>
      {zones.length === 0 && <p className="mq-muted">{texts.noZone}</p>}
      <ul className="mq-rows">
        {zones.map(({ name, fromDay, lastDay }, n) => (
          <li key={n} className="mq-row">
            <span className="mq-grow">{name}</span>
            {fromDay !== undefined && (
              <span className="mq-muted">{texts.zoneFrom(format.calendarDay(fromDay))}</span>
            )}
            {lastDay !== undefined && (
              <span className="mq-muted">{texts.zoneUntil(format.calendarDay(lastDay))}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
