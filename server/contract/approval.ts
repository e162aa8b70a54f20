/** What people decide in the chat, each with an approval definition of its own in the tenant. */
export const approvalKinds = [
  'decision',
  'declaration',
  'flexible',
  'unmask',
  'threshold',
  'export',
  'go_live',
] as const;
export type ApprovalKind = (typeof approvalKinds)[number];
