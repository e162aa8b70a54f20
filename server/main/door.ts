import type { IncomingMessage, ServerResponse } from 'node:http';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Whoever knocks while the server starts is told to come again: a request nobody answers would wait until the proxy gives up. */
export function createDoor(): { onRequest: Answer; open: (answer: Answer) => void } {
  let opened: Answer | null = null;
  return {
    onRequest: (request, response) => (opened ?? answerStarting)(request, response),
    open: (answer) => {
      opened = answer;
    },
  };
}

function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': '1',
  });
  response.end(JSON.stringify({ error: { code: 'starting', message: 'the server is starting' } }));
}
