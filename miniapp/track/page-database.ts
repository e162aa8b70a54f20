/** A database in the page's memory in place of the browser's own, for a phone whose browser keeps nothing. */
import 'fake-indexeddb/auto';
