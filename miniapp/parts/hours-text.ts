/** Hours from one wall clock to another; an end that is not after the start is on the next day. */
export const hoursText = (
  { startTime, endTime }: Readonly<{ startTime: string; endTime: string }>,
  nextDay: (clock: string) => string,
): string => `${startTime}–${endTime <= startTime ? nextDay(endTime) : endTime}`;
