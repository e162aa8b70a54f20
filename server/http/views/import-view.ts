import type { ImportLine, ImportView } from '../../contract/records.ts';
import { recordFault } from '../../contract/texts/record-faults.ts';
import type { Language } from '../../contract/texts/sentence.ts';
import { sayAll } from '../../flow/records/import-faults.ts';
import type { Import, ImportLists } from '../../store/imports.ts';

const SHOWN_FAULTS = 100;
/** An import says every 20 s that it goes on: one of which nothing was heard for so long is nobody's work any more. */
const SILENT_MS = 2 * 60_000;

/** How far an import is at `now`, with its first faults. */
export function importView(found: Import, language: Language, now: Date): ImportView {
  const { kind, faults, notices } = found;
  const shown = (of: Import['faults']) =>
    of
      .slice(0, SHOWN_FAULTS)
      .flatMap((one) => sayAll(one, { kind, language }))
      .slice(0, SHOWN_FAULTS);
  return { ...countsOf(found, language, now), faults: shown(faults), notices: shown(notices) };
}

type Counted = Omit<Import, ImportLists>;

/** A source goes on from its page whenever its time comes; whoever sent a file waits for it. */
function stateOf(found: Counted, language: Language, now: Date): Pick<ImportView, 'status' | 'why'> {
  const { by, status, startedAt, notedAt = startedAt, why } = found;
  const isLost = status === 'running' && !by.startsWith('source:') && +now - +notedAt > SILENT_MS;
  if (isLost) return { status: 'failed', why: recordFault('stopped', language) };
  return { status, ...(why !== undefined && { why }) };
}

function countsOf(found: Counted, language: Language, now: Date): Omit<ImportView, 'faults' | 'notices'> {
  const { id, kind, startedAt } = found;
  const { rows, created, updated, unchanged, refused, noticed } = found;
  return {
    importId: id,
    kind,
    ...stateOf(found, language, now),
    startedAt: startedAt.toISOString(),
    rows,
    created,
    updated,
    unchanged,
    refused,
    noticed,
  };
}

/** `nameOf` tells who a person is; keys and sources are named by themselves. */
export function importLine(
  found: Counted,
  { nameOf, now }: Readonly<{ nameOf: (personId: string) => string; now: Date }>,
): ImportLine {
  const [, from, name] = /^(key|source):(.*)$/s.exec(found.by) ?? [];
  const counts = { ...countsOf(found, found.language, now), withdrawn: found.withdrawn };
  if (name !== undefined) return { ...counts, from: from === 'key' ? 'key' : 'source', by: name };
  return { ...counts, from: 'console', by: nameOf(found.by) };
}
