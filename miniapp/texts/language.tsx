import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { en } from './en.ts';
import { zh } from './zh.ts';
import type { Texts } from './zh.ts';

export type Language = 'zh' | 'en';
type Spoken = { language: Language; texts: Texts; setLanguage: (language: Language) => void };

const KEY = 'mingqin-language';
const tables: Record<Language, Texts> = { zh, en };
const LanguageContext = createContext<Spoken | undefined>(undefined);

/** zh-CN unless the person chose otherwise on this device. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'));
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en-US';
  }, [language]);
  const setLanguage = (next: Language): void => {
    localStorage.setItem(KEY, next);
    choose(next);
  };
  return (
    <LanguageContext.Provider value={{ language, texts: tables[language], setLanguage }}>
      {children}
    </LanguageContext.Provider>
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
