import { Toast } from 'antd-mobile';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ApiError } from '../../api.ts';
import { describeFault, isStale } from '../../parts/fault.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { useSure } from '../parts/use-sure.ts';
import { SendButton } from '../parts/send-button.tsx';
import { useNoteSent } from '../parts/kept-words.tsx';

type LegalFormProps = {
  /** Names the form for people who cannot see it. */
  title: string;
  hint?: string;
  button: string;
  ready: boolean;
  /** Why it cannot be sent yet, in words. */
  why?: string | undefined;
  /** What happens next; asked once more before what cannot be undone. */
  sure?: string;
  submit: () => Promise<unknown>;
  onDone: () => Promise<void>;
  children?: ReactNode;
};

/** One step with its one button; what the server refuses stays written under the fields until the next try. */
export function LegalForm({
  title,
  hint,
  button,
  ready,
  why,
  sure,
  submit,
  onDone,
  children,
}: LegalFormProps) {
  const texts = useConsoleTexts();
  const describe = useLegalFault();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const isSure = useSure();
  const noteSent = useNoteSent();
  const send = async (): Promise<void> => {
    if (!(await isSure(sure, button))) return;
    setBusy(true);
    setFault(undefined);
    try {
      await submit();
      noteSent();
      Toast.show({ icon: 'success', content: texts.console.done });
      await onDone();
    } catch (error) {
      setFault(isStale(error) ? texts.console.stale : describe(error));
      if (isStale(error)) await onDone();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="mq-action"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {hint && <p className="mq-muted">{hint}</p>}
      {children}
      {fault !== undefined && (
        <p className="mq-fault" role="alert">
          {fault}
        </p>
      )}
      <SendButton name={button} ready={ready} busy={busy} why={why} />
    </form>
  );
}

/** A refusal in the words of the procedure; faults of fields carry the label of their field. */
export function useLegalFault(): (error: unknown) => string {
  const texts = useConsoleTexts();
  const format = useFormat();
  const { missing, fields } = useTable(consoleSanctionTexts);
  return (error) => {
    if (!(error instanceof ApiError)) return describeFault(error, texts);
    // The reply names all that is missing, its code the first.
    if (missing[error.code] !== undefined) return error.message;
    if (error.fields.length === 0) return describeFault(error, texts);
    return format.clauses(
      error.fields.map(({ field, reason }) =>
        format.named(fields[field] ?? fields[field.split('.')[0] ?? ''] ?? field, reason),
      ),
    );
  };
}

type PickProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T | undefined;
  onChange: (value: T) => void;
};

/** One of several in a labelled list, none chosen beforehand. */
export function Pick<T extends string>({ label, options, value, onChange }: PickProps<T>) {
  const texts = useTable(consoleSanctionTexts);
  return (
    <label className="mq-note-field">
      {label}
      <select
        className="mq-input"
        value={value ?? ''}
        onChange={(event) => {
          const found = options.find((option) => option.value === event.target.value);
          if (found) onChange(found.value);
        }}
      >
        <option value="" disabled>
          {texts.chooseLetter}
        </option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** An instant as the person reads it off the clock. */
export function TimeField(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="mq-note-field">
      {props.label}
      <input
        className="mq-input"
        type="datetime-local"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}

/** What `TimeField` holds as an instant. */
export const instantOf = (local: string): string => new Date(local).toISOString();
