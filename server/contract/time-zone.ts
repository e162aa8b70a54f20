/** The one accepted last: a file mostly knows one zone, and asking makes a whole date format. */
let acceptedZone = '';

/** Whether it is an IANA name of this runtime. */
export function isTimeZone(name: string): boolean {
  if (name === '') return false;
  if (name === acceptedZone) return true;
  try {
    if (new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone === '') return false;
    acceptedZone = name;
    return true;
  } catch {
    return false;
  }
}
