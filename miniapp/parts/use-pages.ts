import { useRef } from 'react';
import { useLoad, type Loaded } from './use-load.ts';

/** The pages of a list that are loaded, and `more` for the next one; without `more` the list is whole. */
export type Pages<Page> = Loaded<readonly Page[]> & { more?: () => Promise<void> };

/** Loads the first page of a list and, asked for more, one page after the other; a reload brings all of them anew. */
export function usePages<Page extends { next?: string | undefined }>(
  load: (after?: string) => Promise<Page>,
  key: string,
): Pages<Page> {
  const wanted = useRef({ key, pages: 1 });
  if (wanted.current.key !== key) wanted.current = { key, pages: 1 };
  const loaded = useLoad(async (): Promise<readonly Page[]> => {
    const pages = [await load()];
    while (pages.length < wanted.current.pages) {
      const next = pages[pages.length - 1]?.next;
      if (next === undefined) break;
      pages.push(await load(next));
    }
    return pages;
  }, key);
  if (loaded.data?.[loaded.data.length - 1]?.next === undefined) return loaded;
  const more = async (): Promise<void> => {
    wanted.current.pages += 1;
    await loaded.reload();
  };
  return { ...loaded, more };
}
