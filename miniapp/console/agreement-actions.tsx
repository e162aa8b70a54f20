import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { MeView } from '../../server/contract/views.ts';
import type { NonCompeteSource } from '../../server/contract/non-compete.ts';
import { fenOf } from '../parts/money.ts';
import { useTable } from '../texts/language.tsx';
import { consoleNonCompeteTexts } from '../texts/screens/console-non-compete.ts';
import { ActionPanel, Choice, isReason } from './action-panel.tsx';
import type { AgreementProps } from './agreement.tsx';
import { deskApi } from './desk-api.ts';
import { Field } from './field.tsx';
import { Why } from './why.tsx';

const sources: readonly NonCompeteSource[] = ['insurance_feed', 'public_registry', 'self_declaration'];

/** What each role may do with an agreement; the server decides. */
export function AgreementActions({ me, ...props }: AgreementProps & { me: MeView }) {
  const isHr = me.roles.includes('hr') || me.roles.includes('hr_lead');
  const { view } = props;
  return (
    <>
      {me.roles.includes('legal') && <ReviewForm {...props} />}
      {me.roles.includes('hr_lead') && view.monitoring.state !== 'running' && <StartForm {...props} />}
      {isHr && <PaymentForm {...props} />}
      {isHr && <AuthorisationForm {...props} />}
      {isHr && view.endedDay === undefined && <EndForm {...props} />}
      {isHr && view.monitoring.state === 'running' && <RecordForm {...props} />}
      {view.monitoring.state === 'running' && <StopForm {...props} />}
      {(me.roles.includes('hr_lead') || me.roles.includes('legal')) && !view.release && (
        <ReleaseForm {...props} />
      )}
    </>
  );
}

function ReviewForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [result, setResult] = useState<'proportionate' | 'excessive'>();
  const [note, setNote] = useState('');
  const body = { version: view.version, result, note: note.trim() };
  return (
    <ActionPanel
      title={texts.review}
      hint={texts.reviewHint}
      button={texts.review}
      ready={result !== undefined && isReason(note)}
      onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'review', body))}
    >
      <Choice
        label={texts.review}
        options={(['proportionate', 'excessive'] as const).map((value) => ({
          value,
          label: texts.reviewResult[value],
        }))}
        value={result}
        onChange={setResult}
      />
      <Why value={note} onChange={setNote} />
    </ActionPanel>
  );
}

function StartForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [chosen, setChosen] = useState<readonly NonCompeteSource[]>([]);
  const [purpose, setPurpose] = useState('');
  const body = { version: view.version, sources: chosen, purpose: purpose.trim() };
  const refused = new Set(
    view.eligibility.filter(({ reasons }) => reasons.length > 0).map(({ source }) => source),
  );
  return (
    <ActionPanel
      title={texts.start}
      hint={texts.startHint}
      button={texts.start}
      ready={chosen.length > 0 && isReason(purpose)}
      onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'start', body))}
    >
      <fieldset className="mq-choice">
        <legend>{texts.eligibility}</legend>
        {sources.map((source) => (
          <label key={source}>
            <input
              type="checkbox"
              disabled={refused.has(source)}
              checked={chosen.includes(source)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, source] : chosen.filter((one) => one !== source))
              }
            />
            {texts.source[source]}
          </label>
        ))}
      </fieldset>
      <Why label={texts.purpose} value={purpose} onChange={setPurpose} />
    </ActionPanel>
  );
}

function PaymentForm({ view, act }: AgreementProps) {
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

function AuthorisationForm({ view, act }: AgreementProps) {
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

function EndForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [endedDay, setDay] = useState('');
  const body = { version: view.version, endedDay };
  return (
    <ActionPanel
      title={texts.end}
      button={texts.end}
      ready={endedDay !== ''}
      onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'end', body))}
    >
      <Field label={texts.ended} type="date" value={endedDay} onChange={setDay} />
    </ActionPanel>
  );
}

function RecordForm({ view, act }: AgreementProps) {
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

function StopForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [reason, setReason] = useState('');
  const body = { version: view.version, reason: reason.trim() };
  return (
    <details className="mq-fold">
      <summary>{texts.stop}</summary>
      <ActionPanel
        title={texts.stop}
        button={texts.stop}
        ready={isReason(reason)}
        onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'stop', body))}
      >
        <Why value={reason} onChange={setReason} />
      </ActionPanel>
    </details>
  );
}

function ReleaseForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const body = { version: view.version, day, reason: reason.trim() };
  return (
    <details className="mq-fold">
      <summary>{texts.release}</summary>
      <ActionPanel
        title={texts.release}
        button={texts.release}
        ready={day !== '' && isReason(reason)}
        onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'release', body))}
      >
        <Field label={texts.releaseDay} type="date" value={day} onChange={setDay} />
        <Why value={reason} onChange={setReason} />
      </ActionPanel>
    </details>
  );
}
