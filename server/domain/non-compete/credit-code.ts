/** GB 32100-2015, table 1: the 31 characters in the order of their values. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015, table 3: 3^(i-1) mod 31 for the 17 characters before the check digit. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The check digit of the first 17 characters; null where one of them is none of the code's. */
export function checkDigitOf(first17: string): string | null {
  const values = first17.split('').map((char) => ALPHABET.indexOf(char));
  if (values.length !== WEIGHTS.length || values.includes(-1)) return null;
  const sum = values.reduce((total, value, place) => total + value * (WEIGHTS[place] ?? 0), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? null;
}

/** Whether this is a unified social credit code (统一社会信用代码) with the right check digit; capital letters only. */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && checkDigitOf(code.slice(0, 17)) === code[17];
}
