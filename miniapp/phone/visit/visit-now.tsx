import { Button, Toast } from 'antd-mobile';
import { useEffect, useRef, useState } from 'react';
import { BridgeError } from '../../bridge/bridge.ts';
import { useFormat } from '../../parts/format.tsx';
import { useCell } from '../../parts/use-cell.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { visitTexts } from '../../texts/screens/visits.ts';
import { Chips } from '../chips.tsx';
import { useSession } from '../session.ts';
import type { Visits } from './use-visits.ts';
import { stillAsked, type VisitRow } from './visit-rows.ts';
import { drawWatermark } from '../checkin/watermark.ts';

const purposes = ['sales', 'display', 'collection', 'service', 'survey'] as const;

/** A visit and its details: each chip is saved with its tap, the note when it is left. */
export function VisitNow({ visit, visits }: { visit: VisitRow; visits: Visits }) {
  const texts = useTable(visitTexts);
  const format = useFormat();
  const mayPhoto = useCell(useSession().today)?.photoConsent ?? false;
  const [note, setNote] = useState(visit.note ?? '');
  const kept = useRef(note);
  const save = async (change: { purpose?: VisitRow['purpose']; ordered?: boolean; ended?: boolean }) => {
    const { purpose = visit.purpose, ordered = visit.ordered, ended } = change;
    const details = {
      purpose,
      ...(ordered === undefined ? {} : { ordered }),
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(ended ? { ended } : {}),
    };
    const before = kept.current;
    kept.current = note.trim();
    await visits.describe(visit.id, details).then(
      () => Toast.show({ content: ended ? texts.ended : texts.saved }),
      () => {
        kept.current = before;
        Toast.show({ content: texts.notKept, duration: 5000 });
      },
    );
  };
  const isRunning = visit.endAt === undefined;
  const isChanged = note.trim() !== (visit.note ?? '');
  const keepNote = (): void => {
    if (note.trim() !== '' && note.trim() !== kept.current) void save({});
  };
  useLeaving(keepNote);
  return (
    <section className="mq-card mq-visit-now" aria-label={isRunning ? texts.now : texts.details}>
      {isRunning && (
        <>
          <p className="mq-muted">{texts.now}</p>
          <h2>{visit.customerName}</h2>
          <p className="mq-muted">{texts.since(format.time(visit.startAt))}</p>
        </>
      )}
      {!isRunning && visit.endedBy && texts.endedBy[visit.endedBy] && (
        <p className="mq-muted">{texts.endedBy[visit.endedBy]}</p>
      )}
      <Chips
        legend={texts.purposeLabel}
        options={purposes.map((value) => ({ value, label: texts.purpose[value] }))}
        value={visit.purpose}
        onPick={(purpose) => void save({ purpose })}
      />
      <Chips
        legend={texts.ordered}
        options={[
          { value: true, label: texts.yes },
          { value: false, label: texts.no },
        ]}
        value={visit.ordered}
        onPick={(ordered) => void save({ ordered })}
      />
      <label htmlFor={`note-${visit.id}`} className="mq-muted">
        {texts.note}
      </label>
      <textarea
        id={`note-${visit.id}`}
        className="mq-input"
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onBlur={keepNote}
      />
      {stillAsked(visits.state.list?.asks, { ...visit, note }, mayPhoto).map((what) => (
        <p key={what} className="mq-note">
          {texts.asked[what]}
        </p>
      ))}
      <div className="mq-two">
        <Button disabled={!isChanged} onClick={() => void save({})}>
          {texts.save}
        </Button>
        <PhotoButton visit={visit} visits={visits} />
      </div>
      {isRunning && (
        <Button block onClick={() => void save({ ended: true })}>
          {texts.end}
        </Button>
      )}
    </section>
  );
}

/** Does something when the screen is left or the phone puts the page away: a camera that is opened may end it. */
function useLeaving(work: () => void): void {
  const newest = useRef(work);
  newest.current = work;
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') newest.current();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      newest.current();
    };
  }, []);
}

function PhotoButton({ visit, visits }: { visit: VisitRow; visits: Visits }) {
  const texts = useTable(visitTexts);
  const all = useTexts();
  const format = useFormat();
  const { bridge, clock, today } = useSession();
  const mayPhoto = useCell(today)?.photoConsent ?? false;
  if (!mayPhoto) return <span className="mq-muted">{texts.noPhoto}</span>;
  const take = async (): Promise<void> => {
    const taken = await bridge.takePhoto();
    if (!taken) return;
    const lines = [`${all.appName} · ${texts.title}`, format.dateTime(clock.nowMs()), visit.customerName];
    const { bytes } = await drawWatermark(taken, lines);
    await visits.addPhoto(visit.id, bytes);
  };
  const fail = (error: unknown): void =>
    void Toast.show({
      content: error instanceof BridgeError ? all.bridgeFault[error.fault] : all.phone.checkin.photoFailed,
    });
  return (
    <Button disabled={visit.hasPhoto === true} onClick={() => take().catch(fail)}>
      {visit.hasPhoto ? texts.photoDone : texts.photo}
    </Button>
  );
}
