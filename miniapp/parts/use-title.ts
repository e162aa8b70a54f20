import { useEffect } from 'react';
import { useTexts } from '../texts/language.tsx';

/** Names the page for the tab, the history and whoever hears it read. */
export function useTitle(title: string): void {
  const { appName } = useTexts();
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
}
