import type { TenantChat, TenantDepartment, TenantUser } from '../contract/tenant.ts';
import { showUser } from './contact.ts';
import type { Events } from './events.ts';
import type { TenantState } from './tenant.ts';

const idTypes = { user_id_type: 'open_id', department_id_type: 'open_department_id' } as const;

export type OrgChange = { users?: TenantUser[]; departments?: TenantDepartment[]; chats?: TenantChat[] };

/** Adds or replaces people, departments and chats; people raise the contact events. */
export function changeOrg(state: TenantState, events: Events, change: OrgChange): void {
  for (const department of change.departments ?? [])
    state.departments.set(department.departmentId, department);
  for (const chat of change.chats ?? []) state.chats.set(chat.chatId, chat);
  for (const user of change.users ?? []) {
    const before = state.users.get(user.openId);
    const old = before === undefined ? null : showUser(state, before, idTypes);
    const next = { ...user, resigned: false };
    state.users.set(user.openId, next);
    const object = showUser(state, next, idTypes);
    if (old === null) events.pushV2('contact.user.created_v3', { object });
    else events.pushV2('contact.user.updated_v3', { object, old_object: changedFields(old, object) });
  }
}

/** A leaver: refused as receiver, gone from lists; `object.department_ids` is empty as documented. */
export function removePerson(state: TenantState, events: Events, openId: string): void {
  const user = state.users.get(openId);
  if (user === undefined || user.resigned) return;
  const shown = showUser(state, user, idTypes);
  state.users.set(openId, { ...user, resigned: true });
  const object = { ...shown, department_ids: [], status: { ...shown.status, is_resigned: true } };
  events.pushV2('contact.user.deleted_v3', {
    object,
    old_object: { open_id: openId, department_ids: shown.department_ids },
  });
}

/** Only the former values of what changed, as the platform sends them. */
const changedFields = (before: Record<string, unknown>, after: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(before).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(after[key])),
  );
