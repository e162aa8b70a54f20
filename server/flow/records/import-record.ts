import { recordFault } from '../../contract/texts/record-faults.ts';
import { endImport, startImport, type Import } from '../../store/imports.ts';
import type { Pending } from '../../store/pending.ts';
import { listRunningFiles } from '../../store/running-imports.ts';
import type { Deps } from '../deps.ts';
import { NO_COUNTS } from './import-rows.ts';

type Begun = Readonly<Pick<Import, 'id' | 'turnId' | 'kind' | 'by' | 'language' | 'startedAt'>>;
export type ImportEnd = Readonly<{ status: 'finished' | 'failed'; why?: string }>;

/** Opens an import, of a file or of a pull, with its line in the audit log. */
export async function beginImport(begun: Begun): Promise<Import> {
  const fresh: Import = {
    ...begun,
    status: 'running',
    ...NO_COUNTS,
    faults: [],
    notices: [],
    takenBack: [],
    waiting: [],
  };
  await startImport(fresh, [audit(begun, { at: begun.startedAt, action: 'records.import', to: begun.kind })]);
  return fresh;
}

export async function finishImport(
  deps: Deps,
  begun: Pick<Begun, 'id' | 'turnId' | 'by' | 'startedAt'>,
  end: ImportEnd,
): Promise<void> {
  const at = deps.now();
  const line = { at, action: 'records.import_end', from: 'running', to: end.status };
  await endImport(begun, { ...end, at }, [audit(begun, line)]);
  await deps.enqueue({ name: 'relay' });
}

/** Files whose server ended on the way, where no other can be at work on them: whoever sent one is told now to send it again. */
export async function endCutOff(deps: Deps): Promise<void> {
  for (const begun of await listRunningFiles())
    await finishImport(deps, begun, { status: 'failed', why: recordFault('stopped', begun.language) });
}

function audit(
  { id, by, startedAt }: Pick<Begun, 'id' | 'by' | 'startedAt'>,
  { at, action, from, to }: Readonly<{ at: Date; action: string; from?: string; to: string }>,
): Pending {
  const line = { at, actorId: by, action, subject: `imports:${id}` };
  const entry = from === undefined ? { ...line, to } : { ...line, from, to };
  return { id: `${id}:${+startedAt}${from === undefined ? '' : ':end'}`, kind: 'audit', entry };
}
