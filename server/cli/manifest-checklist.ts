import type { ConsoleSettings, Manifest } from './manifest-schema.ts';

/** What an administrator does in the console, in order, with each scope's reason for the reviewer. */
export function checklistOf(settings: ConsoleSettings, manifest: Manifest): string {
  const { scopes, optional_scopes: optional } = manifest;
  const reasons = [...scopes.tenant, ...optional.tenant].map(({ name, reason }) => `     ${name}  ${reason}`);
  const { events, callbacks, security, web_app: app } = settings;
  const isWebhook = events.subscription_type === 'webhook';
  const address = (url: string | undefined): string => (isWebhook ? `请求地址 ${url}` : '长连接（无需地址）');
  return [
    '飞书开放平台 → 开发者后台 → 企业自建应用，依次：',
    `[ ] 1 应用能力：机器人、网页应用；移动端主页 ${app.mobile_url}，桌面端主页 ${app.pc_url}`,
    '[ ] 2 权限管理 → 批量导入/导出权限 → 导入：上面输出里的 scopes（可选权限按需加入）',
    ...reasons,
    '[ ] 3 权限管理 → 通讯录权限范围：外勤人员所在部门（读取根部门时选全部成员）',
    ...(isWebhook
      ? ['[ ] 4 事件与回调 → 加密策略：设置 Encrypt Key 和 Verification Token，写入服务器环境变量']
      : []),
    `[ ] 5 事件与回调 → 事件配置：${address(events.request_url)}；订阅 ${events.items.join('、')}`,
    `[ ] 6 事件与回调 → 回调配置：${address(callbacks.request_url)}；订阅 ${callbacks.items.join('、')}`,
    `[ ] 7 安全设置：重定向 URL ${security.redirect_urls.join('、')}；H5 可信域名 ${security.h5_trusted_domains.join('、')}`,
    '[ ] 8 审批管理后台（网址加 ?devMode=on）：按 npm run -s manifest -- approvals 画出审批定义，把定义编码写入环境变量',
    '[ ] 9 版本管理与发布：可用范围包含外勤人员、负责人和 HR，提交发布',
  ].join('\n');
}
