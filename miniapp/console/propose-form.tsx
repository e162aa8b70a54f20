import { Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import type { EvidenceKind, ProposeBody } from '../../server/contract/case.ts';
import { api } from '../api.ts';
import { useTexts } from '../texts/language.tsx';
import { ActionCard, isReason, Reason } from './action-card.tsx';
import type { ActionProps } from './actions.tsx';

const kinds = [
  'location',
  'attendance_record',
  'explanation',
  'interview',
  'photo',
  'customer_record',
  'sales_record',
  'witness',
  'document',
] as const satisfies readonly EvidenceKind[];
const NOTE_MIN = 2;
const NOTE_MAX = 300;

type Evidence = ProposeBody['evidence'];

/** A warning needs two independent kinds of evidence, one of them not location (M15); a second person decides. */
export function ProposeForm({ view, templates, act }: ActionProps) {
  const texts = useTexts().console;
  const [reason, setReason] = useState('');
  const [legalBasis, setLegalBasis] = useState('');
  const [evidence, setEvidence] = useState<Evidence>([]);
  const body: ProposeBody = {
    version: view.version,
    penalty: 'warning',
    reason: reason.trim(),
    legalBasis,
    evidence: evidence.map(({ kind, note }) => ({ kind, note: note.trim() })),
  };
  const isEnough = isEnoughEvidence(evidence);
  return (
    <ActionCard
      title={texts.propose.title}
      hint={texts.propose.next}
      button={texts.propose.button}
      ready={isReason(reason) && legalBasis !== '' && isEnough}
      onSubmit={() => act(() => api.propose(view.id, body))}
    >
      <Reason
        label={texts.propose.reason}
        fill={texts.propose.fill}
        template={templates.propose}
        value={reason}
        onChange={setReason}
      />
      <h4>{texts.propose.basis}</h4>
      <Radio.Group
        className="mq-stacked"
        aria-label={texts.propose.basis}
        options={texts.propose.bases}
        value={legalBasis}
        onChange={(event) => setLegalBasis(String(event.target.value))}
      />
      <h4>{texts.propose.evidence}</h4>
      <EvidenceList evidence={evidence} notes={templates.evidence} onChange={setEvidence} />
      {!isEnough && <p className="mq-muted">{texts.needEvidence}</p>}
    </ActionCard>
  );
}

type EvidenceListProps = {
  evidence: Evidence;
  notes: Partial<Record<EvidenceKind, string>>;
  onChange: (evidence: Evidence) => void;
};

function EvidenceList({ evidence, notes, onChange }: EvidenceListProps) {
  const { console: texts, words } = useTexts();
  const toggle = (kind: EvidenceKind, isOn: boolean): void => {
    const rest = evidence.filter((item) => item.kind !== kind);
    onChange(isOn ? [...rest, { kind, note: notes[kind] ?? '' }] : rest);
  };
  const write = (kind: EvidenceKind, note: string): void =>
    onChange(evidence.map((item) => (item.kind === kind ? { kind, note } : item)));
  return kinds.map((kind) => {
    const held = evidence.find((item) => item.kind === kind);
    return (
      <div key={kind}>
        <Checkbox checked={held !== undefined} onChange={(event) => toggle(kind, event.target.checked)}>
          {words.evidence[kind]}
        </Checkbox>
        {held && (
          <Input.TextArea
            aria-label={`${words.evidence[kind]} ${texts.propose.note}`}
            value={held.note}
            maxLength={NOTE_MAX}
            autoSize={{ minRows: 1, maxRows: 5 }}
            onChange={(event) => write(kind, event.target.value)}
          />
        )}
      </div>
    );
  });
}

/** The same rule as the server's, so that the button tells the truth. */
export function isEnoughEvidence(evidence: Evidence): boolean {
  const hasNotes = evidence.every(({ note }) => note.trim().length >= NOTE_MIN);
  return hasNotes && new Set(evidence.map(({ kind }) => kind)).size >= 2;
}
