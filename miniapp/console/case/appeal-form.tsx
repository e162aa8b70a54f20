import { useState } from 'react';
import type { DecideAppealBody } from '../../../server/contract/case-bodies.ts';
import { api } from '../../api.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, Choice, isReason, Reason } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';

type Milder = NonNullable<DecideAppealBody['changedTo']>;
type Answer = 'upheld' | 'overturned' | Milder;

/** Somebody new decides the appeal: the penalty stands, becomes one of the milder ones the server names, or falls. */
export function AppealForm({ view, act }: ActionProps) {
  const { consoleCase, words } = useConsoleTexts();
  const texts = consoleCase.appeal;
  const sure = useTable(sureTexts).appeal;
  const [answer, setAnswer] = useState<Answer>();
  const [reason, setReason] = useState('');
  const answers: readonly Answer[] = ['upheld', ...(view.milder ?? []).toReversed(), 'overturned'];
  const submit = async (): Promise<void> => {
    if (!answer) return;
    const { version } = view;
    await act(() => api.decideAppeal(view.id, { version, reason: reason.trim(), ...resultOf(answer) }));
  };
  const labelOf = (value: Answer): string =>
    value === 'upheld' || value === 'overturned'
      ? words.appealResult[value]
      : `${texts.changedTo}${words.penalty[value] ?? value}`;
  return (
    <ActionPanel
      title={texts.decideTitle}
      hint={texts.hint}
      button={texts.button}
      ready={answer !== undefined && isReason(reason)}
      sure={answer && sureOf(answer, sure)}
      onSubmit={submit}
    >
      <Choice
        label={texts.result}
        options={answers.map((value) => ({ value, label: labelOf(value) }))}
        value={answer}
        onChange={setAnswer}
      />
      <Reason
        label={texts.reason}
        fill={texts.fill}
        template={answer ? texts.template(labelOf(answer)) : ''}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}

const resultOf = (answer: Answer): Pick<DecideAppealBody, 'result' | 'changedTo'> =>
  answer === 'upheld' || answer === 'overturned'
    ? { result: answer }
    : { result: 'changed', changedTo: answer };

function sureOf(
  answer: Answer,
  sure: Readonly<Record<'upheld' | 'talk' | 'changed' | 'overturned', string>>,
) {
  return answer === 'upheld' || answer === 'overturned' || answer === 'talk' ? sure[answer] : sure.changed;
}
