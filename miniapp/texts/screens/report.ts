import { counted } from '../../../server/contract/texts/counted.ts';

const zh = {
  visits: '拜访',
  history: '和自己比',
  historyHint: '只和您自己的前几个月比，不和同事比。',
  noHistory: '还没有以前的月份。',
  month: '月份',
  columns: { days: '出勤', km: '公里', onTime: '准时', visits: '拜访' },
  overtime: '已同意加班',
  minutes: (minutes: number) => `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`,
  sheet: '下载里程与加班明细',
  sheetHint: '每天的工作时长、里程和已同意的加班，可用来报销、调休或核对工资；只有您能下载。',
  map: '本月行程图',
  mapHint: '轨迹保留期内的画出路线；编号是停留最久的地方，只有本公司的地点写名称。',
  elsewhere: '其他地点',
  spent: (days: number, hours: string) => `${days} 天，共 ${hours} 小时`,
  tips: '给您的建议',
  tip: {
    keep_open:
      '数据覆盖不到一半。上班时多打开几次应用，或扫门店二维码，能更完整地说明您在岗。缺数据不会算作异常。',
    ask_confirmation: '有打卡还在等主管确认，可以提醒一下。',
    start_earlier: '有几次打卡晚于上班时间。出门前在应用里先看一眼当天的班次和地点。',
    rest: '平均每天工作超过 9 小时。请注意休息；加班请提交加班申请。',
    plan_route: '里程比往常多了三成以上。可以和主管一起看看路线和客户分配。',
  },
  share: '保存为图片',
  shareHint: '图片只在您的手机上生成，不会上传。长按图片可以保存或发给自己。',
  save: '下载图片',
  close: '收起',
  pictureTitle: (month: string) => `${month} 行程报告`,
  pictureAlt: '本月报告的图片',
};

const en: typeof zh = {
  visits: 'Visits',
  history: 'Beside your own months',
  historyHint: 'Compared with your own months only, never with colleagues.',
  noHistory: 'No earlier months yet.',
  month: 'Month',
  columns: { days: 'Days', km: 'km', onTime: 'On time', visits: 'Visits' },
  overtime: 'Agreed overtime',
  minutes: (minutes) => `${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  sheet: 'Download distance and overtime',
  sheetHint:
    'Hours, kilometres and agreed overtime by day: for expenses, time off or to check your pay. Only you can download it.',
  map: 'Map of the month',
  mapHint:
    'Ways are drawn as long as positions are kept; numbers are the longest stays. Only the company’s own places have names.',
  elsewhere: 'Elsewhere',
  spent: (days, hours) => `${counted(days, 'day')}, ${hours} h in all`,
  tips: 'Tips for you',
  tip: {
    keep_open:
      "Less than half of the time has data. Open the app more often at work, or scan the store's code. Missing data is never a fault.",
    ask_confirmation: 'Some punches still wait for your manager to confirm; remind them.',
    start_earlier:
      "Some punches came after the start of the shift. Look at the day's shift and place before you leave home.",
    rest: 'More than 9 hours a day on average. Take your rest, and file overtime where there is any.',
    plan_route: 'A third more kilometres than usual. Look at routes and customers with your manager.',
  },
  share: 'Save as a picture',
  shareHint: 'Made on your phone and sent nowhere. Press long to save it or send it to yourself.',
  save: 'Download the picture',
  close: 'Close',
  pictureTitle: (month) => `Report of ${month}`,
  pictureAlt: "Picture of this month's report",
};

export const reportTexts = { zh, en };
