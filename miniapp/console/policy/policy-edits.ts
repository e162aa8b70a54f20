import { useState } from 'react';
import type { PolicyDraftBody } from '../../../server/contract/policy.ts';

type Written = Readonly<{ onRevision: number; draft: PolicyDraftBody }>;

/** For as long as the tab is open: neither another page nor somebody else's saving takes away what was written. */
let kept: Written | undefined;

export type PolicyEdits = Readonly<{
  /** What stands in the fields, to be saved over the newest revision. */
  draft: PolicyDraftBody;
  isUnsaved: boolean;
  /** Somebody else has saved since this was begun. */
  isOvertaken: boolean;
  change: (part: Partial<PolicyDraftBody>) => void;
  drop: () => void;
  /** To be called when they are sent; what it answers, once they are saved: what was written meanwhile stays. */
  sending: () => () => void;
}>;

/** The saved draft with what this person has written over it and not saved yet. */
export function usePolicyEdits(saved: PolicyDraftBody): PolicyEdits {
  const [written, setWritten] = useState(kept);
  const { revision } = saved;
  const keep = (next: Written | undefined): void => {
    kept = next;
    setWritten(next);
  };
  return {
    draft: { ...(written?.draft ?? saved), revision },
    isUnsaved: written !== undefined,
    isOvertaken: written !== undefined && written.onRevision !== revision,
    change: (part) =>
      keep({
        onRevision: kept?.onRevision ?? revision,
        draft: { ...(kept?.draft ?? saved), ...part },
      }),
    drop: () => keep(undefined),
    sending: () => {
      const sent = kept;
      return () => keep(kept && kept !== sent ? { ...kept, onRevision: revision + 1 } : undefined);
    },
  };
}
