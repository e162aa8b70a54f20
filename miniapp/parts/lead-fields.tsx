import { Input, TextArea } from 'antd-mobile';
import type { LeadKind } from '../../server/contract/lead.ts';
import { Choices } from './choices.tsx';
import { useTable } from '../texts/language.tsx';
import { leadTexts } from '../texts/screens/lead.ts';

export type LeadDraft = { kind: LeadKind; day: string; place: string; text: string };
const kinds: readonly LeadKind[] = ['second_job', 'rival_place', 'absent', 'sales_elsewhere', 'other'];
/** contract/lead.ts */
export const LEAD_TEXT_MIN = 10;

/** What happened, when and where: the same for customers and for managers. */
export function LeadFields({
  draft,
  onChange,
}: {
  draft: LeadDraft;
  onChange: (change: Partial<LeadDraft>) => void;
}) {
  const texts = useTable(leadTexts);
  const missing = LEAD_TEXT_MIN - draft.text.trim().length;
  return (
    <>
      <Choices
        legend={texts.kind}
        columns={1}
        options={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        picked={[draft.kind]}
        onPick={(kind) => onChange({ kind })}
      />
      <label>
        <strong className="mq-field-name">{texts.day}</strong>
        <input type="date" value={draft.day} onChange={(event) => onChange({ day: event.target.value })} />
      </label>
      <label>
        <strong className="mq-field-name">{texts.place}</strong>
        <Input value={draft.place} maxLength={120} onChange={(place) => onChange({ place })} />
      </label>
      <label>
        <strong className="mq-field-name">{texts.text}</strong>
        <TextArea
          value={draft.text}
          placeholder={texts.textHint}
          rows={4}
          maxLength={2000}
          onChange={(text) => onChange({ text })}
        />
      </label>
      {draft.text !== '' && missing > 0 && <p className="mq-muted">{texts.more(missing)}</p>}
    </>
  );
}

/** The fields as they were kept; a kind that this version does not know is the last one. */
export const leadOf = ({ kind, day, place, text }: Record<keyof LeadDraft, string>): LeadDraft => ({
  kind: kinds.find((one) => one === kind) ?? 'other',
  day,
  place,
  text,
});

/** The parts of a draft as the server takes them; an empty place is left out. */
export function leadParts({ kind, day, place, text }: LeadDraft) {
  return { kind, day, text: text.trim(), ...(place.trim() !== '' && { place: place.trim() }) };
}

export const isLeadReady = ({ day, text }: LeadDraft): boolean =>
  day !== '' && text.trim().length >= LEAD_TEXT_MIN;

export const emptyLead = (today: string): LeadDraft => ({ kind: 'absent', day: today, place: '', text: '' });
