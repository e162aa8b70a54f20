import type { PullUnread } from '../pull-source-view.ts';
import { counted } from './counted.ts';

/** Words to IT about the list of a source: withdrawals that wait for a word, and a list that is never read to its end. */
const zh = {
  waiting: {
    title: (name: string): string => `数据来源等待确认撤回 · ${name}`,
    state: { open: '需要确认', confirmed: '已确认', back: '不再需要确认', off: '不再处理' },
    text: {
      open: '对方最近一次的完整列表里少了很多记录，超过五分之一。可能真的删了，也可能导出不全：没有人确认，一条也不撤回。',
      confirmed: '已有人确认，列表里没有的记录会撤回，期间又列出来的除外。',
      back: '后来的列表又基本完整，不用再确认。',
      off: '来源已改动、暂停或删除，这份名单不处理。',
    },
    missing: '少了',
    missingOf: (count: number, all: number): string => `${count} 条（共 ${all} 条）`,
    at: '发现于',
    todo: '怎么办',
    how: '先向对方核对列表是否完整：完整就在“数据来源”里确认，不完整请对方修好，之后的列表完整了就不用确认。编号在那里下载的清单里。',
  },
  unread: {
    title: (name: string): string => `数据来源一直没有整个读完 · ${name}`,
    state: { open: '需要处理', over: '已恢复', off: '不再处理' },
    text: {
      open: '新增和更新照常收下；列表里不再有的记录，要一次读完整个列表才知道，所以一直没有撤回。',
      over: '又能一次读完整个列表，不再有的记录会照常撤回。',
      off: '来源已改动、暂停或删除，不再处理。',
    },
    runs: '连续几次',
    since: '开始于',
    why: '原因',
    todo: '怎么办',
  },
  open: '查看数据来源',
  reasons: {
    broken: {
      why: '每次都在中途断开',
      todo: '每页多取一些、拉取间隔长一些，安静时段不要落在拉取中间；一直断开，请对方查看中断时的日志。',
    },
    blind: { why: '有的行编号读不出来', todo: '在拒收清单里找到没有编号的行，请对方补上，或改编号的路径。' },
    empty: {
      why: '列表是空的',
      todo: '向对方核对：真的清空了，请改用作废标记或逐条撤回；不是，请核对地址和列表的路径。',
    },
  } satisfies Record<PullUnread, Readonly<{ why: string; todo: string }>>,
  unreadSince: (runs: number, since: string, why: string): string =>
    `自 ${since} 起连续 ${runs} 次没有一次读完整个列表（${why}），不再有的记录一直没有撤回。`,
};

const en: typeof zh = {
  waiting: {
    title: (name) => `Withdrawals to confirm · ${name}`,
    state: { open: 'To confirm', confirmed: 'Confirmed', back: 'Nothing to confirm', off: 'Left as it is' },
    text: {
      open: 'The last whole list of this source lacks more than a fifth of its records. They may be deleted there, or the list may be incomplete: none is taken back before somebody confirms.',
      confirmed:
        'Somebody confirmed: what the list lacks is taken back, but for what is listed again meanwhile.',
      back: 'A later list is nearly whole again; nothing has to be confirmed.',
      off: 'The source was changed, paused or deleted; this list is left as it is.',
    },
    missing: 'Missing',
    missingOf: (count, all) => `${count} of ${counted(all, 'record')}`,
    at: 'Found',
    todo: 'What to do',
    how: 'Ask first whether the list is complete. If it is, confirm under “Sources”; if not, have it mended, and a complete list needs no confirming. The ids are in the file there.',
  },
  unread: {
    title: (name) => `A list is never read to its end · ${name}`,
    state: { open: 'Needs you', over: 'Read again', off: 'Left as it is' },
    text: {
      open: 'New and updated records are taken as before. What the list names no more is known only after reading all of it in one go, so nothing was taken back.',
      over: 'The whole list is read again, and what it names no more is taken back as before.',
      off: 'The source was changed, paused or deleted.',
    },
    runs: 'In a row',
    since: 'Since',
    why: 'Why',
    todo: 'What to do',
  },
  open: 'Open the sources',
  reasons: {
    broken: {
      why: 'stopped on its way each time',
      todo: 'Take larger pages, pull less often, and keep quiet time out of a pull; if it goes on, have them read their log of that time.',
    },
    blind: {
      why: 'ids of some rows cannot be read',
      todo: 'Find those rows in the file of refused ones and have them given an id, or mend the path of the id.',
    },
    empty: {
      why: 'the list is empty',
      todo: 'Ask them: if all is deleted there, use a mark for void rows or withdraw one by one; if not, check the address and the path of the list.',
    },
  },
  unreadSince: (runs, since, why) =>
    `Not once read to its end since ${since}, ${counted(runs, 'pull')} in a row (${why}); what it names no more was not taken back.`,
};

export const pullListTexts = { zh, en };
