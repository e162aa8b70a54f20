import type { LetterView } from '../../../server/contract/view-sanction.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleLettersTexts } from '../../texts/screens/console-letters.ts';
import { DeliveryForm } from './delivery-form.tsx';
import { LetterForm } from './letter-form.tsx';
import { Panel, Tag } from '../parts/panel.tsx';
import { sanctionApi } from './sanction-api.ts';
import type { LegalProps } from './sanction-panel.tsx';

/** Letters of a case with how each arrived; a new one is made in the fold below. */
export function LettersPanel({ view, sanction, reload }: LegalProps) {
  const texts = useTable(consoleLettersTexts);
  const isNamed = view.personName !== undefined;
  const isOver = hasEnded(view) && sanction.dueLetters.length === 0;
  if (isOver && sanction.letters.length === 0) return null;
  return (
    <Panel title={texts.letters}>
      <div className="mq-action">
        <p className="mq-muted">{texts.lettersHint}</p>
        {sanction.letters.length === 0 && <p className="mq-muted">{texts.noLetters}</p>}
        {sanction.letters.length > 0 && !isNamed && <p className="mq-muted">{texts.unreadable}</p>}
        {sanction.letters.map((letter) => (
          <Letter key={letter.id} {...{ caseId: view.id, isNamed, letter, reload }} />
        ))}
        {!isOver && (
          <details className="mq-fold-step">
            <summary>{texts.make}</summary>
            <LetterForm {...{ view, sanction, reload }} />
          </details>
        )}
      </div>
    </Panel>
  );
}

type LetterProps = { caseId: string; isNamed: boolean; letter: LetterView; reload: () => Promise<void> };

function Letter({ caseId, isNamed, letter, reload }: LetterProps) {
  const texts = useTable(consoleLettersTexts);
  const format = useFormat();
  const { id, kind, no, issuedAt, deliveredAt, deliveries, isVoid } = letter;
  const name = `${texts.kind[kind]} ${no}`;
  // When the union got it is said by the step of the path that rests on it.
  const isForUnion = kind === 'union_notice';
  return (
    <section className="mq-letter" aria-label={name}>
      <p>
        <strong>{texts.kind[kind]}</strong> {no}{' '}
        <span className="mq-muted">{texts.issued(format.dateTime(issuedAt))}</span>{' '}
        {isNamed && (
          <a href={sanctionApi.letterUrl(caseId, id)} aria-label={`${texts.open} ${name}`}>
            {texts.open}
          </a>
        )}
      </p>
      {isForUnion && <p className="mq-muted">{texts.unionHandOver}</p>}
      <p hidden={isForUnion}>
        {isVoid ? (
          <Tag>{texts.void}</Tag>
        ) : deliveredAt ? (
          <Tag tone="granted">{texts.arrived(format.dateTime(deliveredAt))}</Tag>
        ) : (
          <Tag tone="soon">{texts.notArrived}</Tag>
        )}
      </p>
      {deliveries.length > 0 && (
        <ul className="mq-evidence">
          {deliveries.map(({ channel, at }) => (
            <li key={`${channel}:${at}`}>
              {texts.channel[channel]} <span className="mq-muted">{format.dateTime(at)}</span>
            </li>
          ))}
        </ul>
      )}
      {!deliveredAt && !isForUnion && !isVoid && (
        <details className="mq-fold-step">
          <summary>{texts.deliver}</summary>
          <DeliveryForm key={deliveries.length} {...{ caseId, letter, reload }} />
        </details>
      )}
    </section>
  );
}
