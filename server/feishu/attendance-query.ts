/** One attendance query as the platform allows it: at most 50 people and 30 days, both ends included. */
export type AttendanceQuery = Readonly<{ userIds: readonly string[]; fromDay: string; toDay: string }>;

/** Person ids are contact `user_id`s, which attendance calls employee_id. */
export const employeeType = { employee_type: 'employee_id' } as const;

/** The body fields every attendance query shares; days as yyyyMMdd numbers. */
export function queryData({ userIds, fromDay, toDay }: AttendanceQuery) {
  return {
    user_ids: [...userIds],
    check_date_from: dayNumber(fromDay),
    check_date_to: dayNumber(toDay),
  };
}

const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));
