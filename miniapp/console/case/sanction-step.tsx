import { useState } from 'react';
import type { SanctionEvent } from '../../../server/contract/sanction.ts';
import type { SanctionView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { Choice, Note } from '../parts/action-panel.tsx';
import { emptyRow, EvidenceRows } from './evidence-rows.tsx';
import { Field } from '../parts/field.tsx';
import { LegalForm, TimeField } from './legal-form.tsx';
import { sanctionApi } from './sanction-api.ts';
import { letterOfStep, pointsOfStep, stepBody, type StepDraft } from './sanction-step-body.ts';

const ARTICLE_MAX = 300;
const TEXT_MAX = 1000;
const unions = ['company_union', 'higher_union'] as const;

type StepProps = {
  caseId: string;
  path: SanctionView['paths'][number];
  event: SanctionEvent;
  letters: SanctionView['letters'];
  onDone: () => Promise<void>;
};

/** The form of one step of a legal path. */
export function SanctionStep({ caseId, path: { path, version }, event, letters, onDone }: StepProps) {
  const texts = useTable(consoleSanctionTexts);
  const sure = useTable(sureTexts).step;
  const points = pointsOfStep(path, event);
  const [draft, setDraft] = useState<StepDraft>({
    text: '',
    rows: points && event !== 'refuse' ? startRows(points, event) : [],
    letterId: '',
    handedOver: '',
  });
  const set = (change: Partial<StepDraft>): void => setDraft({ ...draft, ...change });
  const body = stepBody({ path, version, event }, draft);
  const textLabel = labelOfText(event, texts);
  return (
    <LegalForm
      title={texts.event[event]}
      hint={texts.eventHint[event]}
      button={`${texts.record} · ${texts.event[event]}`}
      ready={body !== undefined}
      sure={sure}
      submit={async () => body && sanctionApi.step(caseId, body)}
      onDone={onDone}
    >
      {event === 'bind_rule' && (
        <Field
          label={texts.article}
          value={draft.text}
          max={ARTICLE_MAX}
          onChange={(text) => set({ text })}
        />
      )}
      {textLabel !== undefined && (
        <Note label={textLabel} value={draft.text} max={TEXT_MAX} onChange={(text) => set({ text })} />
      )}
      {points && <EvidenceRows rows={draft.rows} points={points} onChange={(rows) => set({ rows })} />}
      <LetterPick event={event} letters={letters} draft={draft} set={set} />
      {event === 'notify_union' && (
        <>
          <Choice
            label={texts.unionTo}
            options={unions.map((value) => ({ value, label: texts.unionKind[value] }))}
            value={draft.to}
            onChange={(to) => set({ to })}
          />
          <TimeField
            label={texts.handedOver}
            value={draft.handedOver}
            onChange={(handedOver) => set({ handedOver })}
          />
        </>
      )}
    </LegalForm>
  );
}

/** Two kinds are the least a list of evidence has. */
function startRows(points: NonNullable<ReturnType<typeof pointsOfStep>>, event: SanctionEvent) {
  const row = emptyRow(points[0] ?? 'breach');
  return event === 'list_evidence' ? [row, row] : [row];
}

function labelOfText(
  event: SanctionEvent,
  texts: Readonly<{ reason: string; milderText: string; unionText: string; unionAnswer: string }>,
): string | undefined {
  if (event === 'weigh_milder') return texts.milderText;
  if (event === 'union_reply') return texts.unionText;
  if (event === 'consider_reply') return texts.unionAnswer;
  return event === 'show_effect' || event === 'refuse' || event === 'comply' ? texts.reason : undefined;
}

type LetterPickProps = Pick<StepProps, 'event' | 'letters'> & {
  draft: StepDraft;
  set: (change: Partial<StepDraft>) => void;
};

/** The letter a step rests on; being heard without a meeting has none. */
function LetterPick({ event, letters, draft, set }: LetterPickProps) {
  const texts = useTable(consoleSanctionTexts);
  const format = useFormat();
  const kind = letterOfStep[event];
  if (!kind) return null;
  const own = letters.filter((letter) => letter.kind === kind);
  const labelOf = ({ no, issuedAt, deadlineAt }: (typeof own)[number]): string =>
    texts.letterLabel(no, format.dateTime(issuedAt), deadlineAt && format.day(deadlineAt));
  if (own.length === 0) return event === 'hear' ? null : <p className="mq-muted">{texts.noLetter}</p>;
  const none = event === 'hear' ? [{ value: '', label: texts.hearingOwn }] : [];
  return (
    <Choice
      label={event === 'hear' ? texts.hearing : texts.letter}
      options={[...none, ...own.map((letter) => ({ value: letter.id, label: labelOf(letter) }))]}
      value={event === 'hear' ? draft.letterId : draft.letterId || undefined}
      onChange={(letterId) => set({ letterId })}
    />
  );
}
