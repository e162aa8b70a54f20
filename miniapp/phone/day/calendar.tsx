import { Button } from 'antd-mobile';
import type { MyCalendar } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { myDataTexts } from '../../texts/screens/my-data.ts';
import { monthAfter, weekdayIndex } from './month.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { dayIn } from '../company-day.ts';
import { useSession } from '../session.ts';
import '../records.css';

/** The month at a glance: what there is of each day. */
export function Calendar({ param }: ScreenProps) {
  const texts = useTable(myDataTexts).calendar;
  const format = useFormat();
  const thisMonth = dayIn(useSession().me.timeZone).slice(0, 7);
  const month = param || thisMonth;
  const loaded = useLoad(() => myApi.calendar(month), month);
  return (
    <Page title={texts.title}>
      <div className="mq-months">
        <Button
          size="small"
          aria-label={texts.prev}
          onClick={() => goTo(`/my/calendar/${monthAfter(month, -1)}`)}
        >
          ‹
        </Button>
        <strong>{format.month(month)}</strong>
        <Button
          size="small"
          aria-label={texts.next}
          disabled={month >= thisMonth}
          onClick={() => goTo(`/my/calendar/${monthAfter(month, 1)}`)}
        >
          ›
        </Button>
      </div>
      <Content loaded={loaded}>
        {(calendar) => (
          <section className="mq-card">
            <Month calendar={calendar} />
            <p className="mq-muted">{texts.legend}</p>
          </section>
        )}
      </Content>
    </Page>
  );
}

function Month({ calendar }: { calendar: MyCalendar }) {
  const texts = useTable(myDataTexts).calendar;
  const blanks = weekdayIndex(calendar.days[0]?.day ?? `${calendar.month}-01`);
  return (
    <div className="mq-calendar">
      {texts.weekdays.map((name) => (
        <span key={name} className="mq-calendar-head" aria-hidden>
          {name}
        </span>
      ))}
      {Array.from({ length: blanks }, (_, index) => (
        <span key={index} aria-hidden />
      ))}
      {calendar.days.map((row) => (
        <DayCell key={row.day} row={row} />
      ))}
    </div>
  );
}

type Row = MyCalendar['days'][number];

function DayCell({ row }: { row: Row }) {
  const texts = useTable(myDataTexts).calendar;
  const format = useFormat();
  const { spoken } = texts;
  const words = [
    row.onLeave ? texts.leave : undefined,
    row.partlyOnLeave ? spoken.partLeave : undefined,
    row.shifts > 0 ? spoken.shifts(row.shifts) : undefined,
    row.punches > 0 ? spoken.punches(row.punches) : undefined,
    row.visits > 0 ? spoken.visits(row.visits) : undefined,
    row.alerts > 0 ? spoken.alerts(row.alerts) : undefined,
  ].filter((word) => word !== undefined);
  const label = [format.calendarDay(row.day), ...(words.length > 0 ? words : [texts.none])].join(', ');
  const work = row.shifts > 0 && !row.onLeave ? ' mq-calendar-work' : '';
  return (
    <a href={`#/my/days/${row.day}`} className={`mq-calendar-day${work}`}>
      <span className="mq-hidden">{label}</span>
      <strong aria-hidden>{Number(row.day.slice(8))}</strong>
      <small aria-hidden>
        {row.onLeave && texts.leave}
        {!row.onLeave && row.punches > 0 && row.punches} {row.partlyOnLeave && texts.partLeave}
      </small>
      <span className="mq-dots" aria-hidden>
        {row.coveragePct !== null && row.coveragePct > 0 && <i className="mq-dot-track" />}
        {row.visits > 0 && <i className="mq-dot-visit" />}
        {row.alerts > 0 && <i className="mq-dot-alert" />}
      </span>
    </a>
  );
}
