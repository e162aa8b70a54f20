import { en } from './en.ts';
import { enConsole } from './en/console.ts';
import { enConsoleCase } from './en/console-case.ts';
import { useLanguage } from './language.tsx';
import { zh } from './zh.ts';
import { zhConsole } from './zh/console.ts';
import { zhConsoleCase } from './zh/console-case.ts';

const zhAll = { ...zh, console: zhConsole, consoleCase: zhConsoleCase };
export type ConsoleTexts = typeof zhAll;
/** What every page says and what the console alone does: a phone need not load it. */
export const consoleTables: Readonly<Record<'zh' | 'en', ConsoleTexts>> = {
  zh: zhAll,
  en: { ...en, console: enConsole, consoleCase: enConsoleCase },
};

export const useConsoleTexts = (): ConsoleTexts => consoleTables[useLanguage().language];
