import type { CaseView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { Panel, Tag } from '../parts/panel.tsx';

/** What people have said and decided in this case so far. */
export function CaseSteps({ view: { explanation, verification, proposal, decision } }: { view: CaseView }) {
  const { console: texts, words } = useConsoleTexts();
  const format = useFormat();
  return (
    <>
      <Panel title={texts.explanation} extra={explanation && format.dateTime(explanation.at)}>
        {explanation ? (
          <>
            <Tag>{words.quickReason[explanation.quickReason]}</Tag>
            <p className="mq-quote">{explanation.text}</p>
          </>
        ) : (
          <p className="mq-muted">{texts.noExplanation}</p>
        )}
      </Panel>
      {verification && (
        <Panel title={texts.verification} extra={format.dateTime(verification.at)}>
          <Tag>{words.verification[verification.result]}</Tag>
          <p className="mq-quote">{verification.reason}</p>
        </Panel>
      )}
      {proposal && (
        <Panel title={texts.proposal} extra={texts.by(proposal.by)}>
          {proposal.measures.map((measure) => (
            <Tag key={measure}>{words.penalty[measure] ?? measure}</Tag>
          ))}
          <p className="mq-quote">{proposal.reason}</p>
          <p className="mq-muted">{proposal.legalBasis}</p>
          <ul className="mq-evidence">
            {proposal.evidence.map((item, index) => (
              <li key={index}>
                <strong>{words.evidence[item.kind]}</strong> {item.note}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {decision && (
        <Panel title={texts.decision} extra={texts.by(decision.by)}>
          <Tag>{words.state[decision.result]}</Tag>{' '}
          {decision.revertedAt && (
            <Tag tone="overdue">{texts.reverted(format.dateTime(decision.revertedAt))}</Tag>
          )}
          <p className="mq-quote">{decision.comment}</p>
        </Panel>
      )}
    </>
  );
}
