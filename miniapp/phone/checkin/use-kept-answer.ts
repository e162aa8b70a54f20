import { useEffect, useState } from 'react';
import { useCell } from '../../parts/use-cell.ts';
import { useSession } from '../session.ts';

/** Whether the answer to this prompt waits on this phone; `gone` once it has left, before the plan in hand knows of it. */
export function useKeptAnswer(promptId: string | undefined): 'waits' | 'gone' | undefined {
  const { outbox, me } = useSession();
  const change = useCell(outbox.changes);
  const [kept, setKept] = useState<Readonly<{ promptId: string; isThere: boolean }>>();
  useEffect(() => {
    if (promptId === undefined) return undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const rows = await outbox.signals(me.personId);
      const isThere = rows.some(({ signal }) => 'promptId' in signal && signal.promptId === promptId);
      if (!isOver)
        setKept((before) => (isThere || before?.promptId === promptId ? { promptId, isThere } : undefined));
    };
    look().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [change, promptId, outbox, me]);
  if (kept === undefined || kept.promptId !== promptId) return undefined;
  return kept.isThere ? 'waits' : 'gone';
}
