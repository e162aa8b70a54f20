import type { Bench } from './bench.ts';
import { measureAck } from './feishu/ack.ts';
import { measureOrgSync } from './feishu/org-sync.ts';
import { withTempFolder } from './temp-folder.ts';

/** The edge to the chat platform: a large directory, and many events. */
export const feishu: Bench = {
  name: 'feishu',
  about: 'sync of 20,000 people in 2,000 departments; acknowledgement of 200 events a second',
  onlyByName: true,
  run: async (say) => {
    const org = await withTempFolder((folder) => measureOrgSync(folder, say));
    const ack = await withTempFolder((folder) => measureAck(folder, say));
    return { figures: { ...org.figures, ...ack.figures }, bars: [...org.bars, ...ack.bars] };
  },
};
