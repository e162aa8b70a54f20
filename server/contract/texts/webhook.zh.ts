/** Words of the card to IT about a webhook that was switched off. */
export const webhookZh = {
  title: (name: string): string => `Webhook 已停用 · ${name}`,
  state: '需要处理',
  healed: '已重新启用',
  text: '一天内一直没有送达，或对方返回 410。之后的事件会等待，修好地址后在后台重新启用即可继续发送。',
  open: '查看发送记录',
};
