import { z } from 'zod';
import { cellOf } from './table-cell.ts';
import type { FeishuClient } from './client.ts';
import { PageReplySchema } from './paging.ts';
import { pathId } from './path-id.ts';
import type { TableRow, Tables } from './platform-tables.ts';

const PAGE_ROWS = 500;

const RowSchema = z.object({
  record_id: z.string().min(1),
  fields: z.record(z.string(), z.unknown()),
  last_modified_time: z.number().optional(),
});
const NodeReplySchema = z.object({
  data: z.object({ node: z.object({ obj_type: z.string(), obj_token: z.string().optional() }) }),
});

/** Tables of a Bitable that the app was let into. */
export function createTables({ sdk, call }: FeishuClient): Tables {
  return {
    findBase: async (wikiToken) => {
      const payload = { params: { token: pathId('token', wikiToken), obj_type: 'wiki' as const } };
      const run = () => sdk.wiki.space.getNode(payload);
      const name = 'wiki.space.getNode';
      const { data } = await call({ name, reply: NodeReplySchema, repeatable: true, run });
      return data.node.obj_type === 'bitable' ? (data.node.obj_token ?? null) : null;
    },
    fetchRows: async ({ appToken, tableId, viewId, pageToken }) => {
      const path = { app_token: pathId('appToken', appToken), table_id: pathId('tableId', tableId) };
      const params = {
        user_id_type: 'open_id' as const,
        page_size: PAGE_ROWS,
        ...(pageToken !== undefined && { page_token: pageToken }),
      };
      const data = { automatic_fields: true, ...(viewId !== undefined && { view_id: viewId }) };
      const run = () => sdk.bitable.appTableRecord.search({ path, params, data });
      const name = 'bitable.appTableRecord.search';
      const { data: page } = await call({ name, reply: PageReplySchema(RowSchema), repeatable: true, run });
      const next = page.has_more === true ? (page.page_token ?? null) : null;
      return { rows: (page.items ?? []).map(toRow), next };
    },
  };
}

function toRow({
  record_id: id,
  fields,
  last_modified_time: changedMs,
}: z.output<typeof RowSchema>): TableRow {
  const cells = Object.entries(fields).flatMap(([title, value]) => {
    const cell = cellOf(value);
    return cell === null ? [] : [[title, cell] as const];
  });
  return { id, ...(changedMs !== undefined && { changedAt: new Date(changedMs) }), cells: new Map(cells) };
}
