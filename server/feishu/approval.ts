import { z } from 'zod';
import { AppError } from '../errors.ts';
import { AnyReplySchema } from './client.ts';
import type { FeishuClient } from './client.ts';
import { pathId } from './path-id.ts';
import type { ApprovalInstance, Approvals } from './platform.ts';

/** How the tenant's approval definitions are drawn; see README.md. */
export type ApprovalForm = Readonly<{
  /** Node id or custom node id whose approver the applicant chooses. */
  approverNode: string;
}>;
export const defaultApprovalForm: ApprovalForm = { approverNode: 'approver' };

const CreatedSchema = z.object({ data: z.object({ instance_code: z.string().min(1) }) });
const InstanceSchema = z.object({
  data: z.object({
    instance_code: z.string().min(1),
    status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED']),
    reverted: z.boolean().optional(),
    task_list: z
      .array(z.object({ id: z.string(), status: z.string(), open_id: z.string().optional() }))
      .optional(),
    timeline: z
      .array(
        z.object({
          type: z.string(),
          create_time: z.string().regex(/^\d{1,16}$/),
          open_id: z.string().optional(),
          comment: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

/** The uuid was used before: the earlier instance is the one that is meant. */
const uuidTakenCode = 60012;
const alreadySubscribedCode = 1390007;
/** The approval service's own codes: it understood the call and will not do it. */
const isRefusal = (code: unknown): boolean =>
  typeof code === 'number' && code >= 1_390_000 && code < 1_400_000;

export function createApprovals(client: FeishuClient, form: ApprovalForm): Approvals {
  const { sdk, call } = client;
  return {
    create: async (input) => {
      const data = {
        approval_code: input.approvalCode,
        open_id: input.applicantOpenId,
        form: JSON.stringify(input.form),
        node_approver_open_id_list: [{ key: form.approverNode, value: [...input.approverOpenIds] }],
        ...titleText(input.title),
        uuid: input.uuid,
      };
      const run = () => sdk.approval.instance.create({ data });
      const reply = await call({
        name: 'approval.instance.create',
        reply: CreatedSchema,
        repeatable: true,
        run,
      }).catch(onCode(uuidTakenCode, () => fetchInstance(client, input.uuid)));
      return { instanceCode: reply.data.instance_code };
    },
    get: async (instanceCode) => toInstance((await fetchInstance(client, instanceCode)).data),
    cancel: async ({ approvalCode, instanceCode, applicantOpenId }) => {
      // Asked first: the code for an ended instance is not documented.
      const { data } = await fetchInstance(client, instanceCode);
      if (data.status !== 'PENDING') return;
      const body = { approval_code: approvalCode, instance_code: instanceCode, user_id: applicantOpenId };
      const run = () => sdk.approval.instance.cancel({ data: body, params: { user_id_type: 'open_id' } });
      await call({ name: 'approval.instance.cancel', reply: AnyReplySchema, repeatable: true, run });
    },
    transfer: async ({ approvalCode, instanceCode, taskId, fromOpenId, toOpenId }) => {
      const data = {
        approval_code: approvalCode,
        instance_code: instanceCode,
        user_id: fromOpenId,
        transfer_user_id: toOpenId,
        task_id: taskId,
      };
      const run = () => sdk.approval.task.transfer({ data, params: { user_id_type: 'open_id' } });
      const name = 'approval.task.transfer';
      try {
        await call({ name, reply: AnyReplySchema, repeatable: false, run });
        return true;
      } catch (error) {
        if (error instanceof AppError && isRefusal(error.details['code'])) return false;
        throw error;
      }
    },
    subscribe: async (approvalCode) => {
      const payload = { path: { approval_code: pathId('approvalCode', approvalCode) } };
      const run = () => sdk.approval.approval.subscribe(payload);
      const name = 'approval.approval.subscribe';
      const expectedCode = alreadySubscribedCode;
      await call({ name, reply: AnyReplySchema, repeatable: true, expectedCode, run }).catch(
        onCode(alreadySubscribedCode, async () => ({})),
      );
    },
  };
}

/** A title must be the key of a text that comes along. */
function titleText(title: string) {
  const key = '@i18n@title';
  const texts = [{ key, value: title }];
  return { title: key, i18n_resources: [{ locale: 'zh-CN' as const, is_default: true, texts }] };
}

/** The platform finds an instance by its code or by the uuid it was created with. */
function fetchInstance({ sdk, call }: FeishuClient, codeOrUuid: string) {
  const payload = { path: { instance_id: pathId('instanceCode', codeOrUuid) } };
  const run = () => sdk.approval.instance.get({ ...payload, params: { user_id_type: 'open_id' } });
  return call({ name: 'approval.instance.get', reply: InstanceSchema, repeatable: true, run });
}

const onCode =
  <T>(code: number, recover: () => Promise<T>) =>
  (error: unknown): Promise<T> => {
    if (error instanceof AppError && error.details['code'] === code) return recover();
    throw error;
  };

function toInstance(data: z.output<typeof InstanceSchema>['data']): ApprovalInstance {
  const { instance_code: instanceCode, status, timeline = [], task_list: tasks = [] } = data;
  const wanted = status === 'APPROVED' ? 'PASS' : status === 'REJECTED' ? 'REJECT' : null;
  const steps = timeline.filter((one) => one.type === wanted);
  const step = steps.at(-1);
  return {
    instanceCode,
    status,
    holders: tasks
      .filter((task) => task.status === 'PENDING')
      .map(({ id, open_id: openId = '' }) => ({ openId, taskId: id })),
    deciderOpenIds: steps.map(({ open_id: openId = '' }) => openId),
    ...(data.reverted === true ? { isReverted: true } : {}),
    ...(step ? { decidedAt: new Date(Number(step.create_time)) } : {}),
    ...(step?.comment ? { comment: step.comment } : {}),
  };
}
