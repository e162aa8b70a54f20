import { renderChart } from './chart.js';
import { confirmDialog, h } from './dom.js';
import { readFields, renderField } from './fields.js';
import { renderMarkdown, toneOf } from './markdown.js';

/** A card 2.0 as people see it. ctx: `{people, openUrl(url), press(payload) → Promise}`. */
export function renderCard(card, ctx) {
  return h(
    'article',
    { class: 'card', 'aria-label': card.header?.title.content ?? '卡片' },
    card.header === undefined ? null : renderHeader(card.header),
    h('div', { class: 'card-body' }, renderElements(card.body.elements, ctx)),
  );
}

function renderHeader(header) {
  const tags = (header.text_tag_list ?? []).map((tag) =>
    h('span', { class: `tag tone-tag-${tag.color ?? 'blue'}` }, tag.text.content),
  );
  return h(
    'header',
    { class: `card-head head-${header.template ?? 'default'}` },
    h('h3', {}, header.title.content, tags),
    header.subtitle === undefined ? null : h('p', {}, header.subtitle.content),
  );
}

const renderElements = (elements, ctx) => elements.map((element) => renderElement(element, ctx));

const renderers = {
  markdown: (element, ctx) => renderText({ ...element, tag: 'lark_md' }, ctx),
  div: (element, ctx) => renderText(element.text, ctx),
  hr: () => h('hr'),
  img: (element) =>
    h('img', {
      class: 'card-img',
      src: `/sandbox/image/${encodeURIComponent(element.img_key)}`,
      alt: element.alt.content,
    }),
  button: renderButton,
  chart: (element) => renderChart(element.chart_spec),
  table: renderTable,
  column_set: (element, ctx) =>
    h(
      'div',
      { class: `columns flex-${element.flex_mode ?? 'none'} fill-${element.background_style ?? 'default'}` },
      element.columns.map((column) =>
        h(
          'div',
          { class: `column w-${column.width === 'auto' ? 'auto' : (column.weight ?? 1)}` },
          renderElements(column.elements, ctx),
        ),
      ),
    ),
  form: renderForm,
  collapsible_panel: (element, ctx) =>
    h(
      'details',
      { class: 'panel', open: element.expanded === true },
      h('summary', {}, element.header.title.content.replaceAll('**', '')),
      renderElements(element.elements, ctx),
    ),
};

const renderElement = (element, ctx) => (renderers[element.tag] ?? renderLoneField)(element, ctx);

const renderText = (text, ctx) =>
  text === undefined
    ? null
    : h(
        'div',
        { class: `plain-text size-${text.text_size ?? 'normal'} ${toneOf(text.text_color)}` },
        text.tag === 'lark_md' ? renderMarkdown(text.content, ctx) : text.content,
      );

const callbackOf = (element) => element.behaviors?.find((one) => one.type === 'callback');

/** How the sandbox finds the component again: by its name, else by its callback value. */
const keyOf = (element) =>
  element.name === undefined ? { value: callbackOf(element)?.value } : { name: element.name };

function renderButton(element, ctx) {
  const kind = element.type ?? 'default';
  const submits = element.form_action_type === 'submit';
  const press = async (event) => {
    const form = event.currentTarget.closest('form');
    if (element.form_action_type === 'reset') return form?.reset();
    if (submits && form !== null && !form.reportValidity()) return undefined;
    if (element.confirm !== undefined) {
      const { title, text } = element.confirm;
      if (!(await confirmDialog({ title: title.content, text: text.content }))) return undefined;
    }
    const url = element.behaviors?.find((one) => one.type === 'open_url')?.default_url;
    if (url !== undefined) ctx.openUrl(url);
    if (!submits && callbackOf(element) === undefined) return undefined;
    return ctx.press({
      ...keyOf(element),
      ...(submits && form !== null ? { formValue: readFields(form) } : {}),
    });
  };
  const tips = element.disabled === true ? element.disabled_tips?.content : element.hover_tips?.content;
  return h(
    'button',
    {
      type: 'button',
      class: `btn ${kind.replace('_', '-')}`,
      disabled: element.disabled === true,
      title: tips,
      onclick: press,
    },
    element.text?.content ?? '',
  );
}

function renderForm(element, ctx) {
  const form = h('form', { class: 'card-form', novalidate: false }, renderElements(element.elements, ctx));
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

/** A field outside a form answers as soon as it changes. */
function renderLoneField(element, ctx) {
  const field = renderField(element, ctx);
  if (callbackOf(element) === undefined) return field;
  field.addEventListener('change', (event) => {
    if (event.target.closest('form') === null)
      void ctx.press({ ...keyOf(element), option: event.target.value });
  });
  return field;
}

function renderTable(element, ctx) {
  const cell = (column, value) => {
    if (column.data_type === 'markdown' || column.data_type === 'lark_md')
      return renderMarkdown(String(value ?? ''), ctx);
    if (Array.isArray(value))
      return value.map((one) => h('span', { class: 'tag' }, String(one?.text ?? ctx.people[one] ?? one)));
    return String(value ?? '');
  };
  return h(
    'div',
    { class: 'table-box', tabindex: '0' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          element.columns.map((column) => h('th', { scope: 'col' }, column.display_name ?? column.name)),
        ),
      ),
      h(
        'tbody',
        {},
        element.rows.map((row) =>
          h(
            'tr',
            {},
            element.columns.map((column) => h('td', {}, cell(column, row[column.name]))),
          ),
        ),
      ),
    ),
  );
}
