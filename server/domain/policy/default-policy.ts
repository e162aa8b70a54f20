import { DEFAULT_LADDER } from '../../contract/ladder.ts';
import { policyEn } from '../../contract/texts/policy.en.ts';
import { policyZh } from '../../contract/texts/policy.zh.ts';
import { renderPolicy } from './policy-document.ts';

/** The code the product ships with, as the company reads it once adopted. */
export const DEFAULT_POLICY = {
  version: policyZh.version,
  title: policyZh.title,
  sections: policyZh.sections,
  ladder: DEFAULT_LADDER,
  english: policyEn.body,
  body: renderPolicy({ ...policyZh, ladder: DEFAULT_LADDER }),
} as const;
