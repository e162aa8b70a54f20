import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { Draft, Drafts } from '../track/drafts.ts';

/** Where words that were begun are kept; nowhere on a computer that others use too. */
export const DraftContext = createContext<Pick<Drafts, 'read' | 'keep' | 'drop'> | undefined>(undefined);

/**
 * The fields of a form, as they were left: a screen that is left or an app that is killed loses no word. `isBack` once something kept
 * stands in the fields again; `clear` after sending.
 */
export function useDraft<T extends Draft>(form: string, empty: T) {
  const drafts = useContext(DraftContext);
  const [fields, setFields] = useState(empty);
  const [isBack, setBack] = useState(false);
  const isTouched = useRef(false);
  useEffect(() => {
    let gone = false;
    const restore = (kept: Draft | undefined): void => {
      if (!kept || gone || isTouched.current) return;
      setFields((before) => ({ ...before, ...kept }));
      setBack(true);
    };
    drafts?.read(form).then(restore, () => undefined);
    return () => {
      gone = true;
    };
  }, [drafts, form]);
  const change = (part: Partial<T>): void => {
    isTouched.current = true;
    const next = { ...fields, ...part };
    setFields(next);
    drafts?.keep(form, next).catch(() => undefined);
  };
  const clear = (to: T): void => {
    isTouched.current = true;
    setFields(to);
    setBack(false);
    drafts?.drop(form).catch(() => undefined);
  };
  return { fields, change, clear, isBack };
}
