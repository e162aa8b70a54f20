import { MARK_STYLES, type Mark, type MarkStyle, type Picture, type Point } from './picture-marks.ts';

const TEXT_STYLE =
  'text{font:12px system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;paint-order:stroke;stroke:#fff;stroke-width:3px}';

/** The picture as an SVG that asks nobody for anything. */
export function writeSvg({ title, desc, width, height, marks }: Picture): string {
  const styles = Object.entries(MARK_STYLES).map(([name, style]) => `.${name}{${cssOf(style)}}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">` +
    `<title id="t">${escapeXml(title)}</title><desc id="d">${escapeXml(desc)}</desc>` +
    `<style>${styles.join('')}${TEXT_STYLE}</style>\n${marks.map(writeMark).join('\n')}\n</svg>\n`
  );
}

function writeMark(mark: Mark): string {
  const { kind, style } = mark;
  if (mark.kind === 'circle')
    return `<circle class="${style}" cx="${mark.at[0]}" cy="${mark.at[1]}" r="${mark.r}"/>`;
  if (mark.kind === 'line')
    return `<line class="${style}" x1="${mark.from[0]}" y1="${mark.from[1]}" x2="${mark.to[0]}" y2="${mark.to[1]}"/>`;
  if (mark.kind === 'rect')
    return `<rect class="${style}" x="${mark.at[0]}" y="${mark.at[1]}" width="${mark.width}" height="${mark.height}"/>`;
  if (mark.kind === 'text') {
    const anchor = mark.anchor === 'middle' ? ' text-anchor="middle"' : '';
    return `<text class="${style}" x="${mark.at[0]}" y="${mark.at[1]}"${anchor}>${escapeXml(mark.text)}</text>`;
  }
  return `<${kind} class="${style}" points="${mark.points.map((point: Point) => point.join(',')).join(' ')}"/>`;
}

function cssOf({ fill, fillOpacity, stroke, strokeWidth, dash, isRound }: MarkStyle): string {
  return [
    `fill:${fill}`,
    fillOpacity !== undefined && `fill-opacity:${fillOpacity}`,
    stroke !== undefined && `stroke:${stroke}`,
    strokeWidth !== undefined && `stroke-width:${strokeWidth}`,
    dash && `stroke-dasharray:${dash.join(' ')}`,
    isRound && 'stroke-linecap:round',
  ]
    .filter((part) => typeof part === 'string')
    .join(';');
}

/** Text as XML holds it; control characters have no place there. */
export function escapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (mark) => names[mark] ?? mark).replace(/\p{Cc}/gu, ' ');
}
