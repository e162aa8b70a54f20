import { h } from './dom.js';

const colors = [
  'red',
  'green',
  'blue',
  'grey',
  'orange',
  'yellow',
  'violet',
  'purple',
  'turquoise',
  'wathet',
  'carmine',
  'indigo',
  'lime',
  'neutral',
];
const inline =
  /\\([\\`*_{}[\]()#+\-.!~<>|@])|\*\*(.+?)\*\*|~~(.+?)~~|\*(.+?)\*|`([^`]+)`|\[([^\]]*)\]\(([^)\s]+)\)|<font color=['"]?([\w-]+)['"]?>([\s\S]*?)<\/font>|<text_tag color=['"]?([\w-]+)['"]?>([\s\S]*?)<\/text_tag>|<(?:at|person) id=['"]?([\w-]+)['"]?[^>]*>(?:[\s\S]*?<\/(?:at|person)>)?|<br\s*\/?>/;
const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The class of a colour the platform knows. */
export const toneOf = (color = '') =>
  colors.includes(color.split('-')[0]) ? `tone-text-${color.split('-')[0]}` : '';
const decode = (text) =>
  text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });

/** The markdown subset of cards as nodes; what is no markup stays text. */
export function renderMarkdown(content, ctx) {
  const box = h('div', { class: 'md' });
  let list = null;
  for (const line of content.split('\n')) {
    const item = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/.exec(line);
    if (item === null) list = null;
    if (item !== null) {
      const tag = item[1] === undefined ? 'ul' : 'ol';
      if (list?.localName !== tag) {
        list = h(tag);
        box.append(list);
      }
      list.append(h('li', {}, renderInline(item[2], ctx)));
    } else box.append(renderLine(line, ctx));
  }
  return box;
}

function renderLine(line, ctx) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading !== null) return h('p', { class: 'md-head' }, renderInline(heading[2], ctx));
  if (/^\s*-{3,}\s*$/.test(line)) return h('hr');
  const quote = /^>\s?(.*)$/.exec(line);
  if (quote !== null) return h('blockquote', {}, renderInline(quote[1], ctx));
  return h('p', {}, line.trim() === '' ? '\u00a0' : renderInline(line, ctx));
}

function renderInline(text, ctx) {
  const nodes = [];
  let rest = text;
  for (let found = inline.exec(rest); found !== null; found = inline.exec(rest)) {
    if (found.index > 0) nodes.push(decode(rest.slice(0, found.index)));
    nodes.push(renderMark(found, ctx));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest !== '') nodes.push(decode(rest));
  return nodes;
}

function renderMark(found, ctx) {
  const [, escaped, bold, gone, italic, code, label, url, color, colored, tagColor, tagged, person] = found;
  if (escaped !== undefined) return escaped;
  if (bold !== undefined) return h('strong', {}, renderInline(bold, ctx));
  if (gone !== undefined) return h('del', {}, renderInline(gone, ctx));
  if (italic !== undefined) return h('em', {}, renderInline(italic, ctx));
  if (code !== undefined) return h('code', {}, code);
  if (url !== undefined) return renderLink(label, url, ctx);
  if (colored !== undefined) return h('span', { class: toneOf(color) }, renderInline(colored, ctx));
  if (tagged !== undefined) return h('span', { class: `tag ${toneOf(tagColor)}` }, renderInline(tagged, ctx));
  if (person !== undefined) return h('span', { class: 'mention' }, `@${ctx.people[person] ?? person}`);
  return h('br');
}

function renderLink(label, url, ctx) {
  if (!/^https?:\/\//.test(url)) return label;
  const open = (event) => {
    event.preventDefault();
    ctx.openUrl(url);
  };
  return h('a', { href: url, rel: 'noopener noreferrer', onclick: open }, decode(label));
}
