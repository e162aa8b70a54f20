import type { Font } from './font.ts';

/** Writes characters of several font parts on one line; points. */
export type PdfText = Readonly<{
  widthIn: (font: Font, size: number) => (char: string) => number;
  widthOf: (text: string, font: Font, size: number) => number;
  write: (text: string, font: Font, at: Readonly<{ x: number; y: number; size: number }>) => void;
}>;

/** Puts the fonts into the document, and gives what writes with them. */
export function createPdfText(pdf: PDFKit.PDFDocument, fonts: readonly Font[]): PdfText {
  for (const { parts } of fonts)
    for (const { name, truetype } of parts) pdf.registerFont(name, Buffer.from(truetype));
  const widthIn =
    (font: Font, size: number) =>
    (char: string): number =>
      pdf.font(font.partOf(char)).fontSize(size).widthOfString(font.shown(char));
  return {
    widthIn,
    widthOf: (text, font, size) =>
      Array.from(text).reduce((total, char) => total + widthIn(font, size)(char), 0),
    write(text, font, { x, y, size }) {
      let at = x;
      for (const char of text) {
        pdf.font(font.partOf(char)).fontSize(size).text(font.shown(char), at, y, { lineBreak: false });
        at += widthIn(font, size)(char);
      }
    },
  };
}

/** Ends the document. */
export async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}
