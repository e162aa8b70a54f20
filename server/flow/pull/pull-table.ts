import type { PullFault } from '../../contract/pull-source-view.ts';
import { tableLinkOf } from '../../contract/table-link.ts';
import { AppError } from '../../errors.ts';
import type { TableCell, TableRow } from '../../feishu/platform-tables.ts';
import { findPersonByOpenId } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { digestOf } from '../digest-of.ts';
import type { PageFault, PulledPage } from './pull-page.ts';

/** What the platform's refusals mean (bitable-v1 `app-table-record/search`, wiki-v2 `space/get_node`, error codes). */
const FAULTS: readonly (readonly [PullFault, readonly number[]])[] = [
  ['no_access', [91403, 1254302, 1254304, 99991672, 131006]],
  ['no_table', [91402, 1254003, 1254004, 1254005, 1254040, 1254041, 1254042, 131005]],
  ['throttled', [99991400, 1254290, 1254607]],
  ['network', [-1]],
  ['not_json', [-2]],
];

/** Asks a table of the chat platform for its pages: rows that changed since, each as an object by the titles of the columns. */
export function createTablePages(
  { feishu: { tables } }: Pick<Deps, 'feishu'>,
  { url, isWhole = false }: Readonly<{ url: string; isWhole?: boolean | undefined }>,
  sinceAt: Date,
): (at: string | null) => Promise<PulledPage | PageFault> {
  const link = tableLinkOf(url);
  let base: string | null = link?.kind === 'base' ? link.token : null;
  return async (at) => {
    if (!link) return { fault: 'no_table' };
    try {
      base ??= await tables.findBase(link.token);
      if (base === null) return { fault: 'no_table' };
      const { tableId, viewId } = link;
      const { rows, next } = await tables.fetchRows({
        appToken: base,
        tableId,
        ...(viewId !== undefined && { viewId }),
        ...(at !== null && { pageToken: at }),
      });
      const changed = rows.filter(({ changedAt }) => changedAt === undefined || changedAt >= sinceAt);
      const older = isWhole ? rows.filter((row) => !changed.includes(row)) : [];
      return {
        reply: { page_token: next },
        rows: await Promise.all(changed.map(plainRow)),
        older: await Promise.all(older.map(olderRow)),
        digest: digestOf(rows.map(({ id }) => id)),
        url,
      };
    } catch (error) {
      return faultOf(error, at);
    }
  };
}

const olderRow = async (row: TableRow) => ({
  row: await plainRow(row),
  changedAt: row.changedAt ?? new Date(0),
});

/** A person is their employee number; somebody we do not know stays a name, so that the refusal says whom. */
async function plainRow({ id, changedAt, cells }: TableRow): Promise<Record<string, unknown>> {
  const plain: Record<string, unknown> = {};
  for (const [title, cell] of cells) plain[title.replaceAll('.', '·')] = await plainCell(cell);
  return { ...plain, record_id: id, ...(changedAt && { last_modified_time: +changedAt }) };
}

async function plainCell(cell: TableCell): Promise<unknown> {
  if (typeof cell !== 'object' || !('people' in cell)) return cell;
  const numbers = await Promise.all(
    cell.people.map(async ({ openId, name }) => (await findPersonByOpenId(openId))?.employeeNo ?? name),
  );
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** A later page that is refused for no known reason is one whose mark is too old. */
function faultOf(error: unknown, at: string | null): PageFault {
  if (!(error instanceof AppError) || error.code !== 'platform_failed') throw error;
  const code = Number(error.details['code']);
  const [fault] = FAULTS.find(([, codes]) => codes.includes(code)) ?? [];
  if (fault) return { fault };
  return at === null ? { fault: 'status', status: code } : { fault: 'cursor_lost' };
}
