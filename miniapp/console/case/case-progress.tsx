import type { CaseView } from '../../../server/contract/views.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { Panel, Tag } from '../parts/panel.tsx';

/** How the person was reached and until when they may explain. */
export function ContactPanel({ view }: { view: CaseView }) {
  const texts = useConsoleTexts().consoleCase.contact;
  const format = useFormat();
  const { contact, duty, explanationDueAt, explanationEndedAt, extension } = view;
  const extended = useConsoleTexts().consoleCase.extend.done;
  if (!contact && !duty) return null;
  return (
    <Panel title={texts.title} extra={contact && format.dateTime(contact.at)}>
      {contact && (
        <p>
          {contact.queuedUntil ? texts.queued(format.dateTime(contact.queuedUntil)) : texts.sent} ·{' '}
          {contact.by}
        </p>
      )}
      {contact?.note !== undefined && <p className="mq-quote">{contact.note}</p>}
      {explanationDueAt && (
        <p>
          {explanationEndedAt
            ? texts.ended(format.dateTime(explanationEndedAt))
            : texts.until(format.dateTime(explanationDueAt))}
        </p>
      )}
      {extension && (
        <p>
          <Tag>{extended}</Tag> {extension.reason}
        </p>
      )}
      {duty && (
        <p className="mq-muted">
          {texts.duty(duty.hr)}
          {duty.deputies.length > 0 && ` · ${texts.deputies(format.list(duty.deputies))}`}
        </p>
      )}
    </Panel>
  );
}

/** What the case waited for, apart from the procedure's own time. */
export function WaitsPanel({ waits }: { waits: CaseView['waits'] }) {
  const { consoleCase, words } = useConsoleTexts();
  const texts = consoleCase.waits;
  const reasons: Readonly<Record<string, string>> = words.reasonCode;
  const format = useFormat();
  if (waits.length === 0) return null;
  return (
    <Panel title={texts.title}>
      <ul className="mq-evidence">
        {waits.map((wait) => (
          <li key={wait.startedAt}>
            <strong>{words.wait[wait.kind]}</strong>{' '}
            {wait.endedAt
              ? texts.row(format.dateTime(wait.startedAt), format.dateTime(wait.endedAt))
              : texts.running(format.dateTime(wait.dueAt))}{' '}
            <span className="mq-muted">{texts.days(wait.workingDays)}</span>
            <p className="mq-quote">{reasons[wait.reason] ?? wait.reason}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The person's appeal and what became of it; before one, until when it may come. */
export function AppealPanel({ view }: { view: CaseView }) {
  const { consoleCase, console: texts, words } = useConsoleTexts();
  const format = useFormat();
  const { appeal, appealUntilAt, execution, revocation } = view;
  const mayAppeal = appealUntilAt !== undefined && !hasEnded(view);
  if (!appeal && !mayAppeal && !execution && !revocation) return null;
  return (
    <Panel title={consoleCase.appeal.title} extra={appeal && format.dateTime(appeal.at)}>
      {appeal ? (
        <p className="mq-quote">{appeal.text}</p>
      ) : (
        mayAppeal && (
          <p>
            {consoleCase.appeal[execution ? 'untilAfter' : 'until'](format.dateTime(appealUntilAt ?? ''))}
          </p>
        )
      )}
      {appeal?.decision && (
        <>
          <Tag tone="granted">{words.appealResult[appeal.decision.result]}</Tag>{' '}
          {appeal.decision.changedTo && words.penalty[appeal.decision.changedTo]}
          <p className="mq-quote">{appeal.decision.reason}</p>
          <p className="mq-muted">{texts.by(appeal.decision.by)}</p>
        </>
      )}
      {execution && (
        <p>
          {consoleCase.execution.title} · {words.penalty[execution.penalty] ?? execution.penalty} ·{' '}
          {format.dateTime(execution.at)}{' '}
          {execution.revokedAt && consoleCase.execution.revoked(format.dateTime(execution.revokedAt))}
        </p>
      )}
      {execution?.note !== undefined && <p className="mq-quote">{execution.note}</p>}
      {revocation && (
        <>
          <p>
            <Tag tone="granted">{consoleCase.revoke.by}</Tag> {format.dateTime(revocation.at)}
          </p>
          <p className="mq-quote">{revocation.reason}</p>
          <p className="mq-muted">{texts.by(revocation.by)}</p>
        </>
      )}
    </Panel>
  );
}

/** That the ground of a standing penalty has fallen, and who takes it back where the reader may not. */
export function TakeBackNote({ view }: { view: CaseView }) {
  const texts = useConsoleTexts().consoleCase.revoke;
  const format = useFormat();
  const { takeBack, actions } = view;
  if (!takeBack) return null;
  const { groundFellAt, by } = takeBack;
  const isMine = actions.includes('revoke');
  return (
    <>
      {groundFellAt !== undefined && (
        <p className="mq-warn" role="status">
          {texts.groundFell(format.dateTime(groundFellAt))}
        </p>
      )}
      {!isMine && (
        <p className="mq-muted">{by.length > 0 ? texts.whoMay(format.list(by)) : texts.nobodyMay}</p>
      )}
    </>
  );
}
