import { escapeHtml } from './oauth-pages.ts';
import { personCookie } from './person-cookie.ts';
import { Raw } from './router.ts';
import { appOrigin, tenantFacts } from './tenant.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

/** The page before its script runs: landmarks, the switcher's names and a note for browsers without script. */
export function shellPage(state: TenantState, pageToken: string, me: SandboxUser): Raw {
  const { name, personas } = tenantFacts(state);
  const chips = personas.map((one) => `<li><span class="chip">${escapeHtml(one.title)}</span></li>`).join('');
  const body = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="sandbox-page" content="${pageToken}">
<title>${escapeHtml(name)} · 沙盒聊天</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox/page.css">
<script type="module" src="/sandbox/app.js"></script>
</head>
<body>
<a class="skip" href="#main">跳到消息</a>
<header class="top">
<div class="brand"><strong>${escapeHtml(name)}</strong><span class="tag">沙盒租户</span></div>
<div id="clock" class="clock"></div>
</header>
<nav class="who" aria-label="切换人物"><span class="who-label" id="who-label">你现在是：</span><ul id="personas" class="chips" aria-labelledby="who-label">${chips}</ul><span id="hint" class="hint"></span></nav>
<div id="next" class="next" role="status"></div>
<div class="layout">
<nav id="side" class="side" aria-label="会话"></nav>
<main id="main" class="main" tabindex="-1"><p class="empty">正在打开…</p></main>
<aside id="phone" class="phone" aria-label="手机"></aside>
</div>
<nav id="tabs" class="tabs" aria-label="页面"></nav>
<div id="toasts" class="toasts" role="status" aria-live="polite"></div>
<noscript><p class="empty">这个页面需要 JavaScript。</p></noscript>
</body>
</html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy(appOrigin(state)),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'set-cookie': personCookie(me.openId),
  };
  return new Raw({ status: 200, headers, body });
}

const policy = (frameOrigin: string | null): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `frame-src 'self' ${frameOrigin ?? ''}`.trim(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
