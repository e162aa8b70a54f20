declare module 'subset-font' {
  /** The glyphs of `text` from a font file, with variable axes pinned. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'truetype'; variationAxes?: Readonly<Record<string, number>> },
  ): Promise<Uint8Array>;
}
