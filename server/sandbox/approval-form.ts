import { z } from 'zod';
import type { TenantApprovalDefinition } from '../contract/tenant.ts';
import { PlatformFault } from './fault.ts';
import { findUser, tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval, SandboxWidgetValue } from './types.ts';

const FormSchema = z.array(z.object({ id: z.string(), type: z.string(), value: z.unknown() }));
const RfcDateSchema = z.iso.datetime({ offset: true });
/** What each kind of widget takes. */
const valueSchemas = {
  input: z.string(),
  textarea: z.string(),
  number: z.number(),
  amount: z.number(),
  date: RfcDateSchema,
  dateInterval: z.object({ start: RfcDateSchema, end: RfcDateSchema, interval: z.number() }),
  radioV2: z.string(),
  checkboxV2: z.array(z.string()),
} as const;

const invalid = (why: string): PlatformFault => new PlatformFault(1390001, `param is invalid: ${why}`);

export function findDefinition(state: TenantState, code: string): TenantApprovalDefinition {
  const found = tenantFacts(state).approvalDefinitions.find((one) => one.code === code);
  if (found === undefined) throw new PlatformFault(1390002, 'approval code not found');
  return found;
}

/** The form string of an instance, checked against the widgets of its definition. */
export function readForm(definition: TenantApprovalDefinition, text: string): SandboxWidgetValue[] {
  const rows = FormSchema.safeParse(parseJson(text));
  if (!rows.success) throw invalid('form is not a JSON array of {id, type, value}');
  const missing = definition.widgets.find(
    (widget) =>
      widget.required === true && !rows.data.some((row) => row.id === widget.id && row.value !== ''),
  );
  if (missing !== undefined) throw invalid(`控件=${missing.id} 必填`);
  return rows.data.map((row) => {
    const widget = definition.widgets.find((one) => one.id === row.id);
    if (widget === undefined) throw invalid(`控件=${row.id} 不存在`);
    if (widget.type !== row.type) throw invalid(`控件=${row.id} 类型应为 ${widget.type}`);
    if (!valueSchemas[widget.type].safeParse(row.value).success) throw invalid(`控件=${row.id} 的值不合法`);
    return { id: row.id, name: widget.name, type: row.type, value: row.value };
  });
}

type Lists = Record<'open_id' | 'user_id', readonly { key: string; value: readonly string[] }[]>;

/** The approvers of each node, in the order of the definition; both lists are joined. */
export function readApprovers(
  state: TenantState,
  definition: TenantApprovalDefinition,
  lists: Lists,
): SandboxApproval['nodes'] {
  const keys = new Set(definition.nodes.map((node) => node.nodeId));
  const strange = [...lists.open_id, ...lists.user_id].find((row) => !keys.has(row.key));
  if (strange !== undefined) throw invalid(`node ${strange.key} does not exist`);
  return definition.nodes.map((node) => {
    const approverOpenIds = (['open_id', 'user_id'] as const).flatMap((type) =>
      lists[type]
        .filter((row) => row.key === node.nodeId)
        .flatMap((row) => row.value.map((id) => mustFindApprover(state, type, id))),
    );
    if (approverOpenIds.length === 0) throw invalid(`node ${node.nodeId} has no approver`);
    return { ...node, approverOpenIds: [...new Set(approverOpenIds)] };
  });
}

function mustFindApprover(state: TenantState, type: 'open_id' | 'user_id', id: string): string {
  const user = findUser(state, type, id);
  if (user === undefined || user.resigned) throw invalid(`approver ${id} not found`);
  return user.openId;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
