import { Router } from '@koa/router';
import { DaySchema, MonthSchema } from '../contract/calendar.ts';
import { DataRequestBodySchema } from '../contract/data-request.ts';
import { ClientIdSchema } from '../contract/ingest.ts';
import { PlaceNameSchema } from '../contract/named-place.ts';
import { notFound } from '../errors.ts';
import { zoneOf } from '../flow/company/calendar.ts';
import { requestData, withdrawDataRequest } from '../flow/own/data-request.ts';
import type { Deps } from '../flow/deps.ts';
import { exportPersonalData } from '../flow/own/export-data.ts';
import { drawMyDay, findMyDay } from '../flow/own/my-day.ts';
import { findMyMonth } from '../flow/own/my-month.ts';
import { dayOf } from '../domain/time.ts';
import { listMyDataRequests, type DataRequest } from '../store/data-requests.ts';
import { findPeople, type Person } from '../store/people.ts';
import { findPlacesNamed } from '../store/places.ts';
import { findPhoto, findPhotoOf, readPhoto } from '../store/photos.ts';
import { LanguageSchema, parseBody, parseValue } from './parse.ts';
import { sendFile } from './send-file.ts';
import { readPage } from './page.ts';
import { PictureSizeSchema, sendPicture } from './send-picture.ts';
import type { Session } from './session.ts';
import { dataRequestView, myCalendarView, myDayView } from './views/my-view.ts';

const LIST_LIMIT = 200;
const PLACE_LIMIT = 10;

/** All that is stored about the signed-in person, to see, to take away and to object to (R14); the own look leaves no entry. */
export function myDataRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/my' });

  router.get('/calendar/:month', async (ctx) => {
    const month = parseValue(MonthSchema, ctx.params['month'], 'month');
    ctx.body = myCalendarView(await findMyMonth(ctx.state.person, month, deps.now()));
  });

  router.get('/days/:day', async (ctx) => {
    const day = parseValue(DaySchema, ctx.params['day'], 'day');
    ctx.body = myDayView(await findMyDay(deps, ctx.state.person, day));
  });

  router.get('/days/:day/track.svg', async (ctx) => {
    const day = parseValue(DaySchema, ctx.params['day'], 'day');
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const size = parseValue(PictureSizeSchema, ctx.query['size'], 'size');
    sendPicture(ctx, await drawMyDay(ctx.state.person, day, { language, size }));
  });

  router.get('/photos/:photoId', async (ctx) => {
    const id = parseValue(ClientIdSchema, ctx.params['photoId'], 'photoId');
    const photo = (await findPhoto(id)) ?? (await findPhotoOf(id));
    if (photo?.personId !== ctx.state.person.id) throw notFound('photo');
    sendFile(ctx, { type: 'image/jpeg', content: await readPhoto(photo), name: `${photo.id}.jpg` });
  });

  router.get('/places', async (ctx) => {
    const name = parseValue(PlaceNameSchema, ctx.query['name'], 'name');
    const found = await findPlacesNamed(name, PLACE_LIMIT);
    ctx.body = {
      places: found.map(({ id, name: called, center, radiusM }) => ({ id, name: called, center, radiusM })),
    };
  });

  router.get('/data.zip', async (ctx) => {
    const { person } = ctx.state;
    const day = dayOf(deps.now(), person.timeZone);
    const content = await exportPersonalData(deps, person);
    sendFile(ctx, { type: 'application/zip', content, name: `mingqin-${day}.zip` });
  });

  router.get('/data-requests', async (ctx) => {
    const { person } = ctx.state;
    const { items: own, next } = await readPage(ctx.query['after'], [
      {
        limit: LIST_LIMIT,
        list: (scope) => listMyDataRequests(person.id, scope),
        endOf: ({ submittedAt, id }) => ({ at: submittedAt, id }),
      },
    ]);
    ctx.body = { requests: await viewsOf(deps, person, own), ...next };
  });

  router.post('/data-requests', async (ctx) => {
    const { person } = ctx.state;
    const made = await requestData(deps, person, parseBody(DataRequestBodySchema, ctx));
    ctx.status = 201;
    ctx.body = (await viewsOf(deps, person, [made]))[0];
  });

  router.delete('/data-requests/:requestId', async (ctx) => {
    const { person } = ctx.state;
    const id = parseValue(ClientIdSchema, ctx.params['requestId'], 'requestId');
    ctx.body = (await viewsOf(deps, person, [await withdrawDataRequest(deps, person, id)]))[0];
  });
  return router;
}

async function viewsOf(deps: Deps, person: Person, requests: readonly DataRequest[]) {
  const zone = await zoneOf(person);
  const answerers = requests.flatMap(({ answer }) => answer?.byId ?? []);
  const names = new Map((await findPeople([...new Set(answerers)])).map(({ id, name }) => [id, name]));
  const shown = { at: deps.now(), zone, nameOf: (id: string) => names.get(id) ?? id };
  return requests.map((request) => dataRequestView(request, shown));
}
