import { apiTexts, type ApiLanguage } from '../../contract/open-api/document.ts';
import { listFields } from '../../contract/open-api/schema.ts';
import { messageSchema, VERIFY_EXAMPLE, WEBHOOK_TYPES } from '../../contract/open-api/webhooks.ts';
import { escapeXml } from '../../domain/report/picture-svg.ts';
import { apiTable } from './api-table.ts';

/** What is told to other systems, and how they know that it is ours. */
export function webhookSection(language: ApiLanguage): string {
  const { webhooks: texts, read } = apiTexts[language];
  const headers = Object.entries(texts.headers).map(([name, says]) => [
    `<code>${name}</code>`,
    escapeXml(says),
  ]);
  const events = WEBHOOK_TYPES.map((type) => [
    `<code>${type}</code>`,
    escapeXml(texts.events[type]),
    escapeXml(fieldsOf(type).join(', ')),
  ]);
  return `<section id="webhooks" aria-labelledby="webhooks-title">
<h2 id="webhooks-title">${escapeXml(texts.tag)}</h2>
<p>${escapeXml(texts.intro)}</p>
<ul>${texts.rules.map((rule) => `<li>${escapeXml(rule)}</li>`).join('')}</ul>
${apiTable(`${texts.tag}: webhook-*`, [texts.header, read.meaning], headers)}
${apiTable(`${texts.tag}: ${texts.type}`, [texts.type, read.meaning, texts.data], events)}
<h3>${escapeXml(texts.verify)}</h3>
<pre tabindex="0" aria-label="${escapeXml(texts.verify)}">${escapeXml(VERIFY_EXAMPLE)}</pre>
</section>`;
}

function fieldsOf(type: (typeof WEBHOOK_TYPES)[number]): string[] {
  return listFields(messageSchema(type)).flatMap(({ name }) =>
    name.startsWith('data.') ? [name.slice('data.'.length)] : [],
  );
}
