import { toast } from './dom.js';

const pageToken = document.querySelector('meta[name="sandbox-page"]').content;

/** Calls the sandbox; shows what went wrong and settles with null then. */
export async function post(path, body, { quiet = false } = {}) {
  try {
    const response = await fetch(`/sandbox/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sandbox-page': pageToken },
      body: JSON.stringify(body),
    });
    const reply = await response.json();
    if (reply.code === 0) return reply.data;
    if (!quiet) toast(reply.msg, 'error');
  } catch {
    if (!quiet) toast('沙盒没有回应，请确认它还在运行', 'error');
  }
  return null;
}

/** The state of the page; null while the sandbox does not answer. */
export async function readState(since, chatId) {
  const query = new URLSearchParams({ since });
  if (chatId !== null) query.set('chat', chatId);
  try {
    const response = await fetch(`/sandbox/api/state?${query}`);
    const reply = await response.json();
    return reply.code === 0 ? reply.data : null;
  } catch {
    return null;
  }
}

/** What a side view shows; null while the sandbox does not answer. */
export async function readTool(name) {
  try {
    const reply = await (await fetch(`/sandbox/api/${name}`)).json();
    return reply.code === 0 ? reply.data : null;
  } catch {
    return null;
  }
}
