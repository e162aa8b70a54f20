const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Without its commas where they stand between thousands; any other comma may be a decimal one, and stays. */
const ungrouped = (text: string): string => (GROUPED.test(text) ? text.replaceAll(',', '') : text);

/** Fen of yuan by its digits, not by a product of fractions; more than two decimals, or a comma that groups no thousands, are no amount. */
export function fenOf(yuan: string): string | null {
  const [, sign = '', whole, part = ''] = DECIMAL.exec(ungrouped(yuan.trim())) ?? [];
  if (whole === undefined || !/^\d{0,2}0*$/.test(part)) return null;
  const fen = `${whole}${part.slice(0, 2).padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  return fen === '0' ? '0' : `${sign}${fen}`;
}

/** The number that a text writes, also with commas between thousands; null where it writes none. */
export function writtenNumber(text: string): number | null {
  const plain = ungrouped(text);
  return plain === '' || Number.isNaN(Number(plain)) ? null : Number(plain);
}
