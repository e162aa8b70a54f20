import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from '../api.ts';
import { StoreCodePicture } from '../parts/store-code-picture.tsx';
import { LanguageProvider, useTable } from '../texts/language.tsx';
import { shiftDayTexts } from '../texts/screens/shift-day.ts';
import '../parts/parts.css';
import './screen.css';

/** After the hash: it is never sent in an address. */
const key = location.hash.slice(1);
const load = () => api.screenCode(key);

/** The page for a screen that hangs in a store: the code of now, large, and nothing else. */
function StoreScreen() {
  const texts = useTable(shiftDayTexts).storeCode;
  useEffect(keepLit, []);
  return (
    <main className="mq-screen">
      {key === '' ? <p role="status">{texts.ended}</p> : <StoreCodePicture load={load} />}
      <p className="mq-muted">{texts.intro}</p>
    </main>
  );
}

function keepLit(): () => void {
  const light = (): void => {
    if (document.visibilityState === 'visible' && 'wakeLock' in navigator)
      void navigator.wakeLock.request().catch(() => undefined);
  };
  light();
  document.addEventListener('visibilitychange', light);
  return () => document.removeEventListener('visibilitychange', light);
}

const root = document.querySelector('#root');
if (!root) throw new Error('#root is missing');
createRoot(root).render(
  <LanguageProvider>
    <StoreScreen />
  </LanguageProvider>,
);
