import '../records.css';
import type { FlexibleDay, FlexiblePreview } from '../../../server/contract/flexible.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import type { PreviewState } from './use-flexible-preview.ts';

const MOST_DAYS = 4;
type Shifts = FlexibleDay['before'];

/** The days as they are and as they would be; the first ones of many. */
export function FlexiblePreviewCard({ state }: { state: PreviewState }) {
  const texts = useTable(flexibleTexts).preview;
  const { preview, isFailed } = state;
  return (
    <section className="mq-card mq-flexed" aria-live="polite">
      <h2>{texts.title}</h2>
      {preview ? (
        <Days preview={preview} />
      ) : (
        <p className="mq-muted">{isFailed ? texts.failed : texts.checking}</p>
      )}
    </section>
  );
}

function Days({ preview: { days, weekHours } }: { preview: FlexiblePreview }) {
  const texts = useTable(flexibleTexts).preview;
  const format = useFormat();
  return (
    <>
      {days.slice(0, MOST_DAYS).map((day) => (
        <div key={day.day} className="mq-flexed-day">
          <h3>{format.calendarDay(day.day)}</h3>
          {day.before.length === 0 ? (
            <p className="mq-muted">{texts.free}</p>
          ) : (
            <dl>
              <Line name={texts.before} shifts={day.before} hours={day.beforeHours} />
              <Line name={texts.after} shifts={day.after} hours={day.afterHours} />
            </dl>
          )}
        </div>
      ))}
      {days.length > MOST_DAYS && <p className="mq-muted">{texts.more(days.length - MOST_DAYS)}</p>}
      {days.some(({ isExpected, before }) => isExpected && before.length > 0) && (
        <p className="mq-muted">{texts.expected}</p>
      )}
      {weekHours && <p>{texts.week(weekHours.before, weekHours.after)}</p>}
    </>
  );
}

function Line({ name, shifts, hours }: { name: string; shifts: Shifts; hours: number }) {
  const texts = useTable(flexibleTexts).preview;
  const spans = shifts.map(({ from, to }) => spanText({ from, to }, texts.nextDay));
  const breaks = shifts.flatMap((shift) => shift.breaks.map((rest) => spanText(rest, texts.nextDay)));
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {[...spans, ...(breaks.length > 0 ? [texts.breaks(breaks.join(' '))] : []), texts.hours(hours)].join(
          ' · ',
        )}
      </dd>
    </div>
  );
}

const spanText = ({ from, to }: { from: string; to: string }, nextDay: (clock: string) => string): string =>
  `${clockText(from, nextDay)}–${clockText(to, nextDay)}`;

/** `26:00` is two o'clock of the next day. */
function clockText(clock: string, nextDay: (clock: string) => string): string {
  const hour = Number(clock.slice(0, 2));
  return hour < 24 ? clock : nextDay(`${String(hour - 24).padStart(2, '0')}${clock.slice(2)}`);
}
