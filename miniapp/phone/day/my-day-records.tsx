import type { ReactNode } from 'react';
import type { MyDay } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { Picture } from '../../parts/picture.tsx';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { myDataTexts } from '../../texts/screens/my-data.ts';
import { visitTexts } from '../../texts/screens/visits.ts';

/** Each record of one own day, as the company has it. */
export function DayRecords({ view }: { view: MyDay }) {
  return (
    <>
      <Shifts view={view} />
      <Punches view={view} />
      <Visits view={view} />
      <Stays view={view} />
      <Alerts view={view} />
    </>
  );
}

type CardProps = { title: string; rows: readonly { key: string; body: ReactNode }[] };

function RecordCard({ title, rows }: CardProps) {
  const { none } = useTable(myDataTexts).day;
  return (
    <section className="mq-card" aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 && <p className="mq-muted">{none}</p>}
      {rows.length > 0 && (
        <ul className="mq-rows">
          {rows.map(({ key, body }) => (
            <li key={key}>{body}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ at, title, note, tag }: { at: string; title: string; note?: string; tag?: ReactNode }) {
  return (
    <div className="mq-row">
      <strong>{at}</strong>
      <span className="mq-grow">
        {title}
        {note && <span className="mq-muted">{note}</span>}
      </span>
      {tag}
    </div>
  );
}

function Shifts({ view }: { view: MyDay }) {
  const texts = useTable(myDataTexts);
  const format = useFormat();
  const rows = view.shifts.map((shift) => ({
    key: shift.startAt,
    body: (
      <Line
        at={`${format.time(shift.startAt)}–${format.time(shift.endAt)}`}
        title={[shift.placeName, view.onLeave ? texts.calendar.leave : ''].filter(Boolean).join(' · ')}
      />
    ),
  }));
  const off =
    view.onLeave && rows.length === 0
      ? [{ key: 'leave', body: <Line at={texts.calendar.leave} title="" /> }]
      : [];
  const leaves = (view.leaves ?? []).map(({ startAt, endAt }) => ({
    key: `leave-${startAt}`,
    body: <Line at={`${format.time(startAt)}–${format.time(endAt)}`} title={texts.calendar.leave} />,
  }));
  return <RecordCard title={texts.day.shift} rows={[...rows, ...off, ...leaves]} />;
}

/** One record is asked about by itself: the person need not give up a whole day for it. */
function Fix({ path, what }: { path: string; what: string }) {
  const { fix, fixOf } = useTable(myDataTexts).day;
  return (
    <a className="mq-fix" href={`#/my/requests/${path}`} aria-label={fixOf(what)}>
      {fix}
    </a>
  );
}

function Punches({ view }: { view: MyDay }) {
  const texts = useTable(myDataTexts).day;
  const { phone } = useTexts();
  const format = useFormat();
  const said = ({ at, kind }: MyDay['punches'][number]): string => `${format.time(at)} ${phone.kind[kind]}`;
  const rows = view.punches.map((punch) => ({
    key: punch.id,
    body: (
      <>
        <Line
          at={format.time(punch.at)}
          title={[phone.kind[punch.kind], punch.placeName].filter(Boolean).join(' · ')}
          note={format.clauses([
            ...punch.reasons.map((reason) => phone.punchReason[reason].what),
            ...(punch.arrivedAt ? [phone.arrived(format.timeBeside(punch.arrivedAt, punch.at))] : []),
          ])}
          tag={<span className={`mq-tag mq-tag-${punch.status}`}>{phone.punchStatus[punch.status]}</span>}
        />
        {!punch.isPlatform && <Fix path={`${view.day}/punch/${punch.id}`} what={said(punch)} />}
        {punch.photoId && (
          <>
            <Picture className="mq-punch-photo" src={myApi.photo(punch.photoId)} alt={texts.photo} lazy />
            <Fix path={`${view.day}/photo/${punch.photoId}`} what={`${texts.photo} ${said(punch)}`} />
          </>
        )}
      </>
    ),
  }));
  return <RecordCard title={texts.punches} rows={rows} />;
}

function Visits({ view }: { view: MyDay }) {
  const texts = useTable(myDataTexts).day;
  const words = useTable(visitTexts);
  const { phone } = useTexts();
  const format = useFormat();
  const rows = view.visits.map((visit) => ({
    key: visit.id,
    body: (
      <>
        <Line
          at={`${format.time(visit.startAt)}–${format.time(visit.endAt)}`}
          title={visit.customerName}
          note={[
            words.purpose[visit.purpose],
            visit.source === 'suggestion' ? words.fromTrack : '',
            visit.note,
            visit.clockWasOff ? phone.punchReason.clock_skew.what : '',
            visit.arrivedAt ? phone.arrived(format.timeBeside(visit.arrivedAt, visit.startAt)) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        />
        <Fix
          path={`${view.day}/visit/${visit.id}`}
          what={`${format.time(visit.startAt)} ${visit.customerName}`}
        />
      </>
    ),
  }));
  return <RecordCard title={texts.visits} rows={rows} />;
}

function Stays({ view }: { view: MyDay }) {
  const texts = useTable(myDataTexts).day;
  const format = useFormat();
  const rows = view.stays.map((stay) => ({
    key: stay.startAt,
    body: (
      <Line
        at={`${format.time(stay.startAt)}–${format.time(stay.endAt)}`}
        title={stay.placeNames.length > 0 ? texts.stayAt(format.list(stay.placeNames)) : texts.stayNowhere}
        note={texts.stayFixes(stay.fixes, stay.accuracyM)}
      />
    ),
  }));
  return <RecordCard title={texts.stays} rows={rows} />;
}

function Alerts({ view }: { view: MyDay }) {
  const texts = useTable(myDataTexts).day;
  const { language, texts: all } = useLanguage();
  const statuses: Record<string, string> = all.words.alertStatus;
  const rows = view.alerts.map((alert) => ({
    key: alert.id,
    body: (
      <a className="mq-row" href={`#/alerts/${alert.id}`}>
        <span className="mq-grow">
          {alert.sentence[language]}
          <span className="mq-muted">{alert.alertNo}</span>
        </span>
        <span className="mq-tag">{statuses[alert.status] ?? alert.status}</span>
      </a>
    ),
  }));
  return <RecordCard title={texts.alerts} rows={rows} />;
}
