const KIB = 1024;

/** What machines do with a key and where it is described, and what has a door of its own. */
const OPEN = [
  '/api/docs',
  '/api/v1/records/',
  '/api/v1/insurance-payments/',
  '/api/v1/leaver/',
  '/api/v1/public/',
];

/** Everything under the API is behind sign-in, except the above and what a page needs before it. */
export function isForPeople(path: string): boolean {
  const isOpen =
    OPEN.some((start) => path.startsWith(start)) ||
    path === '/api/v1/jssdk-config' ||
    path === '/api/v1/screen-code';
  return path.startsWith('/api/') && !isOpen;
}

/** Read by their own routes, as a stream. */
export function isFileUpload(path: string): boolean {
  return isPicture(path) || isImport(path) || path === '/api/v1/leaver/certificates';
}

/** Files of records, which may be large and are read as fast as their rows are kept. */
export const isImport = (path: string): boolean => /^\/api\/v1\/(records\/)?imports\//.test(path);

/** Pictures and files of people, with their fields. */
export function isPicture(path: string): boolean {
  return (
    path === '/api/v1/photos' ||
    /^\/api\/v1\/visits\/[^/]+\/photo$/.test(path) ||
    /^\/api\/v1\/(my\/)?cases\/[^/]+\/files$/.test(path) ||
    /^\/api\/v1\/declarations\/[^/]+\/documents$/.test(path)
  );
}

/** What our own pages alone may ask. */
export function isFromPages(path: string): boolean {
  const isPublicPage = path.startsWith('/api/v1/leaver/') || path.startsWith('/api/v1/public/');
  return isForPeople(path) || isPublicPage || path.startsWith('/auth/');
}

/** Of a JSON body at this path. */
export function maxBodyBytes(path: string): number {
  return path.toLowerCase() === '/api/v1/fixes' ? 2 * KIB * KIB : 256 * KIB;
}
