import { lettersZh } from '../contract/texts/letters.zh.ts';
import type { LetterContent } from '../domain/sanction/letter.ts';
import { loadFont } from './font.ts';
import { BODY, createSheet, RECEIPT_LEADING } from './sheet.ts';

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
  // Whoever wrote a reason may have begun new lines in it.
  for (const paragraph of paragraphs.flatMap((text) => text.split(/\s*[\n\u2028\u2029]\s*/)))
    sheet.paragraph(paragraph, regular, { indent: true });
  sheet.space(24);
  sheet.keep(2 * BODY.leading + receipt.length * RECEIPT_LEADING);
  sheet.right(company, regular);
  sheet.right(day, regular);
  if (receipt.length > 0) sheet.receipt(receipt, regular);
  return sheet.finish((page) => lettersZh.footer(caseNo, page), regular);
}
