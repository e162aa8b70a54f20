import { casePaperZh } from '../contract/texts/case-paper.zh.ts';
import type { CasePaper } from '../domain/pack/case-paper-content.ts';
import { loadFont } from './font.ts';
import { BODY, createSheet } from './sheet.ts';

/** The procedure of a case as a PDF with numbered pages; the same case gives the same bytes. */
export async function renderCasePaper(paper: CasePaper, madeAt: Date): Promise<Uint8Array> {
  const { company, title, caseNo, sections } = paper;
  const number = casePaperZh.number(caseNo);
  const lines = sections.flatMap((section) => section.lines);
  const footers = casePaperZh.footer(caseNo, '0123456789/');
  const regular = await loadFont([number, ...lines, footers, '　'].join(''), 400);
  const bold = await loadFont([company, title, ...sections.map(({ heading }) => heading)].join(''), 700);
  const sheet = await createSheet([regular, bold], { title: `${title} ${caseNo}`, madeAt });
  sheet.centred(company, bold, 13);
  sheet.space(10);
  sheet.centred(title, bold, 20);
  sheet.space(6);
  sheet.right(number, regular);
  for (const section of sections) {
    sheet.space(10);
    // A heading never stands alone at the foot of a page.
    sheet.keep(3 * BODY.leading);
    sheet.paragraph(section.heading, bold, { indent: false });
    for (const line of section.lines.flatMap((text) => text.split(/[\n\u2028\u2029]+/)))
      sheet.paragraph(line, regular, { indent: false });
  }
  return sheet.finish((page) => casePaperZh.footer(caseNo, page), regular);
}
