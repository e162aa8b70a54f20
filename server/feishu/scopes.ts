/**
 * Scopes each platform call of this server needs, those of the fields it reads too: a missing field scope is no error, the field is
 * just absent. manifest.json asks for exactly these; a test walks the code.
 */
export const scopesOfCall: Readonly<Record<string, readonly string[]>> = {
  'approval.approval.subscribe': ['approval:definition'],
  'approval.instance.cancel': ['approval:instance'],
  'approval.instance.create': ['approval:instance'],
  'approval.instance.get': ['approval:instance'],
  'approval.task.transfer': ['approval:task'],
  'attendance.group.get': ['attendance:rule:readonly'],
  'attendance.shift.get': ['attendance:rule:readonly'],
  'attendance.userApproval.query': ['attendance:task:readonly'],
  'attendance.userDailyShift.query': ['attendance:task:readonly'],
  'attendance.userFlow.batchCreate': ['attendance:task'],
  'attendance.userFlow.query': ['attendance:task:readonly'],
  'attendance.userTask.query': ['attendance:task:readonly'],
  /** With the person's own token. */
  'authen.userInfo.get': [],
  /** Of tables that are pulled, and of those in a wiki; nothing else needs them. */
  'bitable.appTableRecord.search': ['base:record:retrieve'],
  'contact.department.children': [
    'contact:contact.base:readonly',
    'contact:department.base:readonly',
    'contact:department.organize:readonly',
  ],
  'contact.user.findByDepartment': [
    'contact:contact.base:readonly',
    'contact:user.base:readonly',
    'contact:user.department:readonly',
    'contact:user.employee:readonly',
    'contact:user.employee_id:readonly',
  ],
  'contact.user.get': [
    'contact:contact.base:readonly',
    'contact:user.base:readonly',
    'contact:user.department:readonly',
    'contact:user.employee:readonly',
    'contact:user.employee_id:readonly',
  ],
  'im.image.create': ['im:resource:upload'],
  'im.message.create': ['im:message:send_as_bot'],
  'im.message.patch': ['im:message:update'],
  'im.message.urgentApp': ['im:message.urgent'],
  'wiki.space.getNode': ['wiki:node:read'],
};

/** Scopes of the events, beside those of the calls; the page of the attendance events lists none. */
export const scopesOfEvent: Readonly<Record<string, readonly string[]>> = {
  approval_instance: ['approval:approval:readonly'],
  approval_task: ['approval:approval:readonly'],
  'contact.user.created_v3': ['contact:contact.base:readonly'],
  'contact.user.updated_v3': ['contact:contact.base:readonly'],
  'contact.user.deleted_v3': ['contact:contact.base:readonly'],
  'contact.scope.updated_v3': ['contact:contact.base:readonly'],
  'attendance.user_flow.created_v1': [],
  'attendance.user_task.updated_v1': [],
};
