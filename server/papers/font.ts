import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Noto Sans SC (SIL Open Font License 1.1), cut by its package into files of some hundred characters each. */
const folder = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
type Slice = Readonly<{ name: string; ranges: readonly (readonly [number, number])[] }>;
export type Weight = 400 | 700;
/** A part of the font with the glyphs one paper needs; `name` tells it from the others. */
type FontPart = Readonly<{ name: string; truetype: Uint8Array }>;
/** Where each character of a paper is found; one that the font does not have stands as □. */
export type Font = Readonly<{
  parts: readonly FontPart[];
  partOf: (char: string) => string;
  shown: (char: string) => string;
}>;

const MISSING = '□';
/** Line ends, joiners and the like have no glyph; a part of the font with nothing else would be none. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFE00-\uFE0F]/u;
let slices: Promise<Slice[]> | undefined;

/** The font with just the characters of `text`. */
export async function loadFont(text: string, weight: Weight): Promise<Font> {
  slices ??= readSlices();
  const all = await slices;
  const sliceOf = (char: string): Slice | undefined => {
    const point = char.codePointAt(0) ?? 0;
    return all.find(({ ranges }) => ranges.some(([from, to]) => point >= from && point <= to));
  };
  const chars = [...new Set(Array.from(text + MISSING))].filter((char) => !INVISIBLE.test(char));
  const bySlice = new Map<string, string[]>();
  for (const char of chars) {
    const name = sliceOf(char)?.name;
    if (name !== undefined) bySlice.set(name, [...(bySlice.get(name) ?? []), char]);
  }
  const { default: subsetFont } = await import('subset-font');
  const parts = await Promise.all(
    [...bySlice].map(async ([name, own]) => {
      const file = await readFile(join(folder, 'files', `noto-sans-sc-${name}-wght-normal.woff2`));
      const truetype = await subsetFont(file, own.join(''), {
        targetFormat: 'truetype',
        variationAxes: { wght: weight },
      });
      return { name: `${name}-${weight}`, truetype };
    }),
  );
  const seen = (char: string): string => (sliceOf(char) && !INVISIBLE.test(char) ? char : MISSING);
  return {
    parts,
    shown: (char) => (INVISIBLE.test(char) ? '' : seen(char)),
    partOf: (char) => `${sliceOf(seen(char))?.name ?? ''}-${weight}`,
  };
}

async function readSlices(): Promise<Slice[]> {
  const table: unknown = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
  return Object.entries(table ?? {}).map(([name, ranges]) => ({
    name: name.replaceAll(/[[\]]/g, ''),
    ranges: String(ranges).split(',').map(readRange),
  }));
}

/** `U+4e00-4e0f` or `U+4e00`. */
function readRange(text: string): readonly [number, number] {
  const [from = '', to = from] = text.trim().replace('U+', '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
