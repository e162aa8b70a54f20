import { apiTexts, bodySchema, rulesFor, sentenceOf } from '../../contract/open-api/document.ts';
import type { ApiLanguage, ApiSite } from '../../contract/open-api/document.ts';
import { OPERATIONS, type Operation } from '../../contract/open-api/operations.ts';
import { listFields, type Schema } from '../../contract/open-api/schema.ts';
import { RecordKindSchema } from '../../contract/records.ts';
import type { OpenApiTexts } from '../../contract/texts/open-api.zh.ts';
import { escapeXml } from '../../domain/report/picture-svg.ts';
import { columnTitles } from '../../flow/records/import-template.ts';
import { apiTable } from './api-table.ts';
import { webhookSection } from './api-webhooks.ts';

/** The codes a refusal carries, by status. */
const CODES: Readonly<Record<number, string>> = {
  400: 'invalid_input, invalid_json',
  401: 'unauthenticated',
  404: 'not_found',
  409: 'not_monitored, record_conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'store_away',
  507: 'store_full',
};

/** The doors for other systems as a page for whoever writes the other side; no script, and nothing of any person. */
export function apiPage(site: ApiSite, language: ApiLanguage): string {
  const texts = apiTexts[language];
  const { read } = texts;
  const other = language === 'zh' ? 'en' : 'zh';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(texts.title)}</title><link rel="stylesheet" href="style.css"></head>
<body>
<header><h1>${escapeXml(texts.title)}</h1>
<p>${escapeXml(texts.intro)}</p>
<p><a href="openapi.json?language=${language}">${read.machine}</a> · <a href="?language=${other}" lang="${other}">${read.other}</a></p></header>
<nav aria-label="${read.contents}">${contents(texts)}</nav>
<main>
<ul class="rules">${rulesFor(site, texts)
    .map((rule) => `<li>${escapeXml(rule)}</li>`)
    .join('')}</ul>
${OPERATIONS.map((operation) => section(operation, site, language)).join('\n')}
${webhookSection(language)}
</main>
</body>
</html>
`;
}

function contents({ tags, operations, webhooks }: OpenApiTexts): string {
  const parts = Object.entries(tags)
    .map(([tag, name]) => {
      const own = OPERATIONS.filter((operation) => operation.tag === tag);
      const links = own.map(({ id }) => `<li><a href="#${id}">${escapeXml(operations[id].summary)}</a></li>`);
      return `<h2>${escapeXml(name)}</h2><ul>${links.join('')}</ul>`;
    })
    .join('');
  return `${parts}<h2>${escapeXml(webhooks.tag)}</h2><ul><li><a href="#webhooks">${escapeXml(webhooks.verify)}</a></li></ul>`;
}

function section(operation: Operation, site: ApiSite, language: ApiLanguage): string {
  const texts = apiTexts[language];
  const { id, method, path, key, parameters, body } = operation;
  const { read } = texts;
  const schema = bodySchema(operation, texts);
  const given = parameters.map(
    (one) => `<li><code>${one.name}</code> ${escapeXml(texts.parameters[one.name])}</li>`,
  );
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escapeXml(texts.operations[id].summary)}</h2>
<p class="address"><b>${method.toUpperCase()}</b> <code>${escapeXml(path)}</code> <span class="key">${read.key}: ${escapeXml(texts.keys[key])}</span></p>
<p>${escapeXml(sentenceOf(operation, site, texts))}</p>
<h3>${read.parameters}</h3>
<ul>${given.join('')}</ul>
${schema ? fieldTable(schema, id, texts) : ''}
${body?.type === 'text/csv' ? columnTable(language) : ''}
<h3>${read.example}</h3>
<pre tabindex="0" aria-label="${read.example}">${command(operation, site).split('\n').map(escapeXml).join('\n')}</pre>
${replyTable(operation, texts)}
</section>`;
}

function fieldTable(schema: Schema, id: Operation['id'], texts: OpenApiTexts): string {
  const { read } = texts;
  const rows = listFields(schema).map(({ name, field, isRequired }) => [
    `<code>${name}</code>`,
    escapeXml(typeText(field, texts)),
    isRequired ? read.yes : read.no,
    escapeXml(field.description ?? ''),
  ]);
  return apiTable(
    `${texts.operations[id].summary}: ${read.field}`,
    [read.field, read.type, read.required, read.meaning],
    rows,
  );
}

