import { checkCard } from '../../server/contract/card-rules.ts';
import type { Card } from '../../server/contract/card.ts';
import { platformFailed } from '../../server/errors.ts';
import type { ApprovalInstance, AttendancePunch, Feishu } from '../../server/feishu/platform.ts';

export type SentMessage = { messageId: string; to: string; card: Card; uuid: string; updates: Card[] };
type Create = Parameters<Feishu['approvals']['create']>[0];
export type StartedApproval = Create & { instance: ApprovalInstance };

/** A chat platform that keeps what it is told: messages once per uuid, approvals once per uuid, cards checked as card 2.0. */
export function createRecordingFeishu() {
  const messages: SentMessage[] = [];
  const approvals: StartedApproval[] = [];
  const punches: AttendancePunch[] = [];
  const urged: string[] = [];
  const failing = { send: false, tooOld: [] as string[] };
  const unused = (): never => {
    throw new Error('not part of this test');
  };
  const feishu: Feishu = {
    signIn: { authorizeUrl: unused, exchangeCode: unused, jssdkConfig: unused },
    org: { fetchOrg: unused, fetchUser: unused },
    attendance: {
      fetchSchedules: unused,
      // What was written is there; the platform keeps whole seconds.
      fetchFlows: async ({ userIds, fromAt, toAt }) => ({
        flows: punches
          .filter(({ userId, at }) => userIds.includes(userId) && at >= fromAt && at < toAt)
          .map(({ id, userId, at }) => ({
            recordId: `flow-${id}`,
            userId,
            at: new Date(Math.floor(+at / 1000) * 1000),
            isField: false,
            isWifi: false,
            isByPerson: false,
          })),
        unread: [],
      }),
      fetchDays: async () => ({ days: [], unread: [] }),
      writePunches: async (written) => {
        punches.push(...written);
      },
    },
    tables: { findBase: unused, fetchRows: unused },
    messages: {
      sendCard: async ({ to, card, uuid }) => {
        if (failing.send) throw platformFailed('im.message.create', 230020);
        const fault = checkCard(card);
        if (fault) throw new Error(`${fault.reason} at ${fault.path}`);
        const known = messages.find((message) => message.uuid === uuid);
        if (known) return { messageId: known.messageId };
        const message = { messageId: `om_${messages.length + 1}`, to: to.id, card, uuid, updates: [] };
        messages.push(message);
        return { messageId: message.messageId };
      },
      updateCard: async ({ messageId, card }) => {
        if (failing.tooOld.includes(messageId)) throw platformFailed('im.message.patch', 230_031);
        messages.find((message) => message.messageId === messageId)?.updates.push(card);
      },
      urge: async ({ messageId }) => void urged.push(messageId),
      uploadImage: unused,
    },
    approvals: {
      create: async (input) => {
        const known = approvals.find(({ uuid }) => uuid === input.uuid);
        if (known) return { instanceCode: known.instance.instanceCode };
        const instance = pendingInstance(`I${approvals.length + 1}`, input.approverOpenIds);
        approvals.push({ ...input, instance });
        return { instanceCode: instance.instanceCode };
      },
      get: async (code) => {
        const found = approvals.find(({ instance }) => instance.instanceCode === code);
        if (!found) throw platformFailed('approval.instance.get', 1390015);
        return found.instance;
      },
      cancel: async ({ instanceCode }) => {
        const found = approvals.find(({ instance }) => instance.instanceCode === instanceCode);
        if (found?.instance.status === 'PENDING')
          found.instance = { ...ended, instanceCode, status: 'CANCELED' };
      },
      transfer: async ({ instanceCode, fromOpenId, toOpenId }) => {
        const found = approvals.find(({ instance }) => instance.instanceCode === instanceCode);
        if (found?.instance.holders.some(({ openId }) => openId === fromOpenId) !== true) return false;
        found.instance = pendingInstance(instanceCode, [toOpenId]);
        return true;
      },
      subscribe: async () => undefined,
    },
  };
  const decide = (
    code: string,
    status: 'APPROVED' | 'REJECTED' | 'CANCELED',
    byOpenId?: string,
    decidedAt?: Date,
    comment = '同意',
  ) => {
    const found = approvals.find(({ instance }) => instance.instanceCode === code);
    if (!found) throw new Error(`no approval ${code}`);
    found.instance = {
      instanceCode: code,
      status,
      holders: [],
      deciderOpenIds: byOpenId ? [byOpenId] : [],
      ...(decidedAt && { decidedAt }),
      comment,
    };
  };
  /** Somebody passes it on in the chat. */
  const passOn = (code: string, toOpenId: string) => {
    const found = approvals.find(({ instance }) => instance.instanceCode === code);
    if (found) found.instance = pendingInstance(code, [toOpenId]);
  };
  const to = (receiver: string) => messages.filter((message) => message.to === receiver);
  /** All text of a card, as people read it now. */
  const textOf = (message: SentMessage | undefined) =>
    JSON.stringify(message?.updates.at(-1) ?? message?.card ?? '');
  return { feishu, messages, urged, approvals, punches, failing, decide, passOn, to, textOf };
}

const ended = { holders: [], deciderOpenIds: [] } as const;
const pendingInstance = (instanceCode: string, openIds: readonly string[]): ApprovalInstance => ({
  instanceCode,
  status: 'PENDING',
  holders: openIds.map((openId) => ({ openId, taskId: `${instanceCode}:${openId}` })),
  deciderOpenIds: [],
});
export type RecordingFeishu = ReturnType<typeof createRecordingFeishu>;
