import { lettersZh } from '../contract/texts/letters.zh.ts';
import type { LetterContent } from '../domain/sanction/letter.ts';
import { loadFont, type Font } from './font.ts';
import { breakLines } from './lines.ts';
import { bytesOf, createPdfText } from './pdf-text.ts';

/** A4 in points, with the margins of Chinese official documents. */
const PAGE = { width: 595.28, height: 841.89, left: 79, right: 74, top: 79, bottom: 71 };
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
const BODY = { size: 11.5, leading: 21 };
const RECEIPT_LEADING = 30;

/** The letter as a PDF with its own font inside, so that it looks the same on every machine. */
export async function renderLetter(content: LetterContent, madeAt: Date): Promise<Uint8Array> {
  const { company, title, number, to, paragraphs, day, receipt, caseNo } = content;
  const footers = lettersZh.footer(caseNo, '0123456789/');
  const body = [number, to, ...paragraphs, company, day, ...receipt, footers].join('');
  const regular = await loadFont(body, 400);
  const bold = await loadFont(company + title, 700);
  const sheet = await createSheet([regular, bold], { title: `${title} ${caseNo}`, madeAt });
  sheet.centred(company, bold, 13);
  sheet.space(10);
  sheet.centred(title, bold, 20);
  sheet.space(6);
  sheet.right(number, regular);
  sheet.space(10);
  if (to !== '') sheet.paragraph(to, regular, { indent: false });
  for (const paragraph of paragraphs) sheet.paragraph(paragraph, regular, { indent: true });
  sheet.space(24);
  sheet.keep(2 * BODY.leading + receipt.length * RECEIPT_LEADING);
  sheet.right(company, regular);
  sheet.right(day, regular);
  if (receipt.length > 0) sheet.receipt(receipt, regular);
  return sheet.finish(caseNo, regular);
}

type Sheet = Readonly<{
  centred: (text: string, font: Font, size: number) => void;
  right: (text: string, font: Font) => void;
  paragraph: (text: string, font: Font, how: { indent: boolean }) => void;
  receipt: (lines: readonly string[], font: Font) => void;
  space: (height: number) => void;
  /** Begins a new page when less than this is left. */
  keep: (height: number) => void;
  finish: (caseNo: string, font: Font) => Promise<Uint8Array>;
}>;

async function createSheet(
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
  const { widthIn, widthOf, write: writeAt } = createPdfText(pdf, fonts);
  let y = PAGE.top;
  const keep = (height: number): void => {
    if (y + height <= PAGE.height - PAGE.bottom) return;
    pdf.addPage();
    y = PAGE.top;
  };
  const write = (text: string, font: Font, { x, size }: { x: number; size: number }): void =>
    writeAt(text, font, { x, y, size });
  return {
    keep,
    space: (height) => void (y += height),
    centred(text, font, size) {
      keep(size * 1.6);
      write(text, font, { x: PAGE.left + (TEXT_WIDTH - widthOf(text, font, size)) / 2, size });
      y += size * 1.6;
    },
    right(text, font) {
      keep(BODY.leading);
      write(text, font, { x: PAGE.width - PAGE.right - widthOf(text, font, BODY.size), size: BODY.size });
      y += BODY.leading;
    },
    paragraph(text, font, { indent }) {
      const measure = widthIn(font, BODY.size);
      for (const line of breakLines(indent ? `　　${text}` : text, TEXT_WIDTH, measure)) {
        keep(BODY.leading);
        write(line, font, { x: PAGE.left, size: BODY.size });
        y += BODY.leading;
      }
    },
    receipt(lines, font) {
      y += 16;
      pdf
        .moveTo(PAGE.left, y)
        .lineTo(PAGE.width - PAGE.right, y)
        .lineWidth(0.5)
        .stroke('#888888');
      y += 14;
      for (const line of lines) {
        write(line, font, { x: PAGE.left, size: BODY.size });
        y += RECEIPT_LEADING;
      }
    },
    finish: async (caseNo, font) => {
      const { count } = pdf.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        pdf.switchToPage(page);
        const footer = lettersZh.footer(caseNo, `${page + 1}/${count}`);
        y = PAGE.height - 50;
        write(footer, font, { x: PAGE.left + (TEXT_WIDTH - widthOf(footer, font, 9)) / 2, size: 9 });
      }
      return bytesOf(pdf);
    },
  };
}
