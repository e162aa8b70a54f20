import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { SuggestionAnswer, VisitsToday } from '../../../server/contract/visit.ts';
import { myApi } from '../../my-api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { visitTexts } from '../../texts/screens/visits.ts';
import type { Visits } from './use-visits.ts';

type Suggested = VisitsToday['suggestions'][number];

/** What the own track suggests: one tap each way, and the person's word is the last. */
export function VisitSuggestions({ visits }: { visits: Visits }) {
  const texts = useTable(visitTexts);
  const all = useTexts();
  const [busy, setBusy] = useState(false);
  const { list, isOld } = visits.state;
  if (!list || list.suggestions.length === 0 || isOld) return null;
  const say = async (key: string, answer: SuggestionAnswer): Promise<void> => {
    setBusy(true);
    await myApi.answerSuggestion(key, answer).then(
      () => Toast.show({ content: answer.answer === 'confirm' ? texts.confirmed : texts.declined }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await visits.refresh();
    setBusy(false);
  };
  return (
    <section className="mq-card" aria-label={texts.suggestions}>
      <h2>{texts.suggestions}</h2>
      <p className="mq-muted">{texts.suggestionHint}</p>
      <ul className="mq-rows">
        {list.suggestions.map((suggestion) => (
          <Suggestion
            key={suggestion.key}
            suggestion={suggestion}
            customers={list.customers}
            busy={busy}
            onSay={(answer) => void say(suggestion.key, answer)}
          />
        ))}
      </ul>
    </section>
  );
}

type SuggestionProps = {
  suggestion: Suggested;
  customers: VisitsToday['customers'];
  busy: boolean;
  onSay: (answer: SuggestionAnswer) => void;
};

/** The customer is a guess too: the neighbours of the stay come first, then everybody else. */
function Suggestion({ suggestion, customers, busy, onSay }: SuggestionProps) {
  const texts = useTable(visitTexts);
  const format = useFormat();
  const { startAt, endAt, customerName, others } = suggestion;
  const [customerId, setCustomerId] = useState(suggestion.customerId);
  const near = [{ id: suggestion.customerId, name: customerName }, ...others];
  const rest = customers.filter((one) => !near.some(({ id }) => id === one.id));
  return (
    <li className="mq-request">
      <p>
        <strong>
          {format.dateTime(startAt)}–{format.time(endAt)}
        </strong>
      </p>
      <label className="mq-whom">
        <span className="mq-muted">{texts.whom}</span>
        <select
          className="mq-input"
          value={customerId}
          onChange={(event) => setCustomerId(event.target.value)}
        >
          <Options of={near} />
          {rest.length > 0 && (
            <optgroup label={texts.others}>
              <Options of={rest} />
            </optgroup>
          )}
        </select>
      </label>
      <div className="mq-two">
        <Button disabled={busy} onClick={() => onSay({ answer: 'decline' })}>
          {texts.decline}
        </Button>
        <Button
          color="primary"
          disabled={busy}
          onClick={() => onSay({ answer: 'confirm', id: uuidv7(), customerId, purpose: 'sales' })}
        >
          {texts.confirm}
        </Button>
      </div>
    </li>
  );
}

function Options({ of }: { of: readonly Readonly<{ id: string; name: string }>[] }) {
  return of.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}
