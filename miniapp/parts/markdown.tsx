import type { ReactNode } from 'react';

/** Headings, paragraphs and lists of the policy text; anything else is shown as plain text, never as HTML. */
export function Markdown({ body }: { body: string }) {
  return <div className="mq-markdown">{blocksOf(body).map(renderBlock)}</div>;
}

type Block = { kind: 'h' | 'p' | 'ul' | 'ol'; level: number; lines: string[] };

function renderBlock({ kind, level, lines }: Block, key: number): ReactNode {
  if (kind === 'h') return level === 1 ? <h2 key={key}>{lines[0]}</h2> : <h3 key={key}>{lines[0]}</h3>;
  if (kind === 'p') return <p key={key}>{lines.join('\n')}</p>;
  const items = lines.map((line, index) => <li key={index}>{line}</li>);
  return kind === 'ol' ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
}

function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of body.split(/\r?\n/)) {
    const next = lineOf(line.trim());
    if (!next) open = undefined;
    else if (open && open.kind === next.kind && next.kind !== 'h') open.lines.push(...next.lines);
    else blocks.push((open = next));
  }
  return blocks;
}

function lineOf(line: string): Block | undefined {
  if (line === '') return undefined;
  const heading = /^(#{1,6})\s+(.+)$/.exec(line);
  if (heading) return { kind: 'h', level: heading[1]?.length ?? 1, lines: [plain(heading[2] ?? '')] };
  const bullet = /^[-*]\s+(.+)$/.exec(line);
  if (bullet) return { kind: 'ul', level: 0, lines: [plain(bullet[1] ?? '')] };
  const numbered = /^\d+[.、)]\s*(.+)$/.exec(line);
  if (numbered) return { kind: 'ol', level: 0, lines: [plain(numbered[1] ?? '')] };
  return { kind: 'p', level: 0, lines: [plain(line)] };
}

/** Without the marks of emphasis: of a few words, or of a whole line. */
const plain = (text: string): string => text.replace(/\*\*(.+?)\*\*/g, '$1').replace(/^\*(.+)\*$/, '$1');
