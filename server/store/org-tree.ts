import { OrgTreeSchema, type OrgTree } from '../contract/org-mapping.ts';
import { getSetting, saveSetting } from './settings.ts';

const KEY = 'org-tree';

/** One document, so that the tree changes as a whole; empty before the first sync. */
export async function getOrgTree(): Promise<OrgTree> {
  const value = await getSetting(KEY);
  return value === undefined ? [] : OrgTreeSchema.parse(value);
}

export async function saveOrgTree(tree: OrgTree): Promise<void> {
  await saveSetting(KEY, tree);
}
