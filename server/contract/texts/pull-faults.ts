import type { PullFault } from '../pull-source-view.ts';

/** Why a pull stopped, in words, and what mends it. */
type Words = Readonly<{ why: string; todo: string }>;
const zh: Readonly<Record<PullFault, Words>> = {
  address_refused: {
    why: '地址不允许（内网或本机）',
    todo: '换成公网的 https 地址；对方在公司内网时，请运维打开 PULL_PRIVATE_NETWORK。',
  },
  timeout: { why: '20 秒没有回应', todo: '确认对方系统在运行；它回应慢时，减小每页条数。' },
  tls: { why: '证书有问题', todo: '请对方更新或更正证书。' },
  network: { why: '连不上，或中途断开', todo: '确认对方系统在运行、地址没有变、防火墙放行。' },
  redirect: { why: '对方要求跳转，未跟随', todo: '把地址改成跳转后的那一个。' },
  too_large: { why: '一页超过 8 MB', todo: '减小每页条数。' },
  unauthorized: { why: '密钥不被接受', todo: '密钥可能填错或已过期：向对方要新的，重新填写密钥。' },
  throttled: { why: '对方要求稍后再来', todo: '拉长拉取间隔，或请对方放宽限额。' },
  status: { why: '对方返回错误', todo: '请对方按括号里的状态码查看日志；404 时核对地址。' },
  token: { why: '换取访问令牌失败', todo: '核对令牌地址、客户端 ID 和密钥。' },
  not_json: { why: '回应不是 JSON', todo: '核对地址：它可能返回了登录页或说明页。' },
  no_rows: { why: '在填写的路径下没有找到列表', todo: '按回应改列表的路径，再试一次。' },
  too_many_rows: { why: '一页超过 5000 条', todo: '减小每页条数。' },
  other_origin: { why: '下一页链接指向另一台服务器，未跟随', todo: '请对方更正链接，或换一种分页方式。' },
  paging_loop: { why: '翻页绕回了前面的页', todo: '检查分页方式和游标的路径。' },
  page_repeats: { why: '翻页后内容没有变', todo: '检查分页方式：占位符可能写错了。' },
  too_many_pages: { why: '页数过多，没有尽头', todo: '把起始日期往后移，或加大每页条数。' },
  secret_lost: { why: '密钥无法打开', todo: '请重新填写密钥。' },
  cursor_lost: {
    why: '翻页标记已失效',
    todo: '会自动从第一页再取，已取的不会重复。一直如此时，拉长拉取间隔或换一个行数较少的视图。',
  },
  no_access: {
    why: '应用没有这个多维表格的阅读权限',
    todo: '在多维表格右上角“…”→“更多”→“添加文档应用”里加上本应用（开了高级权限的给可管理；在知识库里的把应用加为知识库成员），并在开发者后台开通清单里的可选权限。',
  },
  no_table: {
    why: '链接里的数据表不存在',
    todo: '打开那张数据表，从地址栏重新复制链接（…/base/…?table=tbl…，或知识库里的 …/wiki/…?table=tbl…）。',
  },
};
const en: typeof zh = {
  address_refused: {
    why: 'address not allowed (private or this machine)',
    todo: 'Use an https address of the public Internet; for a system inside the company network, PULL_PRIVATE_NETWORK has to be on.',
  },
  timeout: {
    why: 'no answer within 20 seconds',
    todo: 'See that the system runs; if it is slow, ask for fewer rows a page.',
  },
  tls: { why: 'its certificate is not good', todo: 'Have its certificate renewed or put right.' },
  network: {
    why: 'not reached, or cut off',
    todo: 'See that the system runs, that its address is the same, and that firewalls let us through.',
  },
  redirect: { why: 'it wanted to redirect; not followed', todo: 'Give the address it redirects to.' },
  too_large: { why: 'a page of more than 8 MB', todo: 'Ask for fewer rows a page.' },
  unauthorized: {
    why: 'the secret is not accepted',
    todo: 'It may be mistyped or expired: get a new one and enter it again.',
  },
  throttled: {
    why: 'it wants us to come back later',
    todo: 'Pull less often, or have its limit raised.',
  },
  status: {
    why: 'it answered with an error',
    todo: 'Have its log looked at for the status in brackets; with 404, check the address.',
  },
  token: { why: 'no access token was given', todo: 'Check the token address, the client id and the secret.' },
  not_json: {
    why: 'the reply is no JSON',
    todo: 'Check the address: it may lead to a sign-in or help page.',
  },
  no_rows: {
    why: 'there is no list at the path',
    todo: 'Correct the path to the list after the reply, and try again.',
  },
  too_many_rows: { why: 'more than 5,000 rows a page', todo: 'Ask for fewer rows a page.' },
  other_origin: {
    why: 'the next link leads to another server; not followed',
    todo: 'Have the link corrected, or page in another way.',
  },
  paging_loop: {
    why: 'paging led back to an earlier page',
    todo: 'Check the kind of paging and the path of the cursor.',
  },
  page_repeats: {
    why: 'the next page was the same',
    todo: 'Check the paging: a placeholder may be misspelt.',
  },
  too_many_pages: { why: 'pages without end', todo: 'Begin at a later day, or ask for more rows a page.' },
  secret_lost: { why: 'the secret cannot be opened', todo: 'Enter the secret again.' },
  cursor_lost: {
    why: 'the mark of the next page is no longer known',
    todo: 'It begins with the first page again by itself, and nothing is taken twice. If that goes on, pull less often or take a view of fewer rows.',
  },
  no_access: {
    why: 'the app may not read this Bitable',
    todo: 'In the Bitable, “…” → More → Add document app, choose this app (with advanced permissions: can manage; in a wiki: make the app a member of it), and grant the optional scopes of the checklist in the developer console.',
  },
  no_table: {
    why: 'there is no such table',
    todo: 'Open the table and copy its link from the address line again (…/base/…?table=tbl…, or …/wiki/…?table=tbl… in a wiki).',
  },
};

/** The reason with the status that came with it. */
const withStatus = {
  zh: (why: string, status: number | undefined) => (status === undefined ? why : `${why}（${status}）`),
  en: (why: string, status: number | undefined) => (status === undefined ? why : `${why} (${status})`),
};

export const pullFaults = { zh: { of: zh, say: withStatus.zh }, en: { of: en, say: withStatus.en } };
