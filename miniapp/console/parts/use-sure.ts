import { askSure } from '../../parts/ask-sure.ts';
import { useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';

/** Asks with the words of what happens next; without such words there is nothing to ask. */
export function useSure(): (content: string | undefined, confirmText: string) => Promise<boolean> {
  const { cancel } = useTable(sureTexts);
  return async (content, confirmText) =>
    content === undefined || (await askSure({ content, confirmText, cancelText: cancel }));
}
