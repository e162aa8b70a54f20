import { confirmDialog, h } from './dom.js';

/** The company as a tree: departments with their people; somebody can leave. */
export function renderOrg(data, actions) {
  const { departments, users } = data;
  const branch = (parentId) =>
    departments
      .filter((one) => one.parentId === parentId)
      .map((one) => {
        const people = users.filter((user) => user.departmentIds.includes(one.id));
        return h(
          'li',
          {},
          h(
            'details',
            { open: parentId === '0', 'data-id': one.id },
            h(
              'summary',
              {},
              h('strong', {}, one.name),
              h('span', { class: 'muted' }, `${people.filter((user) => !user.isResigned).length} 人`),
              one.leader === null ? null : h('span', { class: 'tag' }, `负责人 ${one.leader}`),
            ),
            h(
              'ul',
              { class: 'org' },
              people.map((user) => renderPerson(user, actions)),
              branch(one.id),
            ),
          ),
        );
      });
  return [h('ul', { class: 'org org-root' }, branch('0'))];
}

function renderPerson(user, actions) {
  const leave = async () => {
    const text = '账号停用，机器人再也发不到，租户会推送离职事件。不能撤销。';
    if (await confirmDialog({ title: `办理 ${user.name} 离职？`, text }))
      await actions.tool('resign', { openId: user.openId });
  };
  return h(
    'li',
    { class: 'org-person' },
    h('span', {}, user.name),
    h('span', { class: 'muted' }, `${user.employeeNo} · ${user.jobTitle}`),
    user.isResigned
      ? h('span', { class: 'tag tone-tag-red' }, '已离职')
      : h('button', { type: 'button', class: 'btn text small', onclick: leave }, '办理离职'),
  );
}
