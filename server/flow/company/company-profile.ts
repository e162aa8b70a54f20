import { CompanyProfileSchema, type CompanyProfile } from '../../contract/sanction.ts';
import { appendAudit } from '../../store/audit.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import type { Actor, Deps } from '../deps.ts';
import { digestOf } from '../digest-of.ts';

const KEY = 'company-profile';
/** Before anyone has filled it in: letters can be written, and no minimum wage is known. */
const EMPTY: CompanyProfile = {
  name: '（公司名称）',
  union: { kind: 'higher_union', name: '（上级工会）' },
  minimumWageFen: {},
};

export async function getCompanyProfile(): Promise<CompanyProfile> {
  const value = await getSetting(KEY);
  return value === undefined ? EMPTY : CompanyProfileSchema.parse(value);
}

/** Keeps who the letters come from, and what wages may never fall below. */
export async function saveCompanyProfile(
  deps: Deps,
  actor: Actor,
  profile: CompanyProfile,
): Promise<CompanyProfile> {
  const at = deps.now();
  await appendAudit(`${KEY}:${+at}:${digestOf(profile)}`, {
    at,
    actorId: actor.personId,
    action: 'company_profile.save',
    subject: `settings:${KEY}`,
    to: digestOf(profile),
  });
  await saveSetting(KEY, profile);
  return profile;
}
