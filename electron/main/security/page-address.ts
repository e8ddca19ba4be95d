/** Which addresses are ours. Pure, so that every trick with an address can be a test vector. */
import { APP_HOST, APP_SCHEME } from '../app-scheme/resolve-asset.js';

/** Schemes that never leave the machine: our page, inline images, and the developer tools. */
const LOCAL: ReadonlySet<string> = new Set([`${APP_SCHEME}:`, 'data:', 'blob:', 'devtools:', 'chrome-extension:']);

/** Whether a frame with this address shows our page. `devOrigin`: the development server, or null. */
export function isPageUrl(url: string, devOrigin: string | null): boolean {
  const parsed = parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  if (parsed.protocol === `${APP_SCHEME}:`) return parsed.host === APP_HOST;
  return devOrigin !== null && parsed.origin === devOrigin;
}

/** Whether a page of ours may load this address at all. */
export function isOurRequest(url: string, devOrigin: string | null): boolean {
  const parsed = parse(url);
  if (parsed === null) return false;
  if (parsed.protocol === `${APP_SCHEME}:`) return isPageUrl(url, devOrigin);
  if (LOCAL.has(parsed.protocol)) return true;
  // A development server also speaks WebSocket from the same origin.
  return devOrigin !== null && parsed.origin.replace(/^ws/, 'http') === devOrigin;
}

/** The origin of the development server named by the environment, never in a packaged app. */
export function developmentOrigin(url: string | undefined, packaged: boolean): string | null {
  const parsed = url === undefined || packaged ? null : parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.origin : null;
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
