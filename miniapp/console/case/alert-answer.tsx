import { useState } from 'react';
import type { AnswerAlertBody, Arrangement } from '../../../server/contract/case.ts';
import type { AlertView } from '../../../server/contract/views.ts';
import { api, serverNowMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { alertAnswerTexts } from '../../texts/screens/alert-answer.ts';
import { Choice, Note } from '../parts/action-panel.tsx';
import { BusyButton } from '../parts/busy-button.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';
import { useSure } from '../parts/use-sure.ts';

const KINDS = ['support', 'survey', 'business_trip', 'customer_change'] as const;
const NOTE_MAX = 200;

/** The manager's four answers, as on the card in the chat; afterwards what was answered. */
export function AlertAnswer({ alert, reload }: { alert: AlertView; reload: () => Promise<void> }) {
  const texts = useTable(alertAnswerTexts);
  const format = useFormat();
  const { answered, toAnswer } = alert;
  return (
    <Panel title={texts.panel}>
      {answered && (
        <p>
          {texts.answered[answered.kind]}{' '}
          <span className="mq-muted">{texts.at(format.dateTime(answered.at))}</span>
        </p>
      )}
      {!answered && !toAnswer && <p className="mq-muted">{texts.over}</p>}
      {toAnswer && <AnswerForms alert={alert} dueAt={toAnswer.dueAt} reload={reload} />}
    </Panel>
  );
}

type Forms = { alert: AlertView; dueAt: string; reload: () => Promise<void> };

function AnswerForms({ alert, dueAt, reload }: Forms) {
  const texts = useTable(alertAnswerTexts);
  const format = useFormat();
  const act = useAct(reload);
  const isSure = useSure();
  const [busy, setBusy] = useState(false);
  const answer = async (body: AnswerAlertBody, sure?: string, button = ''): Promise<void> => {
    if (sure !== undefined && !(await isSure(sure, button))) return;
    setBusy(true);
    await act(() => api.answerAlert(alert.id, body));
    setBusy(false);
  };
  const due = format.deadline(dueAt);
  const others = [
    ['data_error', texts.dataError, texts.confirmDataError],
    ['ask', texts.ask, texts.confirmAsk],
    ['escalate', texts.escalate, texts.confirmEscalate],
  ] as const;
  return (
    <div className="mq-action">
      <p className="mq-muted">{texts.hint}</p>
      <p>{Date.parse(dueAt) > serverNowMs() ? texts.respondBy(due) : texts.respondLate(due)}</p>
      <ArrangedForm alert={alert} busy={busy} onAnswer={answer} />
      <p className="mq-muted">{texts.others}</p>
      <div className="mq-answers">
        {others.map(([action, button, sure]) => (
          <BusyButton
            key={action}
            size="small"
            busy={busy}
            onClick={() => void answer({ action }, sure, button)}
          >
            {button}
          </BusyButton>
        ))}
      </div>
    </div>
  );
}

type Arranged = { alert: AlertView; busy: boolean; onAnswer: (body: AnswerAlertBody) => Promise<void> };

function ArrangedForm({ alert, busy, onAnswer }: Arranged) {
  const texts = useTable(alertAnswerTexts);
  const format = useFormat();
  const [kind, setKind] = useState<Arrangement['kind']>();
  const [startTime, setStartTime] = useState('');
  const [endTime, setEndTime] = useState('');
  const [note, setNote] = useState('');
  const { startAt, endAt } = alert.finding;
  const send = (): void => {
    if (kind === undefined) return;
    const said = note.trim() === '' ? {} : { note: note.trim() };
    void onAnswer({ action: 'arranged', kind, startTime, endTime, ...said });
  };
  return (
    <>
      <Choice
        label={texts.kind}
        options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        value={kind}
        onChange={setKind}
      />
      <p className="mq-muted">{texts.stay(format.dateTime(startAt), format.time(endAt))}</p>
      <div className="mq-answer-times">
        <Field type="time" label={texts.startTime} value={startTime} onChange={setStartTime} />
        <Field type="time" label={texts.endTime} value={endTime} onChange={setEndTime} />
      </div>
      <Note label={texts.note} value={note} max={NOTE_MAX} rows={2} onChange={setNote} />
      <BusyButton
        block
        color="primary"
        disabled={kind === undefined || startTime === '' || endTime === ''}
        busy={busy}
        onClick={send}
      >
        {texts.arranged}
      </BusyButton>
    </>
  );
}
