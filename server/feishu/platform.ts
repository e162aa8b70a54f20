import type { Card } from '../contract/card.ts';
import type { Tables } from './platform-tables.ts';

/** What flows may ask of the chat platform; `createFeishu` builds it on the real SDK. All ids are the platform's own. */
export type Feishu = Readonly<{
  signIn: SignIn;
  org: Org;
  attendance: Attendance;
  messages: Messages;
  approvals: Approvals;
  tables: Tables;
}>;

export type SignIn = Readonly<{
  authorizeUrl(input: { redirectUri: string; state: string; codeChallenge: string }): string;
  exchangeCode(input: { code: string; redirectUri?: string; codeVerifier?: string }): Promise<SignedInUser>;
  /** Signature for h5sdk.config; `url` is checked to be ours by the caller. */
  jssdkConfig(url: string): Promise<JssdkConfig>;
}>;
export type SignedInUser = Readonly<{ openId: string; tenantKey: string; name: string }>;
export type JssdkConfig = Readonly<{ appId: string; timestamp: number; nonceStr: string; signature: string }>;

export type Org = Readonly<{
  /** Every department and person in the app's contact range, or an error: never a part of them. */
  fetchOrg(): Promise<OrgSnapshot>;
  /** One person as the directory has them now; null when the app may not see them (any more). */
  fetchUser(openId: string): Promise<OrgUser | null>;
}>;
export type OrgSnapshot = Readonly<{ departments: readonly OrgDepartment[]; users: readonly OrgUser[] }>;
export type OrgDepartment = Readonly<{ id: string; name: string; parentId: string; leaderOpenId?: string }>;
export type OrgUser = Readonly<{
  openId: string;
  userId: string;
  name: string;
  employeeNo: string;
  /** Feishu employee_type: 1 full time, 2 intern, 3 outsourced, 4 dispatched (劳务), 5 consultant. */
  employeeType: number;
  jobTitle: string;
  departmentIds: readonly string[];
  leaderOpenId?: string;
  isActive: boolean;
}>;

export type Attendance = Readonly<{
  /** Days are YYYY-MM-DD, inclusive; `userIds` are platform user ids; splits into calls of ≤ 50 people. Fails closed: whole, or of a bad row for whom it may be about. */
  fetchSchedules(input: {
    userIds: readonly string[];
    fromDay: string;
    toDay: string;
  }): Promise<AttendanceSnapshot>;
  /** Punches made in the attendance system itself, `fromAt <= at < toAt`. Fails closed, as `fetchSchedules` does. */
  fetchFlows(input: { userIds: readonly string[]; fromAt: Date; toAt: Date }): Promise<ReadFlows>;
  /** The attendance system's results of each person-day; days inclusive. Fails closed, as `fetchSchedules` does. */
  fetchDays(input: { userIds: readonly string[]; fromDay: string; toDay: string }): Promise<ReadDays>;
  /** Writes punches as the attendance record; idempotent by punch id. */
  writePunches(punches: readonly AttendancePunch[]): Promise<void>;
}>;
export type AttendanceSnapshot = Readonly<{
  /** Clock times may exceed 24:00 when a shift ends after midnight. */
  days: readonly Readonly<{
    userId: string;
    day: string;
    shiftId: string;
    /** IANA name of the zone the attendance group keeps its clocks in. */
    timeZone?: string;
    periods: readonly Readonly<{ start: string; end: string }>[];
    rests: readonly Readonly<{ start: string; end: string }>[];
  }>[];
  absences: readonly Readonly<{
    userId: string;
    kind: 'leave' | 'trip' | 'overtime';
    startAt: Date;
    endAt: Date;
  }>[];
  /** Rows that could not be read: of whom one may be, nobody can tell when that person works and when not. */
  unread?: readonly UnreadRow[];
}>;
/** Without a day or a moment it may be about any of those asked for; `field` is the platform's own word. */
export type UnreadRow = Readonly<{ userId: string; day?: string; at?: Date; field: string }>;
export type ReadFlows = Readonly<{
  flows: readonly Omit<AttendanceFlow, 'riskResult'>[];
  unread: readonly UnreadRow[];
}>;
export type ReadDays = Readonly<{ days: readonly AttendanceDay[]; unread: readonly UnreadRow[] }>;
/** Results are the platform's words: Normal, Late, Early, Lack…; notes Leave, Travel, FieldPunch, None… */
export type AttendanceDay = Readonly<{
  userId: string;
  day: string;
  results: readonly Readonly<{ in: string; out: string; inNote: string; outNote: string }>[];
}>;
/** A punch in the attendance system itself, without its place. */
export type AttendanceFlow = Readonly<{
  recordId: string;
  userId: string;
  at: Date;
  isField: boolean;
  isWifi: boolean;
  /** The person punched: not entered by an administrator, corrected later, made by the system or imported. */
  isByPerson: boolean;
  /** The platform's own suspicion, known from the event only: 0 none, 1 cheating software, 2 somebody else's device, 3 one device for several. */
  riskResult: number;
}>;
export type AttendancePunch = Readonly<{
  id: string;
  userId: string;
  at: Date;
  placeName: string;
  comment: string;
}>;

