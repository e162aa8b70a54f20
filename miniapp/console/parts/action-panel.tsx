import { Button } from 'antd-mobile';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { blankIn, firstBlank, hasBlank } from './blanks.ts';
import { useKeepWords } from './kept-words.tsx';
import { Panel } from './panel.tsx';
import { useSure } from './use-sure.ts';
import { SendButton } from './send-button.tsx';

/** Length of a decision's reason (R7, contract/case.ts). */
const REASON_MIN = 20;
const REASON_MAX = 1000;

type ActionPanelProps = {
  title: string;
  hint?: string;
  button: string;
  ready: boolean;
  /** Why it cannot be sent yet, in words. */
  why?: string | undefined;
  /** What happens next; asked once more before what cannot be undone. */
  sure?: string | undefined;
  onSubmit: () => Promise<void>;
  children?: ReactNode;
};

/** One action with its one button. */
export function ActionPanel({ title, hint, button, ready, why, sure, onSubmit, children }: ActionPanelProps) {
  const [busy, setBusy] = useState(false);
  const isSure = useSure();
  const submit = async (): Promise<void> => {
    if (!(await isSure(sure, button))) return;
    setBusy(true);
    await onSubmit();
    setBusy(false);
  };
  return (
    <Panel title={title}>
      <div className="mq-action">
        {hint && <p className="mq-muted">{hint}</p>}
        {children}
        <SendButton name={button} ready={ready} busy={busy} why={why} onClick={() => void submit()} />
      </div>
    </Panel>
  );
}

type NoteProps = {
  label: string;
  value: string;
  max: number;
  rows?: number;
  /** Takes the keyboard: the form has come in the place of the button that asked for it. */
  isFirst?: boolean;
  /** What stands there is our draft, which nobody has changed. */
  isDraft?: boolean;
  onChange: (value: string) => void;
};

export function Note({ label, value, max, rows = 3, isFirst = false, isDraft = false, onChange }: NoteProps) {
  useKeepWords(label, isDraft ? '' : value);
  return (
    <label className="mq-note-field">
      {label}
      <textarea
        className="mq-input"
        autoFocus={isFirst}
        rows={rows}
        maxLength={max}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

type ReasonProps = {
  label: string;
  fill: string;
  template: string;
  value: string;
  /** What it lacks is said at the button. */
  isExplained?: boolean;
  onChange: (value: string) => void;
};

/**
 * A reason in the decider's own words, with a draft from the facts one click away that never takes the place of own words; what the draft
 * leaves open is marked to be written over.
 */
export function Reason({ label, fill, template, value, isExplained = false, onChange }: ReasonProps) {
  const texts = useConsoleTexts().console;
  const place = useRef<HTMLDivElement>(null);
  const filled = useRef('');
  const isOwn = value.trim() !== '' && value !== filled.current;
  const missing = REASON_MIN - value.trim().length;
  const blank = blankIn(value);
  const isFilledIn = template !== '' && value === template;
  const mark = (isTaken: boolean): void => {
    const at = firstBlank(template);
    const field = place.current?.querySelector('textarea');
    if (!at || !field) return;
    if (isTaken) field.focus();
    field.setSelectionRange(...at);
  };
  // A choice has brought the draft: the next key typed, or the next step of the keyboard, is at what it leaves open.
  useEffect(() => {
    if (isFilledIn) mark(isByPointer());
  }, [template]);
  const fillIn = (): void => {
    filled.current = template;
    onChange(template);
    requestAnimationFrame(() => mark(true));
  };
  return (
    <div ref={place}>
      <Note
        {...{ label, value, onChange }}
        max={REASON_MAX}
        rows={5}
        isDraft={!isOwn || value === template}
      />
      <div className="mq-reason-foot">
        <Button size="mini" disabled={template === '' || isOwn} onClick={fillIn}>
          {fill}
        </Button>
        {missing > 0 && !isExplained && <span className="mq-muted">{texts.needReason(missing)}</span>}
        {blank !== undefined && !isExplained && (
          <span className="mq-muted" role="status">
            {texts.fillBlank(blank)}
          </span>
        )}
      </div>
    </div>
  );
}

/** Whoever goes through choices by keyboard keeps it there. */
function isByPointer(): boolean {
  const active = document.activeElement;
  if (!(active instanceof HTMLInputElement)) return false;
  return CSS.supports('selector(:focus-visible)') && !active.matches(':focus-visible');
}

/** What keeps a reason from being sent. */
export function useReasonLack(): (value: string) => string | undefined {
  const texts = useConsoleTexts().console;
  return (value) => {
    const blank = blankIn(value);
    if (blank !== undefined) return texts.fillBlank(blank);
    return isReason(value) ? undefined : texts.reasonShort(REASON_MIN - value.trim().length);
  };
}

export const isReason = (value: string): boolean => value.trim().length >= REASON_MIN && !hasBlank(value);

type ChoiceProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T | undefined;
  onChange: (value: T) => void;
};

/** Radio buttons, none chosen beforehand. */
export function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className="mq-choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={label}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
