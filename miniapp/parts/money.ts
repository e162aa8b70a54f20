/** Fen as yuan with two decimals. */
export const yuanOf = (fen: number): string =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Yuan as somebody typed it, in fen; undefined where it is no amount. */
export function fenOf(yuan: string): number | undefined {
  return /^\d{1,8}(\.\d{1,2})?$/.test(yuan.trim()) ? Math.round(Number(yuan) * 100) : undefined;
}
