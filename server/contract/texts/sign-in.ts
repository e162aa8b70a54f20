/** What the browser shows when a sign-in fails, zh-CN first; by error code. */
export const signInTexts: Readonly<Record<string, { zh: string; en: string }>> = {
  forbidden: {
    zh: '这个账号目前不是本公司的在职员工，不能使用明勤。如有疑问请联系 HR。',
    en: 'This account is not a current employee of this company and cannot use Mingqin. Please ask HR.',
  },
  unauthenticated: {
    zh: '登录没有完成或已过期，请重新打开。',
    en: 'Sign-in was not completed or has expired. Please open the page again.',
  },
  rate_limited: {
    zh: '登录太频繁，请稍后再试。',
    en: 'Too many sign-ins. Please try again later.',
  },
  other: { zh: '现在无法登录，请稍后再试。', en: 'Sign-in is not possible now. Please try again later.' },
};
export const signInAgain = { zh: '重新登录', en: 'Sign in again' } as const;
