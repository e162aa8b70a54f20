import { Button } from 'antd-mobile';
import type { EvidenceKind } from '../../../server/contract/case.ts';
import type { EvidencePoint, SanctionStepBody } from '../../../server/contract/sanction.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { Note } from '../parts/action-panel.tsx';
import { evidenceKinds } from './evidence.ts';
import { instantOf, Pick, TimeField } from './legal-form.tsx';

export type EvidenceRow = { kind?: EvidenceKind; shows: EvidencePoint; note: string; at: string };
type EvidenceItem = Extract<SanctionStepBody, { event: 'list_evidence' }>['evidence'][number];

const NOTE_MIN = 2;
const NOTE_MAX = 300;
const ROWS_MAX = 20;

export const emptyRow = (shows: EvidencePoint): EvidenceRow => ({ shows, note: '', at: '' });

/** The rows as the contract takes them, or undefined while one is unfinished. */
export function evidenceOf(rows: readonly EvidenceRow[]): EvidenceItem[] | undefined {
  const items = rows.flatMap(({ kind, shows, note, at }) =>
    kind && note.trim().length >= NOTE_MIN
      ? [{ kind, shows, note: note.trim(), ...(at !== '' && { at: instantOf(at) }) }]
      : [],
  );
  return items.length === rows.length && items.length > 0 ? items : undefined;
}

type EvidenceRowsProps = {
  rows: readonly EvidenceRow[];
  points: readonly EvidencePoint[];
  onChange: (rows: EvidenceRow[]) => void;
};

/** Pieces of evidence, each with its kind, what it shows, its content and when it happened. */
export function EvidenceRows({ rows, points, onChange }: EvidenceRowsProps) {
  const texts = useTable(consoleSanctionTexts);
  const { words } = useTexts();
  const change = (index: number, part: Partial<EvidenceRow>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <>
      {rows.map((row, index) => (
        <fieldset className="mq-choice" key={index}>
          <legend>{texts.evidenceNo(index + 1)}</legend>
          <Pick
            label={texts.evidenceKind}
            options={evidenceKinds.map((value) => ({ value, label: words.evidence[value] }))}
            value={row.kind}
            onChange={(kind) => change(index, { kind })}
          />
          {points.length > 1 && (
            <Pick
              label={texts.evidenceShows}
              options={points.map((value) => ({ value, label: texts.shows[value] }))}
              value={row.shows}
              onChange={(shows) => change(index, { shows })}
            />
          )}
          <Note
            label={texts.evidenceNote}
            value={row.note}
            max={NOTE_MAX}
            rows={2}
            onChange={(note) => change(index, { note })}
          />
          <TimeField label={texts.evidenceAt} value={row.at} onChange={(at) => change(index, { at })} />
          {rows.length > 1 && (
            <Button size="mini" onClick={() => onChange(rows.filter((_, at) => at !== index))}>
              {texts.removeEvidence} {index + 1}
            </Button>
          )}
        </fieldset>
      ))}
      {rows.length < ROWS_MAX && (
        <div>
          <Button size="mini" onClick={() => onChange([...rows, emptyRow(points[0] ?? 'breach')])}>
            {texts.addEvidence}
          </Button>
        </div>
      )}
    </>
  );
}
