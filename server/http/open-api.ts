import { Router } from '@koa/router';
import { openApiDocument, type ApiSite } from '../contract/open-api/document.ts';
import { RecordKindSchema } from '../contract/records.ts';
import { importTemplate } from '../flow/records/import-template.ts';
import { LanguageSchema, parseValue } from './parse.ts';
import { apiPage, apiPageStyle } from './views/api-page.ts';

/** What the doors for other systems take, for whoever writes the other side: open to anybody, since it says nothing of the company. */
export function openApiRoutes(site: ApiSite): Router {
  const router = new Router({ prefix: '/api/docs' });
  const languageOf = (query: Readonly<Record<string, unknown>>) =>
    parseValue(LanguageSchema, query['language'], 'language');
  router.get('/', (ctx) => {
    if (!ctx.path.endsWith('/')) return ctx.redirect(`${ctx.path}/${ctx.search}`);
    ctx.type = 'html';
    ctx.body = apiPage(site, languageOf(ctx.query));
  });
  router.get('/style.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = apiPageStyle;
  });
  router.get('/openapi.json', (ctx) => {
    ctx.body = openApiDocument(site, languageOf(ctx.query));
  });
  router.get('/templates/:kind.csv', (ctx) => {
    const kind = parseValue(RecordKindSchema, ctx.params['kind'], 'kind');
    ctx.attachment(`${kind}.csv`);
    ctx.type = 'text/csv';
    ctx.body = importTemplate(kind, languageOf(ctx.query));
  });
  return router;
}
