/** Digits beyond which a number loses its last ones, as ids of many systems would. */
const EXACT_DIGITS = 15;
const TOKEN = /"(?:[^"\\]|\\[^])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A JSON text with its long whole numbers as texts, digit by digit; undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    const bare = text.replace(/^\uFEFF/, '');
    const json: unknown = JSON.parse(bare);
    if (!/\d{16}/.test(bare)) return json;
    return JSON.parse(bare.replace(TOKEN, (token) => (isLong(token) ? `"${token}"` : token)));
  } catch {
    return undefined;
  }
}

const isLong = (token: string): boolean =>
  /^-?\d+$/.test(token) && token.replace('-', '').length > EXACT_DIGITS;
