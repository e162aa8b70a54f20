import type { TenantSeed } from '../contract/tenant.ts';

/** Five minutes through the product, shown on the sandbox's page. */
export const demoTour: TenantSeed['tour'] = [
  {
    title: '经理收到待核实提醒',
    text: '以「王经理」打开与机器人的单聊：卡片写明姓名、时间、三个数字、覆盖率，以及什么能澄清。管理群里的卡片没有姓名、门店和坐标。',
  },
  {
    title: '经理只能帮员工说明',
    text: '按「是我安排的」填时间段，会按对员工有利的结果结案；「转HR」只是请人事接手。卡片上的任何按钮都不能处分员工。',
  },
  {
    title: '员工先看到同样的事实',
    text: '切换到「孙导购」或「张导购」，打开应用：同样的数字、同样的地图，可以提交情况说明。没有信号的时段只算没有证据，不算可疑。',
  },
  {
    title: 'HR 联系、核实、提议',
    text: '切换到「李HR」：24 小时内联系员工；核实与提议在案件页里完成，理由不少于 20 字，处分需要两类证据。',
  },
  {
    title: '第二个人审批',
    text: '切换到「周法务」，在「审批」里同意或拒绝。提议人不能审批自己的提议。',
  },
  {
    title: '结果回到员工手里',
    text: '案件关闭后卡片更新，员工的月度行程报告列出结果和申诉方式。用「快进到明天」看时钟如何推动流程。',
  },
  {
    title: '三种真问题',
    text: '孙悦在竞品店停留；程功登记了没去的拜访；姜山在其他平台取货点来回取货。以「李HR」打开「电脑后台」看这三类案件，名单里只有化名。',
  },
  {
    title: '看着像，其实不是',
    text: '冯雪的店和竞品专柜在同一商场；冯强的兼职已申报；谢宁补传了定位，提醒已撤回；郑凯、萧雅的客户位置录错；范伟在多平台共用的取货柜取自己的单；戴维是去做调研。现在没有一条等着处理。',
  },
];

/** What an alert rests on, drawn in metres. */
export const demoSketch: TenantSeed['sketch'] = {
  title: '一条提醒是怎么来的（示意）',
  items: [
    { kind: 'own_store', label: '本人门店', xM: -420, yM: -120, radiusM: 40 },
    { kind: 'competitor', label: '其他品牌门店', xM: 160, yM: 90, radiusM: 30 },
    { kind: 'stay', label: '停留 75 分钟（定位误差圈）', xM: 166, yM: 84, radiusM: 15 },
    { kind: 'customer', label: '客户', xM: 380, yM: -200, radiusM: 40 },
  ],
};
