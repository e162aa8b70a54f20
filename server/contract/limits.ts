/** How many there may be of each at once: said with the refusal. */
export const MOST = {
  /** More systems than any company connects, as the next two. */
  webhooks: 20,
  pullSources: 20,
  liveKeys: 50,
  /** Every rule in force is asked about every shift: twenty of twelve comparisons are a small part of judging it. */
  rulesInForce: 20,
  /** More than anybody can oversee. */
  rules: 200,
  /** Of one case, which stays one document, by each side. */
  messages: 200,
  /** Of one person, while HR has not answered. */
  openRequests: 20,
  /** Of one case, by each side. */
  caseFiles: 6,
  /** With one declaration. */
  documents: 5,
  /** Of one person. */
  certificates: 10,
} as const;

/** How many days ahead a change of somebody's zone may be entered. */
export const ZONE_AHEAD_DAYS = 90;
