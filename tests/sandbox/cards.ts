const plain = (content: string) => ({ tag: 'plain_text', content });

/** A card with two buttons and a form, as the product sends them. */
export function buildCard(title = '【待核实】M-1023', elements: unknown[] = buildElements()) {
  return {
    schema: '2.0',
    config: { update_multi: true, enable_forward: false, summary: { content: title } },
    header: {
      title: plain(title),
      template: 'orange',
      text_tag_list: [{ tag: 'text_tag', text: plain('待处理'), color: 'orange' }],
    },
    body: { elements },
  };
}

export const buildButton = (text: string, value: Record<string, unknown>, extra: object = {}) => ({
  tag: 'button',
  text: plain(text),
  type: 'default',
  behaviors: [{ type: 'callback', value }],
  ...extra,
});

export function buildElements(): unknown[] {
  return [
    {
      tag: 'markdown',
      content: '与排班地点不一致约 **45 分钟**\n- 覆盖率 82%\n- 请于 <font color="red">14:00</font> 前处理',
    },
    {
      tag: 'column_set',
      columns: [
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          elements: [buildButton('地点或数据有误', { id: 'a1', do: 'wrong' })],
        },
        {
          tag: 'column',
          width: 'weighted',
          weight: 1,
          elements: [
            buildButton(
              '转HR',
              { id: 'a1', do: 'hr' },
              {
                type: 'primary',
                confirm: { title: plain('转给 HR？'), text: plain('HR 会在 24 小时内联系员工。') },
              },
            ),
          ],
        },
      ],
    },
    { tag: 'hr' },
    buildForm(),
  ];
}

export const buildForm = (elements: unknown[] = buildFields()) => ({
  tag: 'form',
  name: 'arranged',
  elements,
});

export function buildFields(): unknown[] {
  return [
    {
      tag: 'select_static',
      name: 'kind',
      required: true,
      placeholder: plain('安排的类型'),
      options: [
        { text: plain('支援'), value: 'support' },
        { text: plain('出差'), value: 'trip' },
      ],
    },
    { tag: 'date_picker', name: 'day', placeholder: plain('哪一天') },
    { tag: 'input', name: 'note', label: plain('说明'), max_length: 20, input_type: 'multiline_text' },
    {
      tag: 'button',
      name: 'submit_arranged',
      text: plain('是我安排的'),
      type: 'primary',
      form_action_type: 'submit',
      behaviors: [{ type: 'callback', value: { id: 'a1', do: 'arranged' } }],
    },
  ];
}
