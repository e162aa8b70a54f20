import { h } from './dom.js';

const inputTypes = {
  date_picker: 'date',
  picker_time: 'time',
  picker_datetime: 'datetime-local',
  password: 'password',
};
let serial = 0;

/** The label, the control and how to read it, for one field of a card. */
export function renderField(element, ctx) {
  serial += 1;
  const id = `field-${serial}`;
  const text = element.label?.content ?? element.placeholder?.content ?? element.name ?? '';
  const control = renderControl(element, { id, ctx });
  control.dataset.field = element.name ?? '';
  if (element.disabled === true) control.setAttribute('disabled', '');
  if (element.required === true) control.setAttribute('required', '');
  const star = element.required === true ? h('span', { class: 'star', 'aria-hidden': 'true' }, '*') : null;
  return h('div', { class: 'field' }, h('label', { for: id }, text, star), control);
}

function renderControl(element, { id, ctx }) {
  const placeholder = element.label === undefined ? '' : (element.placeholder?.content ?? '');
  if (element.tag === 'input') {
    const size = {
      id,
      placeholder,
      maxlength: element.max_length ?? 1000,
      value: element.default_value ?? '',
    };
    return element.input_type === 'multiline_text'
      ? h('textarea', { ...size, rows: element.rows ?? 3 })
      : h('input', { ...size, type: inputTypes[element.input_type] ?? 'text', autocomplete: 'off' });
  }
  if (element.tag in inputTypes) {
    const value =
      element.initial_date ?? element.initial_time ?? element.initial_datetime?.replace(' ', 'T') ?? '';
    return h('input', { id, type: inputTypes[element.tag], value });
  }
  return renderSelect(element, { id, placeholder, ctx });
}

function renderSelect(element, { id, placeholder, ctx }) {
  const multiple = element.tag.startsWith('multi_');
  const people = element.tag.endsWith('_person');
  const options = people
    ? (element.options ?? Object.keys(ctx.people).map((value) => ({ value }))).map(({ value }) => [
        value,
        ctx.people[value] ?? value,
      ])
    : element.options.map((option) => [option.value, option.text.content]);
  const chosen = multiple
    ? (element.selected_values ?? [])
    : [element.initial_option ?? options[(element.initial_index ?? 0) - 1]?.[0] ?? ''];
  const select = h(
    'select',
    { id, multiple },
    multiple ? null : h('option', { value: '' }, placeholder || '请选择'),
    options.map(([value, text]) => h('option', { value, selected: chosen.includes(value) }, text)),
  );
  return select;
}

/** What the controls of a form hold, by name. */
export function readFields(form) {
  const entries = [...form.querySelectorAll('[data-field]')].map((control) => [
    control.dataset.field,
    control.multiple ? [...control.selectedOptions].map((option) => option.value) : control.value,
  ]);
  return Object.fromEntries(entries);
}
