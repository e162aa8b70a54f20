import { signInAgain, signInTexts } from '../../contract/texts/sign-in.ts';

/** A page for a browser whose sign-in failed; no script, nothing of the request in it. */
export function signInPage(code: string): string {
  const text = signInTexts[code] ?? signInTexts['other'] ?? { zh: '', en: '' };
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>明勤</title></head>
<body>
<h1>明勤</h1>
<p>${text.zh}</p>
<p lang="en">${text.en}</p>
<p><a href="/auth/login?fresh=1&amp;to=/h5/">${signInAgain.zh} / ${signInAgain.en}</a></p>
</body>
</html>
`;
}
