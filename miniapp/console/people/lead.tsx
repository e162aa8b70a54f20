import { useState } from 'react';
import type { LeadView } from '../../../server/contract/lead.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLeadTexts } from '../../texts/screens/console-leads.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, isReason, Reason } from '../parts/action-panel.tsx';
import { deskApi } from '../desk-api.ts';
import { Field } from '../parts/field.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { useShowing } from '../parts/shown.ts';
import { useAct } from '../parts/use-act.ts';
import { Reporter } from './lead-reporter.tsx';

type Act = (work: () => Promise<unknown>) => Promise<void>;
type Props = { view: LeadView; act: Act };

/** One lead: what it says on the left, what may be done on the right. */
export function LeadPage({ id }: { id: string }) {
  const loaded = useLoad(() => deskApi.lead(id), id);
  const act = useAct(loaded.reload);
  const texts = useTable(consoleLeadTexts);
  const view = loaded.data;
  useShowing(view?.leadNo ?? '');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{view.leadNo}</h1>
        <p>
          <Tag tone={view.state === 'new' ? 'soon' : 'calm'}>{texts.state[view.state]}</Tag>
          <Tag>{texts.source[view.source]}</Tag>
          {view.caseId !== undefined && view.caseNo !== undefined && (
            <a href={`#/cases/${view.caseId}`}>
              {texts.case} {view.caseNo}
            </a>
          )}
        </p>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <div className="mq-columns">
        <div className="mq-column">
          <Content view={view} />
          <History view={view} />
        </div>
        <div className="mq-column">
          {view.actions.includes('accept') && <AcceptForm view={view} act={act} />}
          {view.actions.includes('dismiss') && <MoveForm event="dismiss" view={view} act={act} />}
          {view.actions.includes('reopen') && <MoveForm event="reopen" view={view} act={act} />}
          {view.actions.includes('malicious') && <MoveForm event="malicious" view={view} act={act} />}
          <Reporter view={view} />
        </div>
      </div>
    </>
  );
}

function Content({ view }: { view: LeadView }) {
  const texts = useTable(consoleLeadTexts);
  const rows = [
    [texts.columns.kind, texts.kind[view.kind]],
    [texts.day, view.day],
    [texts.place, view.place],
    [texts.who, view.who ?? view.employeeNo],
  ] as const;
  return (
    <Panel title={texts.content}>
      {rows.map(([label, value]) =>
        value === undefined ? null : (
          <p key={label}>
            <span className="mq-muted">{label}</span> {value}
          </p>
        ),
      )}
      <blockquote className="mq-quote">{view.text}</blockquote>
    </Panel>
  );
}

function History({ view }: { view: LeadView }) {
  const texts = useTable(consoleLeadTexts);
  const format = useFormat();
  return (
    <Panel title={texts.handled}>
      {view.history.map((row) => (
        <p key={row.at}>
          {texts.event[row.event] ?? row.event} · {row.by === 'reporter' ? texts.reporterFrom : row.by}{' '}
          <time className="mq-muted">{format.dateTime(row.at)}</time>
          {row.reason !== undefined && (
            <>
              <br />
              <span className="mq-muted">{row.reason}</span>
            </>
          )}
        </p>
      ))}
    </Panel>
  );
}

function AcceptForm({ view, act }: Props) {
  const texts = useTable(consoleLeadTexts);
  const sure = useTable(sureTexts).lead.accept;
  const [employeeNo, setEmployeeNo] = useState(view.employeeNo ?? '');
  const [reason, setReason] = useState('');
  const body = { version: view.version, employeeNo: employeeNo.trim(), reason: reason.trim() };
  return (
    <ActionPanel
      title={texts.accept}
      hint={texts.acceptHint}
      button={texts.accept}
      ready={isReason(reason) && employeeNo.trim() !== ''}
      sure={sure}
      onSubmit={() => act(() => deskApi.moveLead(view.id, 'accept', body))}
    >
      <Field label={texts.employeeNo} value={employeeNo} max={64} onChange={setEmployeeNo} />
      <Reason
        label={texts.reason}
        fill={texts.fill}
        template={texts.template.accept}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}

function MoveForm({ event, view, act }: Props & { event: 'dismiss' | 'reopen' | 'malicious' }) {
  const texts = useTable(consoleLeadTexts);
  const [reason, setReason] = useState('');
  const { malicious } = useTable(sureTexts).lead;
  const hint = { dismiss: texts.dismissHint, malicious: texts.maliciousHint, reopen: undefined }[event];
  const submit = () =>
    act(() => deskApi.moveLead(view.id, event, { version: view.version, reason: reason.trim() }));
  return (
    <details className="mq-fold">
      <summary>{texts[event]}</summary>
      <ActionPanel
        title={texts[event]}
        {...(hint !== undefined && { hint })}
        button={texts[event]}
        ready={isReason(reason)}
        sure={event === 'malicious' ? malicious : undefined}
        onSubmit={submit}
      >
        <Reason
          label={texts.reason}
          fill={texts.fill}
          template={texts.template[event]}
          value={reason}
          onChange={setReason}
        />
      </ActionPanel>
    </details>
  );
}
