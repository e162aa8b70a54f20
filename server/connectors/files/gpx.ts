import {
  badFile,
  LineFaults,
  parseNumber,
  parseTime,
  toPoint,
  type ReadOptions,
  type TrackPoint,
} from './track-point.ts';

/** Opening, closing and empty tags with their attributes, and the text before the next tag. */
const TAG = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>([^<]*)/y;

/**
 * The track points of a GPX 1.0 or 1.1 file. A small strict reader: tags must nest, document types and entities are refused
 * (nothing a track needs is in them), everything but position and time is skipped.
 */
export function readGpx(text: string, options: ReadOptions = {}): TrackPoint[] {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw badFile('document types and entities are not allowed in GPX');
  const faults = new LineFaults(options);
  const points: TrackPoint[] = [];
  let open: { line: number; lat: number; lng: number; time?: string } | null = null;
  for (const tag of tagsOf(blankComments(text))) {
    if (tag.name === 'trkpt' && !tag.closes) {
      open = {
        line: tag.line,
        lat: parseNumber(tag.attributes['lat']),
        lng: parseNumber(tag.attributes['lon']),
      };
    } else if (tag.name === 'time' && open && !tag.closes) open.time ??= tag.text;
    if (tag.name !== 'trkpt' || !open || !(tag.closes || tag.isEmpty)) continue;
    const point =
      open.time === undefined ? 'trkpt has no time' : toPoint({ ...open, atMs: parseTime(open.time) });
    if (typeof point === 'string') faults.add(open.line, point);
    else points.push(point);
    open = null;
  }
  faults.throwIfAny();
  return points;
}

type Tag = Readonly<{
  name: string;
  closes: boolean;
  isEmpty: boolean;
  attributes: Readonly<Record<string, string>>;
  text: string;
  line: number;
}>;

function* tagsOf(text: string): Generator<Tag> {
  const stack: string[] = [];
  const start = /^\uFEFF?\s*(<\?xml[^>]*\?>)?\s*/.exec(text)?.[0] ?? '';
  let line = 1 + newlines(start);
  TAG.lastIndex = start.length;
  for (let at = start.length; at < text.length; at = TAG.lastIndex) {
    const match = TAG.exec(text);
    if (!match) throw badFile(`line ${line}: not well-formed XML`);
    const [whole, slash, qualified = '', attributes = '', empty, inner = ''] = match;
    const name = qualified.replace(/^.*:/, '');
    if (stack.length === 0 && (name !== 'gpx' || slash === '/'))
      throw badFile(`line ${line}: not a GPX file`);
    if (slash === '/' && stack.pop() !== qualified)
      throw badFile(`line ${line}: </${qualified}> does not match`);
    if (slash !== '/' && empty !== '/') stack.push(qualified);
    yield {
      name,
      closes: slash === '/',
      isEmpty: empty === '/',
      attributes: parseAttributes(attributes),
      text: inner,
      line,
    };
    line += newlines(whole);
    if (stack.length === 0 && inner.trim() !== '') throw badFile(`line ${line}: text after the end`);
  }
  if (stack.length > 0) throw badFile(`line ${line}: the file ends inside <${stack.at(-1)}>`);
}

function parseAttributes(text: string): Record<string, string> {
  const pairs = text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries(
    [...pairs].map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  );
}

/** Comments and CDATA become spaces, so that line numbers stay true. */
function blankComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (part) => part.replace(/[^\n]/g, ' '));
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
