import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { fenOf } from '../../parts/money.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { ActionPanel, Choice } from '../parts/action-panel.tsx';
import type { AgreementProps } from './agreement.tsx';
import { deskApi } from '../desk-api.ts';
import { Field } from '../parts/field.tsx';

export function PaymentForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [amount, setAmount] = useState('');
  const [paidDay, setPaidDay] = useState('');
  const [reference, setReference] = useState('');
  const amountFen = fenOf(amount);
  const submit = () =>
    act(async () => {
      const body = { id: uuidv7(), amountFen, paidDay, reference: reference.trim() };
      await deskApi.changeAgreement(view.id, 'payments', body);
      setAmount('');
    });
  const isReady = amountFen !== undefined && amountFen > 0 && paidDay !== '' && reference.trim() !== '';
  return (
    <ActionPanel title={texts.addPayment} button={texts.addPayment} ready={isReady} onSubmit={submit}>
      <Field label={texts.amount} value={amount} max={12} onChange={setAmount} />
      <Field label={texts.paidDay} type="date" value={paidDay} onChange={setPaidDay} />
      <Field label={texts.reference} value={reference} max={120} onChange={setReference} />
    </ActionPanel>
  );
}

export function AuthorisationForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [days, setDays] = useState({ signedDay: '', fromDay: '', toDay: '' });
  const [documentSha256, setHash] = useState('');
  const isReady = Object.values(days).every((day) => day !== '') && /^[0-9a-f]{64}$/.test(documentSha256);
  const body = { id: uuidv7(), ...days, documentSha256 };
  return (
    <details className="mq-fold">
      <summary>{texts.addAuthorisation}</summary>
      <ActionPanel
        title={texts.addAuthorisation}
        button={texts.addAuthorisation}
        ready={isReady}
        onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'authorisations', body))}
      >
        <Field
          label={texts.signed}
          type="date"
          value={days.signedDay}
          onChange={(signedDay) => setDays({ ...days, signedDay })}
        />
        <Field
          label={texts.from}
          type="date"
          value={days.fromDay}
          onChange={(fromDay) => setDays({ ...days, fromDay })}
        />
        <Field
          label={texts.to}
          type="date"
          value={days.toDay}
          onChange={(toDay) => setDays({ ...days, toDay })}
        />
        <Field label={texts.hash} value={documentSha256} max={64} onChange={setHash} />
      </ActionPanel>
    </details>
  );
}

export function RecordForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [source, setSource] = useState<'public_registry' | 'self_declaration'>();
  const [draft, setDraft] = useState({ employerName: '', creditCode: '', month: '', reference: '' });
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const { creditCode, ...rest } = draft;
  const body = { id: uuidv7(), source, ...rest, ...(creditCode.trim() !== '' && { creditCode }) };
  const isReady = source !== undefined && Object.values(rest).every((value) => value.trim() !== '');
  return (
    <details className="mq-fold">
      <summary>{texts.record}</summary>
      <ActionPanel
        title={texts.record}
        hint={texts.recordHint}
        button={texts.record}
        ready={isReady}
        onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'records', body))}
      >
        <Choice
          label={texts.record}
          options={(['public_registry', 'self_declaration'] as const).map((value) => ({
            value,
            label: texts.source[value],
          }))}
          value={source}
          onChange={setSource}
        />
        <Field
          label={texts.employer}
          value={draft.employerName}
          max={120}
          onChange={(employerName) => set({ employerName })}
        />
        <Field
          label={texts.creditCode}
          value={creditCode}
          max={18}
          onChange={(code) => set({ creditCode: code })}
        />
        <Field label={texts.month} value={draft.month} max={7} onChange={(month) => set({ month })} />
        <Field
          label={texts.reference}
          value={draft.reference}
          max={300}
          onChange={(reference) => set({ reference })}
        />
      </ActionPanel>
    </details>
  );
}
