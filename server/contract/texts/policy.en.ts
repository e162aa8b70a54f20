/** Courtesy translation of the field-staff code; the Chinese text decides. */
export const policyEn = {
  title: 'Code of Conduct for Field Staff',
  body: `# Code of Conduct for Field Staff

*Courtesy translation. The Chinese text decides.*

## 1. Purpose and to whom it applies
This code keeps field work orderly and protects the lawful interests of the company and its staff. It is made by democratic procedure under the Labour Contract Law and the Personal Information Protection Law.
- It applies to store promoters, area sales representatives and riders who have an employment relationship with the company ("staff").
- Part-time (non-full-time) staff may lawfully work for other employers; only articles 2, 3, 6 and 7 apply to them, and of article 4 what concerns overlapping hours, rivals and secrecy. The measures of article 5 do not.
- Dispatched and outsourced people are managed by their own employer; the company only reports facts.

## 2. Working time and attendance
- Working time is what the roster says, or an approved special working-hour system. Breaks, leave, rest days and public holidays are not working time.
- Check in and out on time. A punch is never refused; without a position or a photo the store manager confirms it (without one, the area manager), or the store's QR code does.
- Positions are collected only from 15 minutes before to 15 minutes after a shift and only with your separate consent; never in breaks, on leave or after work.
- Work away from the rostered place (support of another store, market survey, business trip, change of customer) is told to your manager before or on the same day; what the manager confirms is ordinary attendance.

## 3. Duty to report and side-job declaration
- A side job (employed, platform gig, own business, livestream, WeChat shop) is declared under “Side jobs”: in writing beforehand, with its kind, employer, place, hours and period, for approval by your manager and then by HR. Family help is only registered.
- The company answers within 3 working days; after that the HR lead takes it over, and nothing is raised about it while it waits. A refusal states its reasons.
- If you disagree with a refusal you may ask once, within 3 working days of receipt, for a second look: somebody who had no part in the answer and stands in no reporting line with you (the HR lead or Legal; where there is none, others of HR) examines it anew and answers within 3 working days. It can never be worse for you; the refusal stands until then, and what is approved counts as approved from the declaration on.
- A side job that does not compete, does not overlap working time and does not harm your work is normally approved. An approval may have conditions (place, hours, employer, period), lasts a year at most and can be renewed.
- Declare again when something changes; you may withdraw at any time. When competition or an overlap comes up later the company may end the approval with reasons; that does not reach back.
- Whatever is declared within 30 days after this code first comes into force has no consequence for the time before, whether it is approved or not.

## 4. Prohibited side jobs and conduct
- Same trade, same post: no work equal or close to your own post (selling, promoting, visiting and keeping customers, recruiting dealers, delivering) for a business that trades in the same kind of goods or services, paid or not, with or without a contract.
- Same hours: no paid work unrelated to your job during a rostered shift, for yourself or others; no work for two employers in one shift.
- Customers and secrets: no passing on of customers, prices, promotions, stock or other trade secrets, and no diverting of orders.
- Proof of attendance: no faked location, no punching for others, no re-used photos, no invented visits.
- A market survey of other brands on the company's order is work and not prohibited.

## 5. Verification and penalty ladder
What the system shows is a hint, not a conclusion; every measure is decided by people.
- Before any measure you see the same facts and grounds as the company and have at least 3 working days to explain and add papers. Silence is not an admission, and missing data is not evidence.
- A measure needs two independent kinds of evidence, one of them not location; HR proposes it, another person approves it, with facts, reasons and grounds in writing.
- Minor matters may end with a talk, which is no measure and is not filed.
- You may appeal within 3 working days of receipt to somebody who took no part in the decision, and go to labour arbitration as the law provides.
- Dismissal for a serious breach requires a repeated proven breach after a written demand; dismissal for dual employment follows article 39(4) of the Labour Contract Law. The union is told the reasons before any dismissal.

## 6. Secrecy and non-compete
- Staff keep the company's trade secrets.
- After leaving, a non-compete binds only senior managers, senior technicians and others with a duty of secrecy who signed an agreement; its scope and area fit the secrets they know, its term is 24 months at most.
- Compensation is paid monthly as agreed and not below national and local standards; unpaid, the obligation need not be kept.
- The company never looks up the location or private accounts of people who left; social-insurance data only within the person's own written authorisation, which can be withdrawn at any time.

## 7. Notice on tracking and personal data
- Purpose: to verify field attendance and work. Location is used only for work.
- Location, photos and device signals each need your separate consent; you may refuse, and withdraw in two taps, without effect on punches, appraisal or pay. Acknowledging this code is no consent.
- The company's own records (attendance, visits, orders) are compared on the basis of this code; you may object, and an objection is logged and never held against you.
- Who sees it: you see everything the company sees; area managers only their region; HR only a pseudonym until you have explained; every look is logged and shown to you.
- Kept: raw positions 60 days, daily totals 1 year, photos 180 days, records of visits, orders, attendance and waybills 2 years (730 days), dismissed alerts 90 days, declared side jobs 1 year after their end, cases and what they rest on 2 years after closing; then deleted.
- You may read, copy, correct and delete your data, ask for an explanation, and refuse a decision made by the system alone.

## 8. Coming into force and interpretation
This code is discussed by the staff congress or all staff, settled with the union or staff representatives, published, and in force from the day it names. Changes follow the same procedure, and you are asked to read and acknowledge them again. It does not apply to anything before that day. Where it differs from the law, the law counts.
`,
} as const;
