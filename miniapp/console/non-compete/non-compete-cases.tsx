import { useState } from 'react';
import type { NonCompeteCaseView } from '../../../server/contract/view-non-compete.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, Choice, isReason } from '../parts/action-panel.tsx';
import type { AgreementProps } from './agreement.tsx';
import { deskApi } from '../desk-api.ts';
import { Field } from '../parts/field.tsx';
import { Panel, Tag } from '../parts/panel.tsx';
import { Why } from '../parts/why.tsx';

/** The matches that became cases, each with the steps the reader may take. */
export function NonCompeteCases({ view, act }: AgreementProps) {
  return (
    <>
      {view.cases.map((record) => (
        <CasePanel key={record.id} record={record} act={act} hasDoor={view.hasDoor} />
      ))}
    </>
  );
}

type CaseProps = { record: NonCompeteCaseView; act: AgreementProps['act']; hasDoor: boolean };

function CasePanel({ record, act, hasDoor }: CaseProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const format = useFormat();
  const { answerDueAt, explanation, objection, demand } = record;
  const mayNotify = record.actions.includes('notify');
  return (
    <Panel title={`${texts.cases} · ${record.caseNo}`}>
      <p>
        <Tag tone="open">{texts.state[record.state]}</Tag>{' '}
        {record.outcome && <Tag>{texts.outcome[record.outcome]}</Tag>} {record.month} {record.employerName}
      </p>
      {answerDueAt !== undefined && <p>{texts.answerDue(format.dateTime(answerDueAt))}</p>}
      {explanation && (
        <blockquote className="mq-quote">{format.named(texts.answer, explanation.text)}</blockquote>
      )}
      {demand && <p>{`${texts.deadline} ${demand.deadlineDay}`}</p>}
      {objection && (
        <blockquote className="mq-quote">{format.named(texts.objection, objection.text)}</blockquote>
      )}
      {mayNotify && !hasDoor && <p className="mq-clock-overdue">{texts.noDoor}</p>}
      {record.actions
        .filter((event) => event !== 'notify' || hasDoor)
        .map((event) => (
          <Step key={event} event={event} record={record} act={act} />
        ))}
      {record.history.map((row) => (
        <p key={row.at + row.event} className="mq-muted">
          {format.dateTime(row.at)} · {texts.event[row.event] ?? texts.state[row.to]}
          {row.reason !== undefined && ` · ${row.reason.replace(CLOCK, '')}`}
        </p>
      ))}
    </Panel>
  );
}

/** What a row of a deadline counted anew begins with; the days follow. */
const CLOCK = /^clock:\w+ /;

type StepProps = { event: string; record: NonCompeteCaseView; act: AgreementProps['act'] };

function Step({ event, record, act }: StepProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [reason, setReason] = useState('');
  const sure = useTable(sureTexts).nonCompete;
  const [result, setResult] = useState<'substantiated' | 'unsubstantiated'>();
  const [deadlineDay, setDeadline] = useState('');
  const label = texts.event[event] ?? event;
  const isReady =
    isReason(reason) &&
    (event !== 'verify' || result !== undefined) &&
    (event !== 'demand' || deadlineDay !== '');
  const body = {
    version: record.version,
    reason: reason.trim(),
    ...(event === 'verify' && { result }),
    ...(event === 'demand' && { deadlineDay }),
  };
  return (
    <details className="mq-fold">
      <summary>{label}</summary>
      <ActionPanel
        title={label}
        button={label}
        ready={isReady}
        sure={sure}
        onSubmit={() => act(() => deskApi.moveCase(record.id, event, body))}
      >
        {event === 'verify' && (
          <Choice
            label={label}
            options={(['substantiated', 'unsubstantiated'] as const).map((value) => ({
              value,
              label: texts.result[value],
            }))}
            value={result}
            onChange={setResult}
          />
        )}
        {event === 'demand' && (
          <Field label={texts.deadline} type="date" value={deadlineDay} onChange={setDeadline} />
        )}
        <Why value={reason} onChange={setReason} />
      </ActionPanel>
    </details>
  );
}
