import { randomUUID } from 'node:crypto';
import { mappedRow } from '../../connectors/pull/mapped-row.ts';
import { needsSecret } from '../../contract/pull-auth.ts';
import type { PullTry } from '../../contract/pull-source.ts';
import type { PullPreview } from '../../contract/pull-source-view.ts';
import { FIRST_PAGE, nextPage, pagingOf } from '../../domain/pull/paging.ts';
import { leavesOf } from '../../domain/pull/path.ts';
import { instantOf } from '../../domain/time.ts';
import { conflict, type FieldFault } from '../../errors.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPullSource } from '../../store/pull-sources.ts';
import { saveSetting } from '../../store/settings.ts';
import type { Actor, Deps } from '../deps.ts';
import { keptFault, sayKept } from '../records/import-faults.ts';
import { createPages } from './pull-page.ts';
import { pullAudit, pullSecretPlace } from './pull-record.ts';
import { keepsSecret, requireAdmin, requireSecret, requireUsable } from './pull-source.ts';
import { checkRecord, readRecord } from '../records/record-checks.ts';
import { readVoidRow } from '../records/void-row.ts';
import { createKnown, type Known } from '../records/record-references.ts';
import { createAddresses, type Addresses } from '../records/row-address.ts';
import { openSealed } from '../secret/seal.ts';

const SHOWN_ROWS = 10;
const MOST_PATHS = 60;
const SHOWN_CHARS = 80;
const NOTHING = { count: 0, hasNext: false, rows: [], paths: [] } as const;
type Row = PullPreview['rows'][number];
type Named = ReturnType<typeof mappedRow>;
type Filled = Extract<Named, { columnOf: object }>;

/** Fetches the first page and says what would become of its rows: nothing is stored but that somebody has looked. */
export async function previewSource(deps: Deps, actor: Actor, asked: PullTry): Promise<PullPreview> {
  requireAdmin(actor);
  requireUsable(deps, asked);
  const secret = await secretFor(deps, asked);
  const line = { ...asked, id: asked.id ?? 'new', version: 0 };
  const entry = pullAudit(deps, line, { actor, action: 'source.try' });
  await saveSetting('pull-try', deps.now(), [{ ...entry, id: `pull-try:${randomUUID()}` }]);
  await deps.enqueue({ name: 'relay' });
  const timeZone = await getTimeZone();
  // The rows of a table are left out by us: a try shows its columns also where none is new.
  const fromDay = asked.auth.kind === 'feishu' ? undefined : asked.fromDay;
  const sinceAt = fromDay === undefined ? new Date(0) : instantOf(fromDay, '00:00', timeZone);
  const page = await createPages(deps, asked, { secret, sinceAt, timeZone })(null);
  if ('fault' in page) {
    const { fault: code, status } = page;
    return { ...NOTHING, rows: [], paths: [], fault: { code, ...(status !== undefined && { status }) } };
  }
  const known = createKnown();
  const addresses = createAddresses(deps);
  const mapped = page.rows
    .slice(0, SHOWN_ROWS)
    .map((row, at) => mappedRow({ ...asked, timeZone }, row, at + 1));
  const rows = await Promise.all(mapped.map((row) => judged(deps, row, { ...asked, known, addresses })));
  const after = nextPage(pagingOf(asked), FIRST_PAGE, { ...page, rows: page.rows.length });
  const paths = leavesOf(page.rows[0], MOST_PATHS).map(({ path, value }) => ({ path, value: shown(value) }));
  const isLost = 'fault' in after;
  return {
    ...(isLost && { fault: { code: after.fault } }),
    count: page.rows.length,
    hasNext: !isLost && after.next !== null,
    rows,
    paths,
  };
}

async function secretFor(deps: Deps, asked: PullTry): Promise<string> {
  if (!needsSecret(asked.auth)) return '';
  if (asked.secret !== undefined) return asked.secret;
  const kept = asked.id === undefined ? null : await findPullSource(asked.id);
  const isKept = kept !== null && keepsSecret(kept, asked);
  requireSecret(asked.auth, isKept);
  const opened =
    kept?.sealedSecret === undefined ? null : openSealed(deps, pullSecretPlace(kept.id), kept.sealedSecret);
  if (opened === null) throw conflict('secret_needed');
  return opened;
}

type Beside = Readonly<{ known: Known; addresses: Addresses }>;

async function judged(
  deps: Deps,
  row: Named,
  { kind, language, known, addresses }: Pick<PullTry, 'kind' | 'language'> & Beside,
): Promise<Row> {
  const { externalId, body }: Pick<Filled, 'externalId' | 'body'> =
    'body' in row ? row : { externalId: undefined, body: {} };
  const told = (of: readonly FieldFault[]): Row['faults'] =>
    of.map((fault) => sayKept(keptFault(fault, row), { kind, language }));
  const isVoid = 'voidBy' in row && row.voidBy !== undefined;
  const base = { row: row.row, externalId: shown(externalId ?? ''), record: JSON.stringify(body), isVoid };
  if (isVoid) {
    const found = readVoidRow({ kind, externalId });
    return { ...base, faults: 'faults' in found ? told(found.faults) : [], notices: [] };
  }
  const placed = kind === 'places' ? await addresses(externalId, body) : { body };
  if ('faults' in placed) return { ...base, faults: told(placed.faults), notices: [] };
  const parsed = await readRecord(deps, { kind, externalId, record: placed.body }, known);
  if ('faults' in parsed) return { ...base, faults: told(parsed.faults), notices: [] };
  const { faults, notices } = await checkRecord(deps, parsed.put, known);
  return { ...base, faults: told(faults), notices: told(notices) };
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
