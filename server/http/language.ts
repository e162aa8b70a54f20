import type { Context } from 'koa';
import { sayFault } from '../contract/texts/record-faults.ts';
import type { Language } from '../contract/texts/sentence.ts';
import type { FieldFault } from '../errors.ts';

/** Of who asks: a page sends its own, a program that names none reads English. */
export const languageOf = (ctx: Pick<Context, 'acceptsLanguages'>): Language =>
  ctx.acceptsLanguages('en', 'zh') === 'zh' ? 'zh' : 'en';

/** Faults as they are answered: where, and what is allowed there. */
export const sayFaults = (
  faults: readonly FieldFault[],
  language: Language,
): Readonly<{ field: string; reason: string }>[] =>
  faults.map((fault) => ({ field: fault.field, reason: sayFault(fault, language) }));

/** Receipts of a batch, each refusal in the reader’s language. */
export const sayReceipts = <T extends Readonly<{ reason?: string | undefined; zh?: string | undefined }>>(
  receipts: readonly T[],
  language: Language,
): Omit<T, 'zh'>[] =>
  receipts.map(({ zh, ...receipt }) =>
    zh !== undefined && language === 'zh' ? { ...receipt, reason: zh } : receipt,
  );
