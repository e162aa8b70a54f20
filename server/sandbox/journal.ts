import type { FaultKind } from './faults.ts';

/** One thing that went over the wire, for the page's log; no bodies. */
export type JournalLine = Readonly<{
  seq: number;
  /** Milliseconds of the sandbox clock. */
  atMs: number;
  kind: 'request' | 'event' | 'callback' | 'page_api';
  name: string;
  /** HTTP status, 0 when there was no answer. */
  status: number;
  /** Platform code of the reply, when it has one. */
  code: number | null;
  tookMs: number;
  fault: FaultKind | null;
}>;
export type Journal = ReturnType<typeof createJournal>;

const kept = 500;

/** The last things that went over the wire, in memory. */
export function createJournal(nowMs: () => number) {
  const lines: JournalLine[] = [];
  let seq = 0;
  return {
    add: (line: Omit<JournalLine, 'seq' | 'atMs'>): void => {
      seq += 1;
      lines.push({ seq, atMs: nowMs(), ...line });
      if (lines.length > kept) lines.shift();
    },
    list: (): JournalLine[] => [...lines],
    clear: (): void => void lines.splice(0),
  };
}
