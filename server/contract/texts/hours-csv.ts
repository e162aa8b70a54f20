/** Words of the sheet of one's own hours, kilometres and overtime. */
export const hoursCsvTexts = {
  zh: {
    header: ['日期', '工作时长（小时）', '里程（公里）', '已同意的加班（分钟）'],
    total: (month: string) => `${month} 合计`,
  },
  en: {
    header: ['Day', 'Worked (h)', 'Distance (km)', 'Agreed overtime (min)'],
    total: (month: string) => `${month} total`,
  },
} as const;
