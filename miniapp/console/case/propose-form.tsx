import { useState } from 'react';
import type { EvidenceKind, ProposeBody } from '../../../server/contract/case.ts';
import { api } from '../../api.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { Choice, isReason, Note, Reason, useReasonLack } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';
import { blankIn } from '../parts/blanks.ts';
import { evidenceKinds, isEnoughEvidence } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { LegalForm } from './legal-form.tsx';
import { measuresOf, startDraft } from './measure-draft.ts';
import { MeasureFields } from './measure-fields.tsx';
import { Panel } from '../parts/panel.tsx';

const NOTE_MAX = 300;

/** A penalty the ladder allows needs two independent kinds of evidence, one of them not location (M15); a second person decides. */
export function ProposeForm({ view, sanction, templates, reload }: ActionProps) {
  const texts = useConsoleTexts().console;
  const { title, button, next, fill } = texts.propose;
  const [draft, setDraft] = useState(startDraft);
  const [reason, setReason] = useState('');
  const [legalBasis, setLegalBasis] = useState('');
  const [evidence, setEvidence] = useState<Evidence>([]);
  const isEnough = isEnoughEvidence(evidence);
  const measures = measuresOf(draft);
  const isBreach = draft.path === 'rule_breach';
  const basis = isBreach ? legalBasis : consoleSanctionTexts.zh.path.dual_employment;
  const lackOf = useReasonLack();
  const openNote = evidence.flatMap(({ note }) => blankIn(note) ?? [])[0];
  const lacks = [
    draft.chosen.length === 0 ? texts.propose.needMeasure : !measures && texts.propose.needAmounts,
    lackOf(reason),
    basis === '' && texts.propose.needBasis,
    !isEnough && (openNote === undefined ? texts.needEvidence : texts.fillBlank(openNote)),
  ].filter((lack) => typeof lack === 'string');
  const body: ProposeBody | undefined = measures && {
    version: view.version,
    ...measures,
    reason: reason.trim(),
    legalBasis: basis,
    evidence: evidence.map(({ kind, note }) => ({ kind, note: note.trim() })),
  };
  return (
    <Panel title={title}>
      <LegalForm
        title={title}
        hint={next}
        button={button}
        why={lacks.length === 0 ? undefined : texts.propose.notYet(lacks)}
        ready={body !== undefined && isReason(reason) && basis !== '' && isEnough}
        submit={async () => body && api.propose(view.id, body)}
        onDone={reload}
      >
        <Reason
          label={texts.propose.reason}
          fill={fill}
          template={templates.propose}
          value={reason}
          isExplained
          onChange={setReason}
        />
        <MeasureFields draft={draft} sanction={sanction} onChange={setDraft} />
        {isBreach && (
          <Choice
            label={texts.propose.basis}
            options={texts.propose.bases.map((value) => ({ value, label: value }))}
            value={legalBasis}
            onChange={setLegalBasis}
          />
        )}
        <EvidenceList evidence={evidence} notes={templates.evidence} onChange={setEvidence} />
      </LegalForm>
    </Panel>
  );
}

type EvidenceListProps = {
  evidence: Evidence;
  notes: Partial<Record<EvidenceKind, string>>;
  onChange: (evidence: Evidence) => void;
};

function EvidenceList({ evidence, notes, onChange }: EvidenceListProps) {
  const { console: texts, words } = useConsoleTexts();
  const toggle = (kind: EvidenceKind, isOn: boolean): void => {
    const rest = evidence.filter((item) => item.kind !== kind);
    onChange(isOn ? [...rest, { kind, note: notes[kind] ?? '' }] : rest);
  };
  const write = (kind: EvidenceKind, note: string): void =>
    onChange(evidence.map((item) => (item.kind === kind ? { kind, note } : item)));
  return (
    <fieldset className="mq-choice">
      <legend>{texts.propose.evidence}</legend>
      {evidenceKinds.map((kind) => {
        const held = evidence.find((item) => item.kind === kind);
        return (
          <div key={kind}>
            <label>
              <input
                type="checkbox"
                checked={held !== undefined}
                onChange={(event) => toggle(kind, event.target.checked)}
              />
              {words.evidence[kind]}
            </label>
            {held && (
              <Note
                label={`${words.evidence[kind]} · ${texts.propose.note}`}
                value={held.note}
                max={NOTE_MAX}
                rows={2}
                onChange={(note) => write(kind, note)}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
