const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Fen of yuan by its digits, not by a product of fractions; more than two decimals are no amount. */
export function fenOf(yuan: string): string | null {
  const [, sign = '', whole, part = ''] = DECIMAL.exec(yuan.trim().replaceAll(',', '')) ?? [];
  if (whole === undefined || !/^\d{0,2}0*$/.test(part)) return null;
  const fen = `${whole}${part.slice(0, 2).padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  return fen === '0' ? '0' : `${sign}${fen}`;
}

/** The number that a text writes, also with commas between thousands; null where it writes none. */
export function writtenNumber(text: string): number | null {
  const plain = GROUPED.test(text) ? text.replaceAll(',', '') : text;
  return plain === '' || Number.isNaN(Number(plain)) ? null : Number(plain);
}
