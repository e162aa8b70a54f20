import { useState } from 'react';
import type { MeView } from '../../../server/contract/views.ts';
import type { NonCompeteSource } from '../../../server/contract/non-compete.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, Choice, isReason } from '../parts/action-panel.tsx';
import type { AgreementProps } from './agreement.tsx';
import { AuthorisationForm, PaymentForm, RecordForm } from './agreement-papers.tsx';
import { deskApi } from '../desk-api.ts';
import { Field } from '../parts/field.tsx';
import { Why } from '../parts/why.tsx';

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

function EndForm({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  const sure = useTable(sureTexts).ended;
  const [endedDay, setDay] = useState('');
  const body = { version: view.version, endedDay };
  return (
    <ActionPanel
      title={texts.end}
      button={texts.end}
      ready={endedDay !== ''}
      sure={sure}
      onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'end', body))}
    >
      <Field label={texts.ended} type="date" value={endedDay} onChange={setDay} />
    </ActionPanel>
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
  const sure = useTable(sureTexts).release;
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
        sure={sure}
        onSubmit={() => act(() => deskApi.changeAgreement(view.id, 'release', body))}
      >
        <Field label={texts.releaseDay} type="date" value={day} onChange={setDay} />
        <Why value={reason} onChange={setReason} />
      </ActionPanel>
    </details>
  );
}
