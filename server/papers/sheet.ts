import type { Font } from './font.ts';
import { breakLines } from './lines.ts';
import { bytesOf, createPdfText, type PdfText } from './pdf-text.ts';

/** A4 in points, with the margins of Chinese official documents. */
const PAGE = { width: 595.28, height: 841.89, left: 79, right: 74, top: 79, bottom: 71 };
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const BODY = { size: 11.5, leading: 21 };
export const RECEIPT_LEADING = 30;
const FOOTER_SIZE = 9;

export async function createSheet(
  fonts: readonly Font[],
  { title, madeAt }: { title: string; madeAt: Date },
): Promise<Sheet> {
  // Letters are seldom, and what writes them takes 0.2 s to load.
  const { default: Pdf } = await import('pdfkit');
  const pdf = new Pdf({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: title, Producer: 'Mingqin', CreationDate: madeAt, ModDate: madeAt },
  });
  return new Sheet(pdf, createPdfText(pdf, fonts));
}

/** The pages of a paper, written from top to bottom; lengths in points. */
export class Sheet {
  private readonly pdf: PDFKit.PDFDocument;
  private readonly text: PdfText;
  private y = PAGE.top;

  constructor(pdf: PDFKit.PDFDocument, text: PdfText) {
    this.pdf = pdf;
    this.text = text;
  }

  /** Begins a new page when less than this is left. */
  keep(height: number): void {
    if (this.y + height <= PAGE.height - PAGE.bottom) return;
    this.pdf.addPage();
    this.y = PAGE.top;
  }

  space(height: number): void {
    this.y += height;
  }

  centred(text: string, font: Font, size: number): void {
    for (const line of breakLines(text, TEXT_WIDTH, this.text.widthIn(font, size))) {
      this.keep(size * 1.6);
      this.write(line, font, { x: this.middleOf(line, font, size), size });
      this.y += size * 1.6;
    }
  }

  right(text: string, font: Font): void {
    for (const line of breakLines(text, TEXT_WIDTH, this.text.widthIn(font, BODY.size))) {
      this.keep(BODY.leading);
      const x = PAGE.width - PAGE.right - this.text.widthOf(line, font, BODY.size);
      this.write(line, font, { x, size: BODY.size });
      this.y += BODY.leading;
    }
  }

  paragraph(text: string, font: Font, { indent }: { indent: boolean }): void {
    const measure = this.text.widthIn(font, BODY.size);
    for (const line of breakLines(indent ? `　　${text}` : text, TEXT_WIDTH, measure)) {
      this.keep(BODY.leading);
      this.write(line, font, { x: PAGE.left, size: BODY.size });
      this.y += BODY.leading;
    }
  }

  receipt(lines: readonly string[], font: Font): void {
    this.y += 16;
    this.pdf
      .moveTo(PAGE.left, this.y)
      .lineTo(PAGE.width - PAGE.right, this.y)
      .lineWidth(0.5)
      .stroke('#888888');
    this.y += 14;
    for (const line of lines) {
      this.write(line, font, { x: PAGE.left, size: BODY.size });
      this.y += RECEIPT_LEADING;
    }
  }

  /** Numbers the pages and ends the document. */
  async finish(footerOf: (page: string) => string, font: Font): Promise<Uint8Array> {
    const { count } = this.pdf.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.pdf.switchToPage(page);
      const footer = footerOf(`${page + 1}/${count}`);
      this.y = PAGE.height - 50;
      this.write(footer, font, { x: this.middleOf(footer, font, FOOTER_SIZE), size: FOOTER_SIZE });
    }
    return bytesOf(this.pdf);
  }

  private middleOf(text: string, font: Font, size: number): number {
    return PAGE.left + (TEXT_WIDTH - this.text.widthOf(text, font, size)) / 2;
  }

  private write(text: string, font: Font, { x, size }: { x: number; size: number }): void {
    this.text.write(text, font, { x, y: this.y, size });
  }
}
