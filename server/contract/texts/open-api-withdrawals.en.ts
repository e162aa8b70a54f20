import type { withdrawals as zh } from './open-api-withdrawals.zh.ts';

const WITHDRAWN =
  'For a record that its system has deleted: it no longer counts, and alerts that rested on it are judged again. Asking again changes nothing; putting it again brings it back.';

/** What the description says of taking a record of each kind back, in English. */
export const withdrawals: typeof zh = {
  withdrawPlace: {
    summary: 'Take back a place',
    description: `${WITHDRAWN} What was found by it can still name it; plans, shifts and side jobs that name it stay, without a position to compare with.`,
  },
  withdrawZone: {
    summary: 'Take back a zone',
    description: `${WITHDRAWN} People who were put into it in the console have no zone until somebody puts them into another.`,
  },
  withdrawVisit: {
    summary: 'Take back a visit',
    description: WITHDRAWN,
  },
  withdrawOrder: {
    summary: 'Take back an order',
    description: WITHDRAWN,
  },
  withdrawAttendance: {
    summary: 'Take back a clocking',
    description: WITHDRAWN,
  },
  withdrawAnchor: {
    summary: 'Take back a proof of presence',
    description: WITHDRAWN,
  },
  withdrawTask: {
    summary: 'Take back a waybill task',
    description: WITHDRAWN,
  },
  withdrawTarget: {
    summary: 'Take back a target',
    description: WITHDRAWN,
  },
  withdrawPlan: {
    summary: 'Take back a visit plan',
    description: WITHDRAWN,
  },
};
