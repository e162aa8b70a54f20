import type { IncomingMessage, ServerResponse } from 'node:http';
import { preparingTexts } from '../contract/texts/preparing.ts';

/** How far the history of a new demo company is told; `day` is YYYY-MM-DD. */
export type Progress = Readonly<{ done: number; of: number; day: string }>;

/** What people get from an address while the company is being made, in place of a company half made. */
export type Preparing = Readonly<{
  /** null = it is complete. */
  note: (progress: Progress | 'beginning' | null) => void;
  /** True when it has answered. The chat platform's own calls go through: the history is told with them. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean;
}>;

/** Seconds after which the page asks again. */
const AGAIN_S = 2;

export function createPreparing(): Preparing {
  let progress: Progress | 'beginning' | null = null;
  return {
    note: (now) => {
      progress = now;
    },
    answer: (request, response) => {
      const path = request.url ?? '/';
      if (progress === null || /^\/(feishu|open-apis|oauth)\//.test(path)) return false;
      const isApi = path.startsWith('/api/') || path.startsWith('/sandbox/api/');
      response.writeHead(503, {
        'content-type': isApi ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'",
        'cache-control': 'no-store',
        'retry-after': String(AGAIN_S),
      });
      response.end(isApi ? toReply(progress, languageIn(request)) : toPage(progress));
      return true;
    },
  };
}

function toReply(progress: Progress | 'beginning', language: 'zh' | 'en'): string {
  const { made, far } = preparingTexts.reply;
  const message = made[language] + (progress === 'beginning' ? '' : fillCounts(far[language], progress));
  return JSON.stringify({ error: { code: 'preparing', message } });
}

/** Chinese where the reader asks for it first. */
const languageIn = ({ headers }: IncomingMessage): 'zh' | 'en' =>
  /^\s*zh\b/i.test(headers['accept-language'] ?? '') ? 'zh' : 'en';

const fillCounts = (text: string, { done, of }: Progress): string =>
  text.replace('{done}', String(done)).replace('{of}', String(of));

function toPage(progress: Progress | 'beginning'): string {
  const { title, waits } = preparingTexts;
  const far = fillProgress(progress);
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${AGAIN_S}"><title>明勤 · ${title.zh}</title></head>
<body>
<h1>${title.zh}</h1>
<p><progress ${far.bar}></progress></p>
<p>${far.zh}</p>
<p>${waits.zh}</p>
<div lang="en"><h2>${title.en}</h2>
<p>${far.en}</p>
<p>${waits.en}</p></div>
</body>
</html>
`;
}

function fillProgress(progress: Progress | 'beginning'): { bar: string; zh: string; en: string } {
  if (progress === 'beginning') return { bar: '', ...preparingTexts.beginning };
  const { done, of, day } = progress;
  const fill = (text: string): string => fillCounts(text, progress).replace('{day}', day);
  const { zh, en } = preparingTexts.progress;
  return { bar: `max="${of}" value="${done}"`, zh: fill(zh), en: fill(en) };
}
