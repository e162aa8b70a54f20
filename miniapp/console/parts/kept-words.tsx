import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';

/** What stands in one field, by its label. */
export type Words = Readonly<{ label: string; text: string }>;
type Keeper = Readonly<{ keep: (words: Words) => void; noteSent: () => void }>;
const Keep = createContext<Keeper>({ keep: () => undefined, noteSent: () => undefined });

/** Tells the form around it what was typed; a draft that nobody changed is not typed. */
export function useKeepWords(label: string, text: string): void {
  const { keep } = useContext(Keep);
  useEffect(() => keep({ label, text }), [keep, label, text]);
}

/** How a form says that its words were taken. */
export const useNoteSent = (): (() => void) => useContext(Keep).noteSent;

/** A form that may be taken away while somebody writes in it: `onGone` gets what was typed and not sent. */
export function KeepWords({
  onGone,
  sent,
  children,
}: {
  onGone: (words: readonly Words[]) => void;
  /** Filled with the form's way to say that its words were taken. */
  sent: { current: () => void };
  children: ReactNode;
}) {
  const [typed] = useState(() => new Map<string, string>());
  const gone = useRef(onGone);
  gone.current = onGone;
  sent.current = () => typed.clear();
  useEffect(
    () => () => {
      const words = [...typed]
        .map(([label, text]) => ({ label, text }))
        .filter(({ text }) => text.trim() !== '');
      if (words.length > 0) gone.current(words);
    },
    [typed],
  );
  const [keeper] = useState<Keeper>(() => ({
    keep: ({ label, text }) => void typed.set(label, text),
    noteSent: () => typed.clear(),
  }));
  return <Keep.Provider value={keeper}>{children}</Keep.Provider>;
}
