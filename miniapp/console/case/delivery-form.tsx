import { useState } from 'react';
import type { DeliveryBody } from '../../../server/contract/sanction.ts';
import type { LetterView } from '../../../server/contract/view-sanction.ts';
import { myApi } from '../../my-api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLettersTexts } from '../../texts/screens/console-letters.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { Choice } from '../parts/action-panel.tsx';
import { Field } from '../parts/field.tsx';
import { instantOf, LegalForm, Pick, TimeField } from './legal-form.tsx';
import { sanctionApi } from './sanction-api.ts';

type Channel = DeliveryBody['channel'];
type Outcome = Extract<DeliveryBody, { channel: 'ems' }>['outcome'];
type Draft = {
  channel?: Channel;
  at: string;
  trackingNo: string;
  outcome?: Outcome;
  clause: string;
  photoId?: string;
};

const channels = ['ems', 'signed_photo', 'contract_address'] as const satisfies readonly Channel[];
const outcomes = ['signed', 'refused', 'returned'] as const satisfies readonly Outcome[];
const TRACKING_MAX = 13;
const CLAUSE_MAX = 300;

type DeliveryProps = { caseId: string; letter: LetterView; reload: () => Promise<void> };

/** How a letter reached the person, with what proves it. */
export function DeliveryForm({ caseId, letter, reload }: DeliveryProps) {
  const texts = useTable(consoleLettersTexts);
  const sure = useTable(sureTexts).delivery;
  const [draft, setDraft] = useState<Draft>({ at: '', trackingNo: '', clause: '' });
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const body = bodyOf(draft);
  const isMail = draft.channel === 'ems' || draft.channel === 'contract_address';
  return (
    <LegalForm
      title={`${texts.deliver} ${letter.no}`}
      button={texts.deliver}
      ready={body !== undefined}
      sure={sure}
      submit={async () => body && sanctionApi.deliver(caseId, letter.id, body)}
      onDone={reload}
    >
      <Choice
        label={texts.channelLabel}
        options={channels.map((value) => ({ value, label: texts.channel[value] }))}
        value={draft.channel}
        onChange={(channel) => set({ channel })}
      />
      {isMail && (
        <>
          <Field
            label={`${texts.trackingNo} · ${texts.trackingHint}`}
            value={draft.trackingNo}
            max={TRACKING_MAX}
            onChange={(trackingNo) => set({ trackingNo: trackingNo.toUpperCase().trim() })}
          />
          <Pick
            label={texts.outcomeLabel}
            options={outcomes.map((value) => ({ value, label: texts.outcome[value] }))}
            value={draft.outcome}
            onChange={(outcome) => set({ outcome })}
          />
        </>
      )}
      {draft.channel === 'contract_address' && (
        <Field
          label={texts.clause}
          value={draft.clause}
          max={CLAUSE_MAX}
          onChange={(clause) => set({ clause })}
        />
      )}
      {draft.channel === 'signed_photo' && (
        <PhotoPick caseId={caseId} value={draft.photoId} onChange={(photoId) => set({ photoId })} />
      )}
      {draft.channel && (
        <TimeField label={texts.deliveredAt} value={draft.at} onChange={(at) => set({ at })} />
      )}
    </LegalForm>
  );
}

type PhotoPickProps = { caseId: string; value: string | undefined; onChange: (id: string) => void };

function PhotoPick({ caseId, value, onChange }: PhotoPickProps) {
  const texts = useTable(consoleLettersTexts);
  const files = useLoad(() => myApi.caseFiles(caseId), caseId).data?.files;
  if (!files || files.length === 0) return files ? <p className="mq-muted">{texts.noPhoto}</p> : null;
  return (
    <Pick
      label={texts.photo}
      options={files.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}

const TRACKING = /^(\d{13}|[A-Z]{2}\d{9}[A-Z]{2})$/;

/** The delivery as the contract takes it, or undefined while something is open. */
function bodyOf({
  channel,
  at: local,
  trackingNo,
  outcome,
  clause,
  photoId,
}: Draft): DeliveryBody | undefined {
  if (local === '') return undefined;
  const at = instantOf(local);
  if (channel === 'signed_photo') return photoId === undefined ? undefined : { channel, photoId, at };
  if (!channel || !outcome || !TRACKING.test(trackingNo)) return undefined;
  if (channel === 'ems') return { channel, trackingNo, outcome, at };
  return clause.trim().length < 2 ? undefined : { channel, trackingNo, outcome, clause: clause.trim(), at };
}
