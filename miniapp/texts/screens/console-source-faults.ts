import type { PullFault } from '../../../server/contract/pull-source-view.ts';

/** Why a pull stopped, in words. */
const zh: Readonly<Record<PullFault, string>> = {
  address_refused: '地址不允许（内网或本机）',
  timeout: '20 秒没有回应',
  tls: '证书有问题',
  network: '连不上，或中途断开',
  redirect: '对方要求跳转，未跟随',
  too_large: '一页超过 8 MB：请减小每页条数',
  unauthorized: '密钥不被接受',
  throttled: '对方要求稍后再来',
  status: '对方返回错误',
  token: '换取访问令牌失败',
  not_json: '回应不是 JSON',
  no_rows: '在填写的路径下没有找到列表',
  too_many_rows: '一页超过 5000 条：请减小每页条数',
  other_origin: '下一页链接指向另一台服务器，未跟随',
  paging_loop: '翻页绕回了前面的页',
  page_repeats: '翻页后内容没有变：请检查翻页方式',
  too_many_pages: '页数过多，没有尽头',
  secret_lost: '密钥无法打开，请重新填写',
};
const en: typeof zh = {
  address_refused: 'address not allowed (private or this machine)',
  timeout: 'no answer within 20 seconds',
  tls: 'its certificate is not good',
  network: 'not reached, or cut off',
  redirect: 'it wanted to redirect; not followed',
  too_large: 'a page of more than 8 MB: ask for fewer rows',
  unauthorized: 'the secret is not accepted',
  throttled: 'it wants us to come back later',
  status: 'it answered with an error',
  token: 'no access token was given',
  not_json: 'the reply is no JSON',
  no_rows: 'there is no list at the path',
  too_many_rows: 'more than 5,000 rows a page: ask for fewer',
  other_origin: 'the next link leads to another server; not followed',
  paging_loop: 'paging led back to an earlier page',
  page_repeats: 'the next page was the same: check the paging',
  too_many_pages: 'pages without end',
  secret_lost: 'the secret cannot be opened; enter it again',
};

export const sourceFaults = { zh, en };
