import type { Ineligibility, NonCompeteSource } from '../../contract/non-compete.ts';
import { restrictionOf, type Agreement, type Authorisation } from './agreement.ts';
import { accountOf, floorFen } from './compensation.ts';
import type { NonCompeteSettings } from './settings.ts';

/** Where each reason comes from. */
export const ELIGIBILITY_SOURCES: Readonly<Record<Ineligibility, string>> = {
  not_signed: 'LCL art. 23(2)',
  role_not_covered: 'LCL art. 24(1)',
  no_trade_secret: 'SPC Fashi [2025] 12 art. 13(1)',
  not_reviewed: 'SPC Fashi [2025] 12 art. 13(2)',
  scope_excessive: 'SPC Fashi [2025] 12 art. 13(2)',
  term_too_long: 'LCL art. 24(2)',
  compensation_too_low: 'MOHRSS guideline 2025-09; SPC Interpretation I (2020) art. 36',
  still_employed: 'LCL art. 23(2)',
  not_begun: 'LCL art. 23(2)',
  term_ended: 'LCL art. 24(2)',
  released: 'SPC Interpretation I (2020) art. 39',
  nothing_paid: 'LCL art. 23(2)',
  unpaid: 'LCL art. 23(2); SPC Interpretation I (2020) art. 38',
  authorisation_missing: 'PIPL art. 29; Social Insurance Law art. 81',
  authorisation_not_in_force: 'PIPL art. 29',
  authorisation_withdrawn: 'PIPL art. 15',
};

/** Everything that keeps an agreement from being monitored on a day, in the order of the table above; none = it may be. */
export function listIneligibility(
  agreement: Agreement,
  day: string,
  settings: NonCompeteSettings,
): Ineligibility[] {
  return [
    ...judgeClause(agreement, settings),
    ...judgeTime(agreement, day),
    ...judgePay(agreement, day, settings),
  ];
}

/** The same for one source: the insurance feed also needs the person's own signature for it, in force. */
export function refuseSource(
  agreement: Agreement,
  source: NonCompeteSource,
  asked: Readonly<{ day: string; settings: NonCompeteSettings }>,
): Ineligibility[] {
  const common = listIneligibility(agreement, asked.day, asked.settings);
  return source === 'insurance_feed' ? [...common, ...judgeAuthorisation(agreement, asked.day)] : common;
}

/** Whether the clause itself binds. */
function judgeClause(agreement: Agreement, settings: NonCompeteSettings): Ineligibility[] {
  const { signedDay, roleClass, secrets, review, termMonths, monthlyFen } = agreement;
  return listTrue({
    not_signed: signedDay === undefined,
    role_not_covered: roleClass === 'ordinary',
    no_trade_secret: secrets.length === 0,
    not_reviewed: review === undefined,
    scope_excessive: review?.result === 'excessive',
    term_too_long: termMonths > settings.maxTermMonths,
    compensation_too_low: monthlyFen < floorFen(agreement, settings) || monthlyFen === 0,
  });
}

/** Whether the day lies inside the time the person is bound. */
function judgeTime(agreement: Agreement, day: string): Ineligibility[] {
  const restriction = restrictionOf(agreement);
  const { release } = agreement;
  return listTrue({
    still_employed: restriction === null,
    not_begun: restriction !== null && day < restriction.fromDay,
    term_ended: restriction !== null && day >= restriction.toDay,
    released: release !== undefined && day >= release.day,
  });
}

/** A company that has paid nothing yet has not begun to keep the agreement, so nobody is watched under it. */
function judgePay(agreement: Agreement, day: string, settings: NonCompeteSettings): Ineligibility[] {
  const { paidFen, missedDueDays } = accountOf(agreement, day, settings);
  return listTrue({ nothing_paid: paidFen === 0, unpaid: missedDueDays.length > 0 });
}

function judgeAuthorisation({ authorisations }: Agreement, day: string): Ineligibility[] {
  if (authorisations.some((one) => isInForce(one, day))) return [];
  const isWithdrawn = authorisations.some(
    ({ withdrawnDay }) => withdrawnDay !== undefined && withdrawnDay <= day,
  );
  return listTrue({
    authorisation_missing: authorisations.length === 0,
    authorisation_not_in_force: authorisations.length > 0 && !isWithdrawn,
    authorisation_withdrawn: isWithdrawn,
  });
}

/** A withdrawal counts from the beginning of its day. */
export function isInForce({ fromDay, toDay, withdrawnDay }: Authorisation, day: string): boolean {
  return fromDay <= day && day <= toDay && (withdrawnDay === undefined || day < withdrawnDay);
}

function listTrue(reasons: Partial<Record<Ineligibility, boolean>>): Ineligibility[] {
  const known = Object.keys(ELIGIBILITY_SOURCES).filter(isReason);
  return known.filter((reason) => reasons[reason] === true);
}

const isReason = (key: string): key is Ineligibility => Object.hasOwn(ELIGIBILITY_SOURCES, key);