/** What may stand in a field, in words. */
function typeText(field: Schema, { types }: OpenApiTexts): string {
  const words: Readonly<Record<string, string>> = types;
  const fill = (text: string, values: Readonly<Record<string, string | number | undefined>>): string =>
    text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? 0));
  const said = [words[field.format ?? ''] ?? words[field.type ?? ''] ?? field.type ?? ''];
  const choices = field.enum ?? field.items?.enum;
  if (choices) said.push(fill(types.oneOf, { values: choices.join(', ') }));
  if (field.minimum !== undefined) said.push(fill(types.min, { n: field.minimum }));
  if (field.maximum !== undefined) said.push(fill(types.max, { n: field.maximum }));
  if (field.maxLength !== undefined)
    said.push(fill(types.lengths, { min: field.minLength, max: field.maxLength }));
  if (field.maxItems !== undefined)
    said.push(fill(types.items, { min: field.minItems, max: field.maxItems }));
  const pattern = field.pattern ?? field.items?.pattern;
  if (pattern !== undefined) said.push(fill(types.pattern, { pattern }));
  if (field.default !== undefined) said.push(fill(types.default, { value: JSON.stringify(field.default) }));
  return said.join(' · ');
}

function columnTable(language: ApiLanguage): string {
  const { read, operations } = apiTexts[language];
  const rows = RecordKindSchema.options.map((kind) => [
    `<code>${kind}</code> ${escapeXml(operations[kind].summary)}`,
    escapeXml(columnTitles(kind, language).join(', ')),
    `<a href="templates/${kind}.csv?language=${language}" download>${read.template}</a>`,
  ]);
  return apiTable(read.columns, ['kind', read.columns, read.template], rows);
}

/** The request as a command line that works once the key is in `key.txt`. */
function command({ method, path, body }: Operation, { publicUrl }: ApiSite): string {
  const query = body?.type === 'text/csv' ? '?kind=visits' : '';
  const address = `${publicUrl}${path}${query}`
    .replace('{externalId}', 'crm-2026-000123')
    .replace('{importId}', '019ac2b4-6c00-7000-8000-000000000001');
  const lines = [`curl -X ${method.toUpperCase()} '${address}'`, `-H "Authorization: Bearer $(cat key.txt)"`];
  if (body) lines.push(`-H 'Content-Type: ${body.type}'`);
  if (body?.type === 'text/csv') lines.push('--data-binary @visits.csv');
  if (body?.type === 'application/json') lines.push(`--data '${JSON.stringify(body.example, null, 2)}'`);
  return lines.join(' \\\n  ');
}

function replyTable({ id, replies }: Operation, texts: OpenApiTexts): string {
  const { read } = texts;
  const rows = replies.map(({ status, text }) => [
    String(status),
    CODES[status] === undefined ? '' : `<code>${CODES[status]}</code>`,
    escapeXml(texts.replies[text]),
  ]);
  return `<h3>${read.replies}</h3>${apiTable(`${texts.operations[id].summary}: ${read.replies}`, [read.status, read.code, read.meaning], rows)}`;
}

export const apiPageStyle = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 1100px; color: #1f2329; background: #fff; font: 15px/1.6 system-ui, 'PingFang SC', 'Noto Sans SC', sans-serif; }
h1 { font-size: 24px; margin: 8px 0; }
h2 { font-size: 18px; margin: 28px 0 6px; }
h3 { font-size: 15px; margin: 14px 0 4px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 28px; padding: 8px 16px; background: #f5f6f7; border-radius: 8px; }
nav h2 { flex-basis: 100%; margin: 6px 0 0; font-size: 15px; }
nav ul { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0; padding: 0; list-style: none; }
a { color: #1246c9; }
nav a { display: inline-block; padding: 4px 0; }
code, pre { font: 13px/1.5 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
pre { padding: 12px; overflow-x: auto; background: #f5f6f7; border-radius: 8px; white-space: pre; overflow-wrap: normal; }
section { border-top: 1px solid #dee0e3; }
.address b { padding: 1px 6px; border-radius: 4px; background: #1246c9; color: #fff; font-size: 13px; }
.key { color: #51565d; font-size: 13px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 5px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #dee0e3; }
th { white-space: nowrap; }
td { min-width: 3em; }
td:first-child code { white-space: nowrap; }
`;
