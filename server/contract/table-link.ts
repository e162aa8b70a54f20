/** What the link of a Bitable's table (飞书多维表格) names: the base, or the wiki page that shows it, the table, and a view of it. */
export type TableLink = Readonly<{ kind: 'base' | 'wiki'; token: string; tableId: string; viewId?: string }>;

const PATH = /^\/(base|wiki)\/([A-Za-z0-9]{8,64})\/?$/;
const TABLE = /^tbl[A-Za-z0-9]{4,40}$/;
const VIEW = /^vew[A-Za-z0-9]{4,40}$/;

/** The table of a link as people copy it from the address line; null for anything else. */
export function tableLinkOf(link: string): TableLink | null {
  if (!URL.canParse(link)) return null;
  const { pathname, searchParams } = new URL(link);
  const [, kind, token] = PATH.exec(pathname) ?? [];
  const [tableId, viewId] = [searchParams.get('table') ?? '', searchParams.get('view')];
  if (token === undefined || !TABLE.test(tableId)) return null;
  return {
    kind: kind === 'wiki' ? 'wiki' : 'base',
    token,
    tableId,
    ...(viewId !== null && VIEW.test(viewId) && { viewId }),
  };
}
