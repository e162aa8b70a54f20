import type { Card } from '../../../server/contract/card.ts';
import { decisionRevertedCard } from '../../../server/feishu/cards/decision-reverted-card.ts';
import { departedCard } from '../../../server/feishu/cards/departed-card.ts';
import { exoneratedCard } from '../../../server/feishu/cards/exonerated-card.ts';
import { leadCard } from '../../../server/feishu/cards/lead-card.ts';
import { letterCard } from '../../../server/feishu/cards/letter-card.ts';
import { nonCompeteCard, type NonCompeteNews } from '../../../server/feishu/cards/non-compete-card.ts';
import { pullListCard, type PullListCardInput } from '../../../server/feishu/cards/pull-list-card.ts';
import { policyRequestCard } from '../../../server/feishu/cards/policy-request-card.ts';
import {
  thresholdResultCard,
  type ThresholdCardState,
} from '../../../server/feishu/cards/threshold-result-card.ts';
import type { Language } from '../../../server/feishu/cards/text.ts';

const at = new Date('2026-11-23T06:00:00Z');
const timeZone = 'Asia/Shanghai';
const url = 'https://mingqin.example.com/console/#/cases/c1';
const about = { caseNo: 'C-261123-7F3K2Q', pseudonym: 'M-402817', url };
const news = {
  stopped: { about: 'stopped', no: 'NC-2026-0007', reasons: ['unpaid', 'authorisation_not_in_force'] },
  record: { about: 'employer_record', no: 'NC-2026-0007', isSettled: false },
  case: { about: 'case', no: 'NCC-2026-0002', state: 'open', isOver: false },
  answer: { about: 'answer', no: 'NCC-2026-0002', state: 'objected', isOver: false },
  certificate: { about: 'certificate', no: '5F3A91' },
} as const satisfies Record<string, NonCompeteNews>;

const missing = { count: 214, all: 806, at };
const pulled = {
  waiting: { about: 'waiting', state: 'open', missing },
  confirmed: { about: 'waiting', state: 'confirmed', missing },
  back: { about: 'waiting', state: 'back' },
  broken: { about: 'unread', state: 'open', row: { runs: 3, sinceAt: at, why: 'broken' } },
  blind: { about: 'unread', state: 'open', row: { runs: 3, sinceAt: at, why: 'blind' } },
  empty: { about: 'unread', state: 'open', row: { runs: 3, sinceAt: at, why: 'empty' } },
  read: { about: 'unread', state: 'over' },
  off: { about: 'unread', state: 'off' },
} as const satisfies Record<string, PullListCardInput['news']>;

/** Cards that tell of one matter and lead to it, once each; `say` stands where words of people stand. */
export function buildNotices(
  say: (ordinary: string) => string,
  language: Language = 'zh',
): (readonly [string, Card])[] {
  const lead = { leadNo: say('L-261123-4C7D'), language };
  const exonerated = {
    ...about,
    sentence: say('14:05 到 14:51 停留在一家同类门店附近，与排班地点不一致。'),
    language,
  };
  return [
    [
      'policy-request',
      policyRequestCard({
        state: 'open',
        title: say('外勤人员行为规范'),
        version: say('2026-11'),
        effectiveAt: at,
        isFirst: true,
        timeZone,
        url,
        language,
      }),
    ],
    ...(['live', 'refused', 'stale'] as const satisfies readonly ThresholdCardState[]).map(
      (state): readonly [string, Card] => [
        `threshold-result-${state}`,
        thresholdResultCard({
          state,
          askedAt: at,
          reason: say('商场内误报过多，按回放结果放宽停留时长下限'),
          fromDay: state === 'live' ? '2026-11-24' : undefined,
          comment: state === 'refused' ? say('样本太少，再看两周') : undefined,
          timeZone,
          url,
          language,
        }),
      ],
    ),
    ['exonerated', exoneratedCard({ ...exonerated, to: 'hr', mayAppeal: true })],
    ['exonerated-subject', exoneratedCard({ ...exonerated, to: 'subject', mayAppeal: true })],
    ['exonerated-final', exoneratedCard({ ...exonerated, to: 'hr', mayAppeal: false })],
    ['exonerated-subject-final', exoneratedCard({ ...exonerated, to: 'subject', mayAppeal: false })],
    [
      'decision-reverted',
      decisionRevertedCard({ ...about, caseNo: say(about.caseNo), isDone: false, language }),
    ],
    ['decision-reverted-done', decisionRevertedCard({ ...about, isDone: true, language })],
    ['departed', departedCard({ ...about, about: 'unsent', caseNo: say(about.caseNo), language })],
    ['departed-held', departedCard({ ...about, about: 'held', caseNo: say(about.caseNo), language })],
    ['departed-heard', departedCard({ ...about, about: 'heard', caseNo: say(about.caseNo), language })],
    ['letter', letterCard({ letterNo: say('L-261123-7F3K2Q'), state: 'fresh', url, language })],
    ['letter-received', letterCard({ letterNo: 'L-261123-7F3K2Q', state: 'received', url, language })],
    ['letter-void', letterCard({ letterNo: 'L-261123-7F3K2Q', state: 'void', url, language })],
    ...Object.entries(pulled).map(
      ([name, one]) =>
        [
          `pull-list-${name}`,
          pullListCard({ news: one, name: say('CRM 拜访'), timeZone, url, language }),
        ] as const,
    ),
    ['lead', leadCard({ ...lead, to: 'hr', source: 'customer', state: 'new', url })],
    ['lead-subject', leadCard({ ...lead, to: 'subject' })],
    ...Object.entries(news).map(
      ([name, one]) =>
        [
          `non-compete-${name}`,
          nonCompeteCard({ news: { ...one, no: say(one.no) }, url, language }),
        ] as const,
    ),
  ];
}
