/** Words of the messages that a set-up test sends. */
export const setupZh = {
  card: {
    title: '明勤 · 测试卡片',
    state: '收到即正常',
    text: '这是管理员在「接入检查」页发送的测试卡片，无需处理。',
  },
  message: '【明勤】这是一条测试消息，无需处理。',
} as const;
