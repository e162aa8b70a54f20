import { withdrawals } from './open-api-withdrawals.zh.ts';
import { fields } from './open-api-fields.zh.ts';

/** What the description of the interfaces for other systems says, in Chinese; fields by the kind of record they belong to. */
export const openApiZh = {
  title: '明勤开放接口',
  intro:
    '其他系统（CRM、ERP、考勤、配送、社保代缴）把公司自有记录写入明勤的接口。每条记录用对方系统的编号，重复写入同一条不会产生变化，因此可以放心重发。',
  rules: [
    '密钥由管理员在控制台「接口密钥」页创建，只显示一次；放在请求头 Authorization: Bearer 之后。写公司记录与报社保缴费各用一种密钥，互不通用。',
    '请求体为 UTF-8 的 JSON；时刻须带时区，金额以分为单位，经纬度须写明坐标系。没有写进来的字段一律拒绝，不会悄悄忽略。',
    '每个地址每分钟最多 {perMinute} 次请求；收到 429、503 或 507 时，请按 Retry-After 的秒数等待后重发。',
    '出错时返回 error.code、说明与 requestId；error.fields 逐一指出哪个字段、允许什么。说明默认是英文，带 Accept-Language: zh 时是中文；请按 error.code 判断。',
    '记录里没有员工的坐标：坐标只来自其本人手机，且只在工作时间内。在岗凭证的地点也只在工作时间内保存。',
  ],
  read: {
    field: '字段',
    type: '类型',
    required: '必填',
    yes: '是',
    no: '否',
    meaning: '说明',
    example: '示例',
    replies: '返回',
    status: '状态码',
    code: 'error.code',
    columns: 'CSV 列',
    template: '下载 CSV 模板',
    machine: 'OpenAPI 3.1 文档（JSON）',
    contents: '目录',
    other: 'English',
    key: '密钥',
    parameters: '参数',
  },
  types: {
    string: '文字',
    number: '数字',
    integer: '整数',
    boolean: '是或否',
    array: '列表',
    object: '对象',
    'date-time': '时刻',
    date: '日期',
    uuid: 'UUID 第 7 版',
    oneOf: '可选：{values}',
    min: '≥ {n}',
    max: '≤ {n}',
    lengths: '{min}–{max} 字',
    items: '{min}–{max} 项',
    pattern: '格式 {pattern}',
    default: '默认 {value}',
  },
  keys: { records: '公司记录', insurance: '社保缴费' },
  tags: { records: '逐条写入', withdrawals: '逐条撤回', imports: '文件导入', insurance: '社保缴费' },
  parameters: {
    externalId: '对方系统里的编号，同一类记录内唯一',
    importId: '由发送方生成的 UUID（第 7 版）；用同一编号重发不会重复导入',
    kind: '文件里是哪一类记录',
    language: '错误原因用哪种语言',
  },
  operations: {
    places: {
      summary: '地点',
      description: '门店、客户、仓库、取货点、竞品门店等。一个地点可以有几种类型。',
    },
    zones: {
      summary: '责任区域',
      description:
        '员工应在的范围：一圈边界，或中心点加半径。写了工号就以这里为准，是这些人的区域；不写工号，则由后台指定人员，没有专属区域的该区域员工也算在内。',
    },
    visits: { summary: '拜访', description: 'CRM 里登记的一次客户拜访。结束不得早于开始，最长 24 小时。' },
    orders: { summary: '订单', description: 'ERP 里的一笔订单；退货写负数。' },
    attendance: { summary: '其他考勤系统的打卡', description: '上班或下班的一次打卡。不含位置。' },
    anchors: {
      summary: '在岗凭证',
      description:
        '收银登录、运单扫码或客户签收：证明员工当时在岗；写明地点时，也证明人在那里。只用于说明和澄清，不单独产生提示；工作时间以外的不参与判断，也不保存地点。',
    },
    tasks: {
      summary: '运单任务',
      description: '工作本身派骑手去的地点与时间。结束不得早于开始，最长 24 小时。',
    },
    targets: { summary: '月度目标', description: '员工某月的销售目标。' },
    plans: { summary: '拜访计划', description: '员工某天要拜访的客户及顺序。' },
    ...withdrawals,
    import: {
      summary: '导入 CSV 文件',
      description:
        '第一行为列名，中英文均可，次序不限；Excel 另存的 CSV 可直接导入：UTF-8、GBK 或 UTF-16，逗号、分号或制表符分隔。没有时区的时间（如 2026/11/3 8:05）按公司时区；可选值写中文也认（销售、高德、上班……）；金额列名写「金额（元）」时按元读；多个值之间用 |。空行跳过。有问题的行逐行指出（列名下第一行为 1，空行也算），其余照常导入。文件最大 {maxMb} MB；请求在导入结束后返回。',
    },
    importProgress: {
      summary: '查询导入进度',
      description: '本密钥开始的一次导入到了哪一行，前 100 个问题。',
    },
    importFaults: {
      summary: '下载有问题的行',
      description: 'CSV：行号（不含表头）、列、原因、结果（refused 未导入，taken 已导入但有提示）。',
    },
    insurance: {
      summary: '社保缴费月份',
      description:
        '竞业限制协议在监测期内、且本人已书面授权时，一人一月的参保单位。收到 409 not_monitored 表示不再监测，请停止发送；返回内容不透露任何判断。',
    },
  },
  fields,
  webhooks: {
    tag: '向对方系统推送（Webhook）',
    intro:
      '管理员或人力资源主管在控制台「Webhook」页登记一个 https 地址并选择事件，发生时以 POST 推送 JSON。签名按 Standard Webhooks（standardwebhooks.com）。',
    rules: [
      '至少送达一次：同一消息重发时 webhook-id 不变，请按它去重；次序不保证。',
      '10 秒内返回 2xx 即为收到；不跟随跳转。失败后按 30 秒起逐步延长重试约一天，仍失败则停用并通知管理员；返回 410 立即停用。',
      '请用原始字节核对签名，并拒绝与当前时间相差 5 分钟以上的消息。更换密钥后一天内，消息同时带新旧两个签名。',
      '内容不含位置、地点、照片和姓名；人员用代号，登记时选择「工号」的，仅在处分已执行、兼职已批准时给出工号。试运行区域的情况不推送。',
    ],
    headers: {
      'webhook-id': '消息编号，重发时不变',
      'webhook-timestamp': '发送时刻，1970 年起的秒数',
      'webhook-signature': '一个或多个以空格分隔的 v1,签名：对 编号.时刻.内容 的 HMAC-SHA256，Base64',
    },
    events: {
      'alert.raised': '产生一条待核实提醒',
      'case.opened': '案件已通知本人',
      'case.decided': '第二人批准或退回处分提议',
      'case.closed': '案件结束；结案后撤销处分时再发一次，outcome 为 revoked',
      'sanction.executed': '处分已执行',
      'declaration.approved': '兼职申报已批准',
      'import.finished': '文件导入结束',
      'webhook.test': '测试消息',
    },
    taken: '已收到',
    gone: '不再需要：停用这个 Webhook',
    verify: '核对签名的示例（Node，无需安装包）',
    header: '请求头',
    type: '类型',
    data: 'data 中的字段',
  },
  replies: {
    created: '新记录已保存',
    same: '已更新，或与已有的完全相同',
    withdrawn: '已撤回（withdrawn），或没有这条记录（absent）',
    import: '导入结果',
    file: '有问题的行',
    400: '内容不符：error.fields 指出哪个字段、允许什么',
    401: '没有密钥，或密钥无效、已停用、种类不对',
    404: '没有这次导入，或不是本密钥开始的',
    409: '这一协议当前不监测（not_monitored），或该编号已用于另一条记录（record_conflict）',
    413: '内容太大',
    415: '格式不对：须为 JSON（导入为 text/csv）',
    429: '太频繁：请按 Retry-After 等待',
    503: '数据库暂不可用：请按 Retry-After 重试',
    507: '存储空间已满：请按 Retry-After 重试',
  },
};
export type OpenApiTexts = typeof openApiZh;
