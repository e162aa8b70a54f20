/** Words of messages to people without a chat account, zh-CN: never what the matter is about. */
export const leaverZh = {
  message: {
    link: (url: string) =>
      `【明勤】原公司人力资源给您留了一个本人专用入口，可查看与您有关的事项、提交说明或申诉：${url} 打开后需核对身份，请勿转发。`,
    news: (url: string) => `【明勤】您有新的事项可以查看：${url} 打开后需核对身份，请勿转发。`,
  },
};
