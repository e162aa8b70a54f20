import { MARK_STYLES, type Mark, type MarkStyle, type Picture } from '../domain/report/picture-marks.ts';
import { loadFont, type Font } from './font.ts';
import { breakLines } from './lines.ts';
import { bytesOf, createPdfText, type PdfText } from './pdf-text.ts';

/** A4 on its side, points. */
const PAGE = { width: 841.89, height: 595.28, margin: 40 };
const TITLE = { size: 14, leading: 22 };
const NOTE = { size: 10, leading: 16 };
/** Its line, from the top. */
const FOOTER = { size: 9, y: PAGE.height - 28 };
/** Pixels of a picture's letters; their line stands at the foot, ours is given from the top. */
const LETTERS = { size: 12, ascent: 11 };

/** Pictures as a PDF, one a page, each with its title, what it shows in words and a footer; the same pictures give the same bytes. */
export async function renderPictures(
  pictures: readonly Picture[],
  { madeAt, footerOf }: Readonly<{ madeAt: Date; footerOf: (page: string) => string }>,
): Promise<Uint8Array> {
  const { default: Pdf } = await import('pdfkit');
  const pdf = new Pdf({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    lang: 'zh-CN',
    info: {
      Title: pictures[0]?.title ?? '',
      Producer: 'Mingqin',
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  });
  const font = await loadFont(pictures.map(textOf).join('') + footerOf('0123456789/'), 400);
  const text = createPdfText(pdf, [font]);
  for (const [index, picture] of pictures.entries()) {
    pdf.addPage();
    drawPage(picture, { pdf, text, font });
    const footer = footerOf(`${index + 1}/${pictures.length}`);
    const x = (PAGE.width - text.widthOf(footer, font, FOOTER.size)) / 2;
    pdf.fillColor('#1d2129').fillOpacity(1);
    text.write(footer, font, { x, y: FOOTER.y, size: FOOTER.size });
  }
  return bytesOf(pdf);
}

const textOf = ({ title, desc, marks }: Picture): string =>
  title + desc + marks.map((mark) => (mark.kind === 'text' ? mark.text : '')).join('');

type Sheet = Readonly<{ pdf: PDFKit.PDFDocument; text: PdfText; font: Font }>;

function drawPage({ title, desc, width, height, marks }: Picture, sheet: Sheet): void {
  const { pdf, text, font } = sheet;
  const room = PAGE.width - 2 * PAGE.margin;
  text.write(title, font, { x: PAGE.margin, y: PAGE.margin, size: TITLE.size });
  let y = PAGE.margin + TITLE.leading;
  for (const line of breakLines(desc, room, text.widthIn(font, NOTE.size))) {
    text.write(line, font, { x: PAGE.margin, y, size: NOTE.size });
    y += NOTE.leading;
  }
  const scale = Math.min(room / width, (PAGE.height - PAGE.margin - y) / height);
  pdf.save();
  pdf.translate(PAGE.margin + (room - width * scale) / 2, y).scale(scale);
  pdf.rect(0, 0, width, height).clip();
  for (const mark of marks) drawMark(mark, sheet);
  pdf.restore();
}

function drawMark(mark: Mark, { pdf, text, font }: Sheet): void {
  const style: MarkStyle = MARK_STYLES[mark.style];
  if (mark.kind === 'text') {
    const shift = mark.anchor === 'middle' ? text.widthOf(mark.text, font, LETTERS.size) / 2 : 0;
    pdf.fillColor(style.fill).fillOpacity(1);
    text.write(mark.text, font, {
      x: mark.at[0] - shift,
      y: mark.at[1] - LETTERS.ascent,
      size: LETTERS.size,
    });
    return;
  }
  outline(mark, pdf);
  paint(style, pdf);
}

function outline(mark: Exclude<Mark, { kind: 'text' }>, pdf: PDFKit.PDFDocument): void {
  if (mark.kind === 'circle') pdf.circle(mark.at[0], mark.at[1], mark.r);
  else if (mark.kind === 'rect') pdf.rect(mark.at[0], mark.at[1], mark.width, mark.height);
  else if (mark.kind === 'line') pdf.moveTo(...mark.from).lineTo(...mark.to);
  else {
    mark.points.forEach(([x, y], at) => (at === 0 ? pdf.moveTo(x, y) : pdf.lineTo(x, y)));
    if (mark.kind === 'polygon') pdf.closePath();
  }
}

/** As CSS paints: no line without a colour, one pixel wide when nothing else is said. */
function paint(
  { fill, fillOpacity = 1, stroke, strokeWidth = 1, dash, isRound = false }: MarkStyle,
  pdf: PDFKit.PDFDocument,
): void {
  pdf.lineWidth(strokeWidth).lineCap(isRound ? 'round' : 'butt');
  if (dash) pdf.dash(dash[0], { space: dash[1] });
  else pdf.undash();
  if (fill !== 'none') pdf.fillColor(fill).fillOpacity(fillOpacity);
  if (stroke !== undefined) pdf.strokeColor(stroke).strokeOpacity(1);
  if (fill !== 'none' && stroke !== undefined) pdf.fillAndStroke();
  else if (stroke !== undefined) pdf.stroke();
  else pdf.fill();
}
