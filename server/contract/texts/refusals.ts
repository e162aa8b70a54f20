import { deskRefusals } from './refusals-desk.ts';
import { doorRefusals } from './refusals-door.ts';
import { legalRefusals } from './refusals-legal.ts';
import { sharedRefusals } from './refusals-shared.ts';
import type { Language } from './sentence.ts';
import { things } from './things.ts';

/** Every code a door refuses with, and every reason it may give besides: none is without a text in both languages. */
export type RefusalCode =
  | keyof typeof doorRefusals
  | keyof typeof sharedRefusals.zh
  | keyof typeof deskRefusals.zh
  | keyof typeof legalRefusals.zh;

/** Why something is refused, in the reader’s language; `named` fills what its text names. */
export function sayRefusal(
  code: RefusalCode,
  language: Language,
  named: Readonly<Record<string, unknown>> = {},
): string {
  return textOf(code, language, named['missing']).replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = named[name];
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') return '';
    return isIn(things, value) ? things[value][language] : value;
  });
}

/** A step that is not possible yet is told by all that is missing. */
const notYet = { zh: '还不能办理：', en: 'not possible yet: ' } as const;
const between = { zh: '；', en: '; ' } as const;

function textOf(code: RefusalCode, language: Language, missing?: unknown): string {
  const lacks = (codes: readonly unknown[]): string =>
    `${notYet[language]}${codes.map((one) => legalText(one, language)).join(between[language])}`;
  if (Array.isArray(missing) && missing.length > 1) return lacks(missing);
  if (isIn(doorRefusals, code)) return doorRefusals[code][language];
  if (isIn(sharedRefusals[language], code)) return sharedRefusals[language][code];
  if (isIn(deskRefusals[language], code)) return deskRefusals[language][code];
  return lacks([code]);
}

const legalText = (code: unknown, language: Language): string =>
  typeof code === 'string' && isIn(legalRefusals[language], code)
    ? legalRefusals[language][code]
    : String(code);

const isIn = <Table extends object>(table: Table, key: PropertyKey): key is keyof Table =>
  Object.hasOwn(table, key);
