import type { Sentence } from './sentence.ts';

const sentence = (zh: string, en: string): Sentence => ({ zh, en });

// How a text is written.
export const clock = sentence('须为时刻，如 09:30', 'a time of day as 09:30');
export const month = sentence('须为月份，如 2026-11', 'a month as YYYY-MM');
export const dayOfOurTime = sentence('须为 1970 年至 2099 年的日期', 'a day from 1970 to 2099');
export const sha256 = sentence('须为 SHA-256（64 位小写十六进制）', 'a SHA-256 in 64 small hex digits');
export const givenId = sentence('须为原样的编号，不能改写', 'the id as it was given');
export const versionName = sentence(
  '只能用字母、数字、点和短横线，最多 40 个字符',
  'letters, digits, dots and hyphens, at most 40',
);
export const rungId = sentence(
  '只能用小写字母、数字和短横线，最多 40 个字符',
  'small letters, digits and hyphens, at most 40',
);
export const externalId = sentence(
  '只能用字母、数字、点、下划线和短横线，最多 64 个字符，以字母或数字开头',
  'only letters, digits, dots, underscores and hyphens, at most 64, beginning with a letter or digit',
);
export const headerName = sentence(
  '只能用字母、数字和短横线，最多 60 个字符',
  'letters, digits and hyphens, at most 60',
);
export const ownHeader = sentence('这个请求头由本系统填写', 'a header that this server does not set itself');
export const keyName = sentence(
  '只能用小写字母、数字和短横线，2 到 40 个字符',
  'small letters, digits and hyphens, 2 to 40',
);
export const pathId = sentence(
  '只能用字母、数字、下划线和短横线，1 到 128 个字符',
  'letters, digits, _ and -, 1 to 128',
);
export const oneLine = sentence('不能换行', 'one line');
export const notBlank = sentence('不能只有空格', 'more than blanks');
export const noColon = sentence('不能有冒号', 'no colon');
export const judgeName = sentence('须为检测项或自定规则的名称', 'the name of a detector or a rule');
export const creditCode = sentence(
  '须为 18 位统一社会信用代码',
  'a unified social credit code of 18 characters',
);
export const checkDigit = sentence('校验位不对：请核对是否抄错', 'the check digit is wrong');
export const lastFour = sentence('须为证件号的最后四位', 'the last four characters');
export const phoneNumber = sentence('须为手机号码', 'a phone number');
export const leadReceipt = sentence(
  '须为当时显示的查询码：四组，每组五位',
  'the number as it was shown: four groups of five',
);
export const trackingNo = sentence(
  'EMS 单号：13 位数字，或如 EA123456789CN',
  'EMS: 13 digits or like EA123456789CN',
);
export const singleRecord = sentence(
  '只有打卡、拜访和照片可以指定单条记录',
  'only of punches, visits and photos can one be named',
);
export const nextOfPage = sentence('须为上一页回应里的 next', 'the `next` of the page before');
export const suggestionKey = sentence('须为建议里给出的编号', 'a key of a suggestion');
export const timeZone = sentence('须为 IANA 时区名，如 Asia/Shanghai', 'an IANA name such as Asia/Shanghai');

// How many there may be.
export const mostThresholds = (n: number) => sentence(`最多 ${n} 个阈值`, `at most ${n} thresholds`);
export const mostDetectors = (n: number) => sentence(`最多 ${n} 个检测项`, `at most ${n} detectors`);
export const mostComparisons = (n: number) => sentence(`最多 ${n} 个比较`, `at most ${n} comparisons`);
export const mostEntries = (n: number) => sentence(`最多 ${n} 条`, `at most ${n} entries`);

// Days and times, and how one follows another.
export const hoursAfterStart = (n: number) =>
  sentence(`须晚于开始时间，且最多晚 ${n} 小时`, `after the start, at most ${n} hours`);
export const notBeforeDiscussion = sentence('不得早于讨论开始日期', 'must not be before discussedFromDay');
export const notBeforeDiscussed = sentence('不得早于讨论结束日期', 'must not be before discussedToDay');
export const notBeforeFromDay = sentence('不得早于开始日期', 'must not be before fromDay');
export const laterTheSameDay = sentence('须晚于开始时刻，且在同一天', 'after from, on the same day');
export const dayHasCome = sentence('不得晚于今天', 'a day that has come');
export const notInFuture = sentence('不得晚于今天', 'must not lie in the future');
export const dayOfLast = (n: number) => sentence(`须在最近 ${n} 天之内`, `a day of the last ${n}`);
export const notBeforeSigned = sentence('不得早于签订日期', 'not before it was signed');
export const withinYearOfHeld = sentence('须在评估日期之后一年之内', 'within a year after heldDay');
export const longestDeclaration = (n: number) =>
  sentence(`最晚为开始日期之后 ${n} 天，到期可续`, `at most ${n} days after fromDay; renew it then`);
export const daysAfterToday = (n: number) =>
  sentence(`须晚于今天，最多 ${n} 天`, `after today, at most ${n} days`);
export const monthBetween = (first: string, last: string) =>
  first === last
    ? sentence(`须为 ${first}`, `must be ${first}`)
    : sentence(`须在 ${first} 至 ${last} 之间`, `must be from ${first} to ${last}`);
