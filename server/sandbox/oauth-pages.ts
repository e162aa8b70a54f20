import { Raw } from './router.ts';
import type { Call } from './router.ts';
import { tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** A whole page with no script; `main` is trusted HTML. */
function plainPage(title: string, main: string, status = 200): Raw {
  const body = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/sandbox/page.css"></head>
<body class="plain"><main class="sheet"><h1>${escapeHtml(title)}</h1>${main}</main></body></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return new Raw({ status, headers, body });
}

export const faultPage = (code: number, reason: string): Raw =>
  plainPage('登录请求被拒绝', `<p>${escapeHtml(reason)}</p><p class="muted">错误码：${code}</p>`, 400);

/** Who signs in, when no person is chosen on the sandbox page: the personas first, then everybody. */
export function pickerPage(state: TenantState, call: Call): Raw {
  const { personas } = tenantFacts(state);
  const titles = new Map(personas.map((persona) => [persona.openId, persona.title]));
  const users = state.users.values().filter((user) => !user.resigned);
  const order = [
    ...users.filter((user) => titles.has(user.openId)),
    ...users.filter((user) => !titles.has(user.openId)),
  ];
  const links = order.map((user) => {
    const query = new URLSearchParams(call.query);
    query.set('sandbox_person', user.openId);
    const title = titles.get(user.openId);
    const label = title === undefined ? user.name : `${title}（${user.name}）`;
    const href = escapeHtml(`${call.path}?${query.toString()}`);
    return `<li><a href="${href}">${escapeHtml(label)}<span class="muted">${escapeHtml(user.jobTitle)}</span></a></li>`;
  });
  return plainPage(
    '你是谁？',
    `<p class="muted">这是沙盒租户，选一个人登录。</p><ul class="people">${links.join('')}</ul>`,
  );
}
