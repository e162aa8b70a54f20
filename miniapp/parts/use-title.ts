import { useEffect } from 'react';
import { useTexts } from '../texts/language.tsx';

/** Names the page for the tab, the history and whoever hears it read; what goes gives the name back to what it stood in. */
export function useTitle(title: string): void {
  const { appName } = useTexts();
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · ${appName}`;
    return () => {
      document.title = before;
    };
  }, [title, appName]);
}
