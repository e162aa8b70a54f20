import type { PullAuth } from '../../contract/pull-auth.ts';
import type { Paging, SinceFormat } from '../../contract/pull-source.ts';
import type { PullFault } from '../../contract/pull-source-view.ts';
import { clockOf, dayOf, shownOnce } from '../time.ts';
import { valueAt } from './path.ts';

/** More pages than any history has; a run that goes on is one that never ends. */
export const MAX_PAGES = 20_000;
const MAX_CURSOR = 4_000;

/** Where a run is: `at` is the page, cursor or link to ask for next, null before the first. */
export type PageState = Readonly<{
  at: string | null;
  pages: number;
  /** An earlier cursor that later ones are compared with (Brent, BIT 20 (1980) 176): a loop comes by it. */
  mark: string | null;
  markedAt: number;
  /** Digest of the last page's rows. */
  digest: string;
}>;
/** Before the first page. */
export const FIRST_PAGE: PageState = { at: null, pages: 0, mark: null, markedAt: 1, digest: '' };

/** A table of the chat platform has pages of its own. */
export const pagingOf = ({ auth, paging }: Readonly<{ auth: PullAuth; paging: Paging }>): Paging =>
  auth.kind === 'feishu' ? { kind: 'cursor', path: 'page_token' } : paging;

/** The address to ask; `since` absent where the template has none. A link of theirs may be relative to it. */
export function pageUrl(
  { url, paging }: Readonly<{ url: string; paging: Paging }>,
  at: string | null,
  since: string,
): string {
  const page = paging.kind === 'page' ? (at ?? String(paging.first)) : '';
  const cursor = paging.kind === 'cursor' ? (at ?? '') : '';
  const filled = url
    .replaceAll('{since}', encodeURIComponent(since))
    .replaceAll('{page}', page)
    .replaceAll('{cursor}', encodeURIComponent(cursor));
  return paging.kind === 'link' && at !== null && URL.canParse(at, filled)
    ? new URL(at, filled).href
    : filled;
}

/** How an API is asked for what has changed since then; a wall clock that comes twice would say an hour too late. */
export function sinceText(at: Date, format: SinceFormat, timeZone: string): string {
  if (format === 'iso') return at.toISOString();
  if (format === 'unix_ms') return String(+at);
  if (format === 'unix_s') return String(Math.floor(+at / 1000));
  const once = shownOnce(at, timeZone);
  return `${dayOf(once, timeZone)} ${clockOf(once, timeZone)}:${once.toISOString().slice(17, 19)}`;
}

/** A page that was read: the parsed reply, how many rows it had, their digest, and the address it came from. */
export type Page = Readonly<{ reply: unknown; rows: number; digest: string; url: string }>;

/** Where to go on after a page; null = that was the last. */
export function nextPage(
  paging: Paging,
  state: PageState,
  page: Page,
): Readonly<{ next: PageState | null }> | Readonly<{ fault: PullFault }> {
  const at = nextAt(paging, state, page);
  if (at === null) return { next: null };
  if (paging.kind === 'link' && !isSameOrigin(at, page.url)) return { fault: 'other_origin' };
  if (at.length > MAX_CURSOR || at === state.at || at === state.mark) return { fault: 'paging_loop' };
  if (page.rows > 0 && page.digest === state.digest) return { fault: 'page_repeats' };
  const pages = state.pages + 1;
  if (pages >= MAX_PAGES) return { fault: 'too_many_pages' };
  const isMark = pages === state.markedAt;
  return {
    next: {
      at,
      pages,
      digest: page.digest,
      mark: isMark ? at : state.mark,
      markedAt: isMark ? state.markedAt * 2 : state.markedAt,
    },
  };
}

function nextAt(paging: Paging, state: PageState, { reply, rows }: Page): string | null {
  if (paging.kind === 'none') return null;
  if (paging.kind === 'page') {
    if (rows === 0 || (paging.size !== undefined && rows < paging.size)) return null;
    return String(Number(state.at ?? paging.first) + 1);
  }
  const given = valueAt(reply, paging.path);
  return (typeof given === 'string' && given !== '') || typeof given === 'number' ? String(given) : null;
}

const isSameOrigin = (link: string, url: string): boolean =>
  URL.canParse(link, url) && new URL(link, url).origin === new URL(url).origin;
