import { z } from 'zod';
import type { PolicyCoverage } from '../../contract/policy.ts';
import { isReminderDue, remindersBy } from '../../domain/policy/policy-reminder.ts';
import { isReplaced, standing } from '../../domain/policy/replaced.ts';
import { policyRequestCard } from '../../feishu/cards/policy-request-card.ts';
import { findAcknowledgers } from '../../store/acknowledgements.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { findPerson, listStaff } from '../../store/people.ts';
import { findPolicy, listPolicies, listStandingPolicies } from '../../store/policies.ts';
import {
  findPolicyRequest,
  insertPolicyRequest,
  listPolicyRequests,
  policyRequestId,
  refreshPolicyRequests,
  remindPolicyRequest,
} from '../../store/policy-requests.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { toPerson, type OutgoingCard } from '../card/card-parts.ts';
import type { Deps } from '../deps.ts';
import { tellWithdrawn } from './policy-withdraw.ts';

const ASKED_KEY = 'policy-asked';
/** New people and reminders are looked for this often; a new version at once. */
const AGAIN_MS = 3_600_000;
const AskedSchema = z.object({ version: z.string(), at: z.coerce.date() });

/** Asks every one of the staff who has not acknowledged the newest version to read it, and reminds those who were asked. */
export async function askForPolicy(deps: Deps): Promise<void> {
  const all = await listPolicies();
  await tellWithdrawn(deps, all);
  const [newest] = standing(all);
  if (!newest) return;
  const asked = AskedSchema.safeParse(await getSetting(ASKED_KEY)).data;
  const isNew = asked?.version !== newest.version;
  if (!isNew && +deps.now() - +asked.at < AGAIN_MS) return;
  for (const { version } of isNew ? all.filter((one) => isReplaced(one, all)) : [])
    await refreshPolicyRequests(version, newest.version);
  const staff = await listStaff();
  const done = await findAcknowledgers(
    newest.version,
    staff.map(({ id }) => id),
  );
  const requests = new Map((await listPolicyRequests(newest.version)).map((one) => [one.personId, one]));
  for (const { id: personId } of staff.filter(({ id }) => !done.has(id))) {
    const request = requests.get(personId);
    if (!request) await ask(deps, personId, newest.version);
    else if (isReminderDue(request.askedAt, request.reminded, deps.now())) {
      const reminded = remindersBy(request.askedAt, deps.now());
      const slot = `remind-${reminded}`;
      const pending = [{ id: `${request.id}:card:${slot}`, kind: 'card' as const, slot }];
      await remindPolicyRequest(request, { reminded, pending });
    }
  }
  await saveSetting(ASKED_KEY, { version: newest.version, at: deps.now() });
}

async function ask(deps: Deps, personId: string, version: string): Promise<void> {
  const id = policyRequestId(personId, version);
  await insertPolicyRequest({
    id,
    personId,
    version,
    askedAt: deps.now(),
    reminded: 0,
    pending: [{ id: `${id}:card:ask`, kind: 'card', slot: 'ask' }],
    sent: [],
  });
}

/** To the person: there is a code, or a new version of it, to read. */
export async function buildPolicyCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const request = await findPolicyRequest(id);
  const person = request && (await findPerson(request.personId));
  const policy = request && (await findPolicy(request.version));
  if (!request || !policy || person?.isActive !== true) return [];
  // Of a version that is gone nobody hears for the first time.
  const isNews = slot !== 'withdrawn' && !request.sent.some((sent) => sent.slot === slot);
  if (policy.withdrawn && isNews) return [];
  const all = await listPolicies();
  const isFirst = !standing(all).some((one) => one.effectiveAt < policy.effectiveAt);
  const asks = slot === 'ask' ? 'open' : 'reminder';
  const card = policyRequestCard({
    state: policy.withdrawn
      ? 'withdrawn'
      : request.doneAt
        ? 'done'
        : isReplaced(policy, all)
          ? 'replaced'
          : asks,
    ...(policy.withdrawn && { reason: policy.withdrawn.why }),
    title: policy.title,
    version: policy.version,
    effectiveAt: policy.effectiveAt,
    isFirst,
    timeZone: person.timeZone,
    url: `${deps.publicUrl}/h5/#/policy`,
  });
  const { openId, timeZone } = person;
  return [{ to: toPerson(openId), card, timeZone, isReminder: slot !== 'ask' }];
}

/** How many of each region's staff have acknowledged the newest version. */
export async function policyCoverage(): Promise<PolicyCoverage> {
  const [newest] = await listStandingPolicies();
  const [staff, { regions }] = [await listStaff(), await getOrgMapping()];
  if (!newest) return { regions: [] };
  const done = await findAcknowledgers(
    newest.version,
    staff.map(({ id }) => id),
  );
  const reminded = new Set(
    (await listPolicyRequests(newest.version)).flatMap((one) => (one.reminded > 0 ? one.personId : [])),
  );
  const names = new Map(regions.map(({ id, name }) => [id, name]));
  const rows = new Map<string, { staff: number; acknowledged: number; reminded: number }>();
  for (const { id, regionId = '' } of staff) {
    const row = rows.get(regionId) ?? { staff: 0, acknowledged: 0, reminded: 0 };
    row.staff += 1;
    if (done.has(id)) row.acknowledged += 1;
    else if (reminded.has(id)) row.reminded += 1;
    rows.set(regionId, row);
  }
  return {
    version: newest.version,
    effectiveAt: newest.effectiveAt.toISOString(),
    regions: [...rows]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([regionId, row]) => ({ regionId, regionName: names.get(regionId) ?? '', ...row })),
  };
}