export type Receiver = Readonly<{ kind: 'open_id' | 'chat_id'; id: string }>;
export type Messages = Readonly<{
  /** `uuid` ≤ 50 characters makes a retry harmless for one hour. `sendFaultOf` tells what a refusal means. */
  sendCard(input: { to: Receiver; card: Card; uuid: string }): Promise<{ messageId: string }>;
  /** Throws platform_failed with code 230031 when the message is older than 14 days. */
  updateCard(input: { messageId: string; card: Card }): Promise<void>;
  /** Makes a message urgent inside the app (加急) for these of its readers; again changes nothing but may buzz again. */
  urge(input: { messageId: string; openIds: readonly string[] }): Promise<void>;
  uploadImage(png: Uint8Array): Promise<{ imageKey: string }>;
}>;

export type Approvals = Readonly<{
  /** Starts an approval; `uuid` ≤ 64 characters makes a retry return the same instance. */
  create(input: {
    approvalCode: string;
    applicantOpenId: string;
    approverOpenIds: readonly string[];
    title: string;
    form: readonly ApprovalField[];
    uuid: string;
  }): Promise<{ instanceCode: string }>;
  get(instanceCode: string): Promise<ApprovalInstance>;
  /** Takes a waiting approval back in the applicant's name; one that has ended stays as it is. */
  cancel(input: { approvalCode: string; instanceCode: string; applicantOpenId: string }): Promise<void>;
  /** Asks somebody else instead; false when the platform will not: the task has moved on, or nobody may act for its holder. */
  transfer(input: {
    approvalCode: string;
    instanceCode: string;
    taskId: string;
    fromOpenId: string;
    toOpenId: string;
  }): Promise<boolean>;
  subscribe(approvalCode: string): Promise<void>;
}>;
export type ApprovalField = Readonly<{ id: string; type: 'input' | 'textarea'; value: string }>;
export type ApprovalInstance = Readonly<{
  instanceCode: string;
  status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED' | 'DELETED';
  /** Who is asked now: after a transfer not the one who was asked first. */
  holders: readonly Readonly<{ openId: string; taskId: string }>[];
  /** Who decided, the last one last; an empty id stands for a decision that names nobody. */
  deciderOpenIds: readonly string[];
  decidedAt?: Date;
  /** An approved one was taken back. */
  isReverted?: boolean;
  comment?: string;
}>;

/** An inbound event after the guard: verified, decrypted, in one small shape. */
export type PlatformEvent =
  | Readonly<{
      kind: 'approval';
      eventId: string;
      instanceCode: string;
      /** OVERTIME_CLOSE: the approval ran out of time on the platform; REVERTED: an approved one was taken back. */
      status: ApprovalInstance['status'] | 'REVERTED' | 'OVERTIME_CLOSE' | 'OVERTIME_RECOVER';
    }>
  | Readonly<{
      kind: 'user_changed';
      eventId: string;
      openId: string;
      /** `left`: deleted, resigned, frozen or gone. */
      change: 'created' | 'updated' | 'left';
    }>
  /** The app sees other people or departments than before. */
  | Readonly<{ kind: 'scope_changed'; eventId: string }>
  | Readonly<{ kind: 'punched'; eventId: string; punch: AttendanceFlow }>
  /** The attendance result of one person-day changed: leave, a swapped shift, a corrected punch. */
  | Readonly<{ kind: 'day_changed'; eventId: string; userId: string; day: string }>
  | Readonly<{ kind: 'ignored'; eventId: string; type: string }>;

/** A pressed card button. `value` and `form` are untrusted: authorise by operator and server-side state. */
export type CardAction = Readonly<{
  eventId: string;
  operatorOpenId: string;
  messageId: string;
  chatId?: string;
  value: Readonly<Record<string, unknown>>;
  form: Readonly<Record<string, unknown>>;
}>;
export type CardReply = Readonly<{
  toast?: { type: 'info' | 'success' | 'error' | 'warning'; content: string };
  card?: Card;
}>;
