/** Builds an element; texts only ever enter as text nodes. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  assign(node, props);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  assign(node, props);
  node.append(...children.flat().filter((child) => child !== null));
  return node;
}

function assign(node, props) {
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'value') node.value = value;
    else node.setAttribute(key, value === true ? '' : String(value));
  }
}

const shanghai = (options) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, ...options });
const clockFormat = shanghai({
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const stampFormat = shanghai({ month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
export const formatClock = (ms) => clockFormat.format(ms);
export const formatStamp = (ms) => stampFormat.format(ms);

/** Two characters on a colour of their own, for a person or a chat. */
export function avatar(name, kind = 'person') {
  const hue = [...name].reduce((sum, char) => sum + char.codePointAt(0), 0) % 6;
  const letters = kind === 'bot' ? '明' : [...name].slice(-2).join('');
  return h('span', { class: `avatar tone-${kind === 'bot' ? 'bot' : hue}`, 'aria-hidden': 'true' }, letters);
}

export function toast(content, type = 'info') {
  const box = document.getElementById('toasts');
  // The same words again take the place of the first: a visitor who clicks through days would face a wall of them.
  for (const one of box.querySelectorAll('.toast')) if (one.textContent === content) one.remove();
  const node = h('p', { class: `toast ${type}` }, content);
  box.append(node);
  setTimeout(() => node.remove(), 5000);
}

/** Asks in a dialog; settles with true when confirmed. */
export function confirmDialog({ title, text }) {
  return new Promise((resolve) => {
    const dialog = h('dialog', { class: 'dialog', 'aria-label': title });
    const close = (answer) => () => dialog.close(answer);
    dialog.append(
      h('h2', {}, title),
      h('p', {}, text),
      h(
        'div',
        { class: 'row end' },
        h('button', { type: 'button', class: 'btn', onclick: close('no') }, '取消'),
        h('button', { type: 'button', class: 'btn primary', onclick: close('yes') }, '确定'),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
