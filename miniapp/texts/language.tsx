import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { keep, recall } from './device-memory.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';
import type { Texts } from './zh.ts';

export type Language = 'zh' | 'en';
type Spoken = { language: Language; texts: Texts; setLanguage: (language: Language) => void };

const KEY = 'mingqin-language';
const tables: Record<Language, Texts> = { zh, en };
const LanguageContext = createContext<Spoken | undefined>(undefined);

type ProviderProps = {
  children: ReactNode;
  /** Words for what only this app's server doors refuse, by error code. */
  faults?: Readonly<Record<Language, Readonly<Record<string, string>>>>;
};

/** The language an address asks for, as `?lang=en` or `?lang=zh-CN`. */
export function languageIn(search: string): Language | null {
  const asked = new URLSearchParams(search).get('lang')?.slice(0, 2).toLowerCase();
  return asked === 'en' || asked === 'zh' ? asked : null;
}

/** What the address asks for holds from then on, as if it had been chosen. */
function askedFor(): Language | null {
  const asked = languageIn(location.search);
  if (asked) keep(KEY, asked);
  return asked;
}

/** zh-CN unless the person chose otherwise on this device, or the address does. */
export function LanguageProvider({ children, faults }: ProviderProps) {
  const [language, choose] = useState<Language>(() => askedFor() ?? (recall(KEY) === 'en' ? 'en' : 'zh'));
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en-US';
  }, [language]);
  const setLanguage = (next: Language): void => {
    keep(KEY, next);
    choose(next);
  };
  const table = tables[language];
  const texts = faults ? { ...table, fault: { ...faults[language], ...table.fault } } : table;
  return (
    <LanguageContext.Provider value={{ language, texts, setLanguage }}>{children}</LanguageContext.Provider>
  );
}

export function useLanguage(): Spoken {
  const spoken = useContext(LanguageContext);
  if (!spoken) throw new Error('LanguageProvider is missing');
  return spoken;
}

/** A screen's own table, so that its texts are loaded with the screen. */
export const useTable = <T,>(table: Readonly<Record<Language, T>>): T => table[useLanguage().language];

export const useTexts = (): Texts => useLanguage().texts;
