import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { SuggestionAnswer } from '../../server/contract/visit.ts';
import { myApi } from '../my-api.ts';
import { describeFault } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { visitTexts } from '../texts/screens/visits.ts';
import type { Visits } from './use-visits.ts';

/** What the own track suggests: one tap each way, and the person's word is the last. */
export function VisitSuggestions({ visits }: { visits: Visits }) {
  const texts = useTable(visitTexts);
  const all = useTexts();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const suggestions = visits.state.list?.suggestions ?? [];
  if (suggestions.length === 0 || visits.state.isOld) return null;
  const say = async (key: string, answer: SuggestionAnswer): Promise<void> => {
    setBusy(true);
    await myApi.answerSuggestion(key, answer).then(
      () => Toast.show({ content: answer.answer === 'confirm' ? texts.confirmed : texts.declined }),
      (error: unknown) => Toast.show({ content: describeFault(error, all) }),
    );
    await visits.refresh();
    setBusy(false);
  };
  return (
    <section className="mq-card" aria-label={texts.suggestions}>
      <h2>{texts.suggestions}</h2>
      <p className="mq-muted">{texts.suggestionHint}</p>
      <ul className="mq-rows">
        {suggestions.map(({ key, customerName, startAt, endAt, others }) => (
          <li key={key} className="mq-request">
            <p>
              <strong>{customerName}</strong> · {format.dateTime(startAt)}–{format.time(endAt)}
            </p>
            {others.length > 0 && (
              <p className="mq-muted">{texts.other(others.map(({ name }) => name).join('、'))}</p>
            )}
            <div className="mq-two">
              <Button disabled={busy} onClick={() => void say(key, { answer: 'decline' })}>
                {texts.decline}
              </Button>
              <Button
                color="primary"
                disabled={busy}
                onClick={() => void say(key, { answer: 'confirm', id: uuidv7(), purpose: 'sales' })}
              >
                {texts.confirm}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
