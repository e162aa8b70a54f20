import type { Sentence } from './sentence.ts';

/** What doors answer beside what screens say too: to programs, and where a screen has its own words; `{name}` is filled in. */
export const doorRefusals = {
  // Who asks.
  unauthenticated: { zh: '请先登录', en: 'sign in first' },
  no_key: {
    zh: 'Authorization: Bearer 里没有密钥，或密钥不存在、已停用、不适用于这个接口',
    en: 'no key in Authorization: Bearer, or one that is unknown, revoked or made for another door',
  },
  door_closed: {
    zh: '信息不符，或链接已失效；错五次后请向 HR 要新的链接',
    en: 'the details do not fit, or the link has ended; after five wrong tries ask HR for a new link',
  },
  other_company: { zh: '这个账号属于另一家公司', en: 'this account belongs to another company' },
  header_missing: {
    zh: '写入须带请求头 x-requested-with: mingqin',
    en: 'a write needs the header x-requested-with: mingqin',
  },
  other_site: { zh: '不接受其他网站发来的请求', en: 'requests from other sites are refused' },
  forbidden: { zh: '没有权限', en: 'this is not for you' },
  is_reporter: { zh: '提交线索的人不能办理它', en: 'who sent a lead does not handle it' },
  is_demander: {
    zh: '发出改正要求的人不能办理这一步',
    en: 'who made the demand does not take this step',
  },
  other_region: { zh: '不属于您负责的区域', en: 'this belongs to another region' },

  // What was sent.
  invalid_input: { zh: '内容不正确', en: 'invalid' },
  invalid_json: { zh: '请求体须为完整的 UTF-8 JSON', en: 'the body is not complete JSON in UTF-8' },
  not_found: { zh: '没有找到：{what}', en: '{what} not found' },
  method_not_allowed: { zh: '这个地址只接受 {allowed}', en: 'allowed here: {allowed}' },
  no_address: { zh: '没有这个地址', en: 'no such address' },
  too_large: { zh: '{what}太大；最大 {allowed}', en: '{what} is too large; allowed: {allowed}' },
  unsupported_media_type: { zh: '只接受 {allowed}', en: 'allowed: {allowed}' },
  content_encoded: {
    zh: '请求体不能压缩（content-encoding）',
    en: 'allowed: a body without content-encoding',
  },
  consent_missing: { zh: '本人没有有效的同意：{what}', en: 'no current consent for {what}' },

  // As it stands.
  stale_version: {
    zh: '刚被其他人更新，请重新读取',
    en: 'somebody else has just changed it; read it again',
  },
  not_monitored: {
    zh: '现在没有协议通过这一来源监测，请不要再发送',
    en: 'no agreement is watched through this source now; send no more of it',
  },
  notice_outdated: { zh: '告知书已更新，请重新阅读', en: 'this notice has changed, read it again' },
  policy_changed: { zh: '文本已更新，请重新阅读', en: 'this text has changed, read it again' },
  policy_withdrawn: {
    zh: '这一版已被公司取消，不用确认',
    en: 'the company took this version back; there is nothing to acknowledge',
  },
  visit_declined: { zh: '这次拜访已被您否认', en: 'this visit was declined' },
  case_missing: { zh: '案件没有建立成功', en: 'the case could not be opened' },
  incomplete: { zh: '条件还不齐备', en: 'something is missing' },
  explanation_finished: { zh: '本人的说明已经结束', en: 'the explanation has ended' },
  not_answered: { zh: '本人还没有说明', en: 'the person has not answered' },
  is_substantiated: { zh: '已经认定属实', en: 'it was found true' },
  wait_not_allowed: { zh: '这里不能等待', en: 'nothing may be waited for here' },
  unmask_not_asked: { zh: '没有人申请公开姓名', en: 'nobody asked to open the name' },
  already_objected: { zh: '已经提出过异议', en: 'an objection was made already' },
  deadline_running: { zh: '期限还没有到', en: 'the deadline has not passed' },
  mass_change: {
    zh: '通讯录里一次少了 {vanished} 人（共 {active} 人），没有作任何改动',
    en: '{vanished} of {active} people are gone from the directory; nothing was changed',
  },

  // The server itself.
  rate_limited: { zh: '请求太频繁，请 {retryAfterS} 秒后再试', en: 'try again in {retryAfterS} s' },
  busy: { zh: '这部手机同时上传太多，请稍后再试', en: 'too many uploads of this phone at once' },
  store_away: { zh: '数据库没有响应，请再试', en: 'the store does not answer; try again' },
  store_full: {
    zh: '存储空间已满，请稍后再发；之前收下的不用重发',
    en: 'the store has no room left: send it again later, what was taken before is not repeated',
  },
  not_ready: { zh: '数据库没有响应', en: 'the store does not answer' },
  not_working: { zh: '十分钟内没有完成过一轮处理', en: 'no sweep has ended in the last ten minutes' },
  platform_failed: { zh: '飞书没有接受（{operation}，代码 {code}）', en: '{operation} answered code {code}' },
  rows_unread: { zh: '飞书考勤有读不懂的记录', en: 'attendance has rows that cannot be read' },
  attendance_missing: { zh: '没有收到飞书考勤数据', en: 'no attendance data has come' },
  internal: { zh: '系统内部错误', en: 'internal error' },
  unexpected: { zh: '系统内部错误', en: 'internal error' },
} as const satisfies Readonly<Record<string, Sentence>>;
