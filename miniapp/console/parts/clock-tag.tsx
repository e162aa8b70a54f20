import type { CaseView } from '../../../server/contract/views.ts';
import { serverOffsetMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import type { ConsoleTexts } from '../../texts/console-texts.ts';
import { Tag } from './panel.tsx';

const HOUR_MS = 3_600_000;
const SOON_MS = 4 * HOUR_MS;

/** What is due, when, and how much time is left; red once it is late. A case whose last time to appeal is over closes by itself: nobody is late. */
export function ClockTag({ clock }: { clock: CaseView['clock'] }) {
  const texts = useConsoleTexts();
  const format = useFormat();
  if (!clock || (clock.kind === 'closing' && clock.overdue))
    return <span className="mq-muted">{texts.console.noClock}</span>;
  const leftMs = Date.parse(clock.dueAt) - (Date.now() + (serverOffsetMs() ?? 0));
  const tone = clock.overdue ? 'overdue' : leftMs < SOON_MS ? 'soon' : 'calm';
  const span = spanOf(Math.abs(leftMs), texts);
  return (
    <span className={`mq-clock mq-clock-${tone}`}>
      <Tag tone={tone}>{texts.words.clock[clock.kind]}</Tag>{' '}
      {clock.overdue ? texts.console.overdueBy(span) : texts.console.left(span)}
      <span className="mq-muted">
        {format.dateTime(clock.dueAt)} {!clock.certain && texts.consoleCase.uncertain}
      </span>
    </span>
  );
}

function spanOf(ms: number, texts: ConsoleTexts): string {
  if (ms >= 48 * HOUR_MS) return texts.console.days(Math.floor(ms / (24 * HOUR_MS)));
  if (ms >= HOUR_MS) return texts.console.hours(Math.floor(ms / HOUR_MS));
  return texts.minutes(Math.max(1, Math.floor(ms / 60_000)));
}
