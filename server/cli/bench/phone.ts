import { BenchUsageError, type Bench } from './bench.ts';
import { PHONE_PARTS, runPhoneProcess } from './phone/phone-process.ts';

/** What the phone app costs its owner: energy, data and waiting. */
export const phone: Bench = {
  name: 'phone',
  about: 'a rep’s day of 8 h through the phone’s own sampling and sync, and the first screen on a slow phone',
  usage: `[${PHONE_PARTS.join(' | ')}]`,
  onlyByName: true,
  run: (say, args) => {
    const [part, ...more] = args;
    if (more.length > 0 || (part !== undefined && !PHONE_PARTS.some((one) => one === part)))
      throw new BenchUsageError('phone takes energy or screen');
    return runPhoneProcess(say, part);
  },
};