export const dayOrLater = (day: string) => sentence(`不得早于 ${day}`, `must be ${day} or later`);
export const sinceIssued = sentence('须在文书签发之后、现在之前', 'between the issue of the letter and now');

// What goes with what.
export const sectionOnce = sentence('每一节只能出现一次', 'each section once');
export const measureOnce = sentence('每种措施只能出现一次', 'each measure once');
export const ofDeduction = sentence(
  '只有扣绩效才填，且须填',
  'belongs to performance_deduction, and only to it',
);
export const ofFine = sentence('只有罚款才填，且须填', 'belongs to fine, and only to it');
export const rungsRise = sentence('各级的起始次数须依次递增', 'rungs must rise in fromCount');
export const rungIdsDiffer = sentence('各级的编号不能相同', 'rung ids must differ');
export const firstRung = sentence('第一级须从第一次查实开始', 'the first rung answers the first proven case');
export const declineNote = (n: number) =>
  sentence(`不同意时须写理由，至少 ${n} 个字符`, `a decline needs a reason of at least ${n} characters`);
export const differentPeople = sentence('须为不同的人', 'different people');
export const notAboveSameAt = sentence('不得高于 sameAt', 'not above sameAt');
export const withChanged = sentence('只有改判才填，且须填', 'with result changed, and only with it');

// Sources that are pulled.
export const sourceAddress = sentence(
  '须为网址，占位符只能是 {since}、{page} 或 {cursor}',
  'must be an address whose placeholders are {since}, {page} or {cursor}',
);
export const neededForSince = sentence('网址里有 {since} 时须填', 'is needed where the address has {since}');
export const notWithSince = sentence('网址里有 {since} 时不能选', 'does not go with {since}');
export const noPage = sentence('缺少 {page}', 'has no {page}');
export const noCursor = sentence('缺少 {cursor}', 'has no {cursor}');
export const noTableLink = sentence('不是多维表格的链接', 'is not the link of a table');
export const mustBeNone = sentence('须为 none', 'has to be none');
export const mustBeEmpty = sentence('须留空', 'has to be empty');
export const needsExternalId = sentence('须对上编号（externalId）', 'need one for externalId');
export const fieldTwice = sentence('同一个字段填了两次', 'name a field twice');
export const noSuchField = (kind: string, field: string) =>
  sentence(`这类记录没有字段 ${field}`, `${kind} have no ${field}`);

// What is looked up besides.
export const required = sentence('必填', 'is required');
export const requiredOfNewPlace = sentence('新地点须填', 'is required of a new place');
export const noSuchPlace = sentence('没有这个地点', 'no such place');
export const noSuchDetector = sentence('没有这个检测项', 'no such detector');
export const detectorOf = (names: readonly string[]) =>
  sentence(`没有这个检测项，只能是：${names.join('、')}`, `no such detector; allowed: ${names.join(', ')}`);
export const noSuchEmployee = sentence('没有这个工号', 'no such employee number');
export const anotherEmployee = sentence('须为另一名员工的工号', 'the number of another employee');
export const peopleOfHr = sentence('须为 HR', 'people of HR');
export const pictureOfCase = sentence('须为本案的图片', 'a picture of this case');
export const customer = sentence('须为公司的客户', 'a customer of the company');
export const pageOfApp = sentence('须为本应用的页面', 'a page of this app');
export const localPath = sentence('须为 /h5/ 或 /console/ 下的路径', 'a path below /h5/ or /console/');
export const ownPunch = sentence('须为您已收到的一次打卡', 'a punch of yours that has been received');

// Files.
export const coversStay = sentence(
  '起止时间须完整覆盖这次停留，跨天的只覆盖当天部分',
  'the two times must cover the whole stay, of several days its part on this day',
);
export const bothTimes = sentence('须写明类型和起止时间', 'the kind and both times');
export const onePictureOrPdf = sentence('须为一个文件：图片或 PDF', 'one file: a picture or a PDF');
export const onePicture = sentence('须为一个文件：JPEG、PNG 或 WebP', 'one file: JPEG, PNG or WebP');
export const oneDocument = sentence(
  '须为一个文件：PDF、JPEG、PNG 或 WebP',
  'one file: PDF, JPEG, PNG or WebP',
);
export const pictureOrPdf = sentence(
  '只能是 JPEG、PNG、WebP 图片或 PDF',
  'allowed: a JPEG, PNG or WebP picture, or a PDF',
);
export const pdfOrPicture = sentence(
  '只能是 PDF，或 JPEG、PNG、WebP 图片',
  'allowed: a PDF, or a JPEG, PNG or WebP picture',
);
export const wholePicture = sentence(
  '只能是完整的 JPEG、PNG 或 WebP 图片',
  'allowed: a whole JPEG, PNG or WebP picture',
);
export const wholeForm = sentence('须为完整的 multipart/form-data', 'complete multipart/form-data');
export const oneFileNamed = (field: string) =>
  sentence(`只能有一个文件，字段名为 ${field}`, `one file, in the field ${field}`);
export const formParts = sentence(
  '须为完整的表单：字段太多、太长或没有名称',
  'a form with few and short fields, each with a name',
);

// Bodies that cannot be read at all.
export const bodyEnded = sentence('请求体没有传完', 'the body ended too early');
export const bodyNoJson = sentence('请求体须为完整的 UTF-8 JSON', 'the body is not complete JSON in UTF-8');
