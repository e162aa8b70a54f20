import { useState } from 'react';
import type { ManagerAnswers, SampleCheckBody } from '../../../server/contract/view-manager-answers.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { alertAnswerTexts } from '../../texts/screens/alert-answer.ts';
import { consoleManagerAnswersTexts } from '../../texts/screens/console-manager-answers.ts';
import { deskApi } from '../desk-api.ts';
import { Note } from '../parts/action-panel.tsx';
import { BusyButton } from '../parts/busy-button.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Scroll, TableHead, Tag } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';
import '../tuning/tuning.css';

type Rate = ManagerAnswers['managers'][number];
type Sample = ManagerAnswers['samples'][number];
const NOTE_MIN = 2;
const NOTE_MAX = 300;

/** How each area manager answers alerts, and the arrangements drawn for HR to check (M13). */
export function ManagerAnswersPage() {
  const texts = useTable(consoleManagerAnswersTexts);
  const loaded = useLoad(() => deskApi.managerAnswers(), 'manager-answers');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { days, managers, samples } = loaded.data;
  return (
    <div className="mq-column">
      <Panel title={texts.title}>
        <p className="mq-muted">{texts.intro(days)}</p>
        {managers.length === 0 ? <p>{texts.none}</p> : <Rates managers={managers} />}
      </Panel>
      <Panel title={texts.samples.title}>
        <p className="mq-muted">{texts.samples.intro}</p>
        {samples.length === 0 && <p>{texts.samples.none}</p>}
        {samples.map((sample) => (
          <SampleCard key={sample.alertId} sample={sample} reload={loaded.reload} />
        ))}
      </Panel>
    </div>
  );
}

function Rates({ managers }: { managers: readonly Rate[] }) {
  const texts = useTable(consoleManagerAnswersTexts);
  return (
    <Scroll label={texts.title}>
      <table className="mq-figure-table">
        <TableHead columns={Object.values(texts.columns)} />
        <tbody>
          {managers.map((rate) => (
            <RateRow key={`${rate.name}:${rate.regionName}`} rate={rate} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function RateRow({ rate }: { rate: Rate }) {
  const texts = useTable(consoleManagerAnswersTexts);
  const { asked, checked, unfit } = rate;
  const shown = (n: number): string => (n === 0 ? '0' : texts.share(n, Math.round((100 * n) / asked)));
  return (
    <tr>
      <td>
        {rate.name}
        <div className="mq-muted">{rate.regionName}</div>
      </td>
      <td>{asked}</td>
      {[rate.arranged, rate.data_error, rate.ask, rate.escalate, rate.unanswered].map((n, at) => (
        <td key={at}>{shown(n)}</td>
      ))}
      <td>
        {checked} / {unfit > 0 ? <Tag tone="overdue">{unfit}</Tag> : unfit}
      </td>
    </tr>
  );
}

function SampleCard({ sample, reload }: { sample: Sample; reload: () => Promise<void> }) {
  const { samples: texts } = useTable(consoleManagerAnswersTexts);
  const { kinds } = useTable(alertAnswerTexts);
  const format = useFormat();
  const { alertNo, pseudonym, manager, kind, startAt, endAt, note, checked, mayCheck, alertId } = sample;
  return (
    <article className="mq-request" aria-label={alertNo}>
      <p>
        <a href={`#/alerts/${alertId}`}>{texts.what(alertNo, pseudonym)}</a> · {manager} · {kinds[kind]}
      </p>
      <p className="mq-muted">{texts.window(format.dateTime(startAt), format.time(endAt))}</p>
      {note !== undefined && <p className="mq-muted">{format.named(texts.said, note)}</p>}
      {checked && (
        <p className="mq-note">
          {(checked.fits ? texts.checkedFits : texts.checkedUnfit)(checked.by, format.dateTime(checked.at))}
          {checked.note !== undefined && <span className="mq-muted"> · {checked.note}</span>}
        </p>
      )}
      {mayCheck && <CheckForm alertId={alertId} reload={reload} />}
      {!mayCheck && !checked && <p className="mq-muted">{texts.own}</p>}
    </article>
  );
}

function CheckForm({ alertId, reload }: { alertId: string; reload: () => Promise<void> }) {
  const { samples: texts } = useTable(consoleManagerAnswersTexts);
  const act = useAct(reload);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const said = note.trim();
  const isTold = said.length >= NOTE_MIN;
  const check = async (body: SampleCheckBody): Promise<void> => {
    setBusy(true);
    await act(() => deskApi.checkSample(alertId, body));
    setBusy(false);
  };
  return (
    <div className="mq-action">
      <Note label={texts.why} value={note} max={NOTE_MAX} rows={2} onChange={setNote} />
      <div className="mq-answers">
        <BusyButton
          size="small"
          busy={busy}
          onClick={() => void check({ fits: true, ...(isTold && { note: said }) })}
        >
          {texts.fits}
        </BusyButton>
        <BusyButton
          size="small"
          busy={busy}
          disabled={!isTold}
          onClick={() => void check({ fits: false, note: said })}
        >
          {texts.unfit}
        </BusyButton>
      </div>
      {!isTold && <p className="mq-muted">{texts.whyNeeded}</p>}
    </div>
  );
}
