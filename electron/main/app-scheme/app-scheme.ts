/** The page comes from `app://bundle/`, a scheme of our own: no file:// privileges and a policy on every answer. */
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.js';
import { mimeType } from './mime-types.js';
import { APP_SCHEME, resolveAsset } from './resolve-asset.js';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
}

/** Serves the files below `root`; once, when the app is ready. */
export function serveAppScheme(root: string): void {
  protocol.handle(APP_SCHEME, (request) => answerAsset(root, request));
}

/** One request: a file of the page with its headers, or 404 for everything else. */
export async function answerAsset(root: string, request: { readonly method: string; readonly url: string }): Promise<Response> {
  const file = request.method === 'GET' ? resolveAsset(root, request.url) : null;
  const type = file === null ? null : mimeType(file);
  if (file === null || type === null) return notFound();
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: headers(type) });
  } catch {
    return notFound();
  }
}

const notFound = (): Response => new Response('Not found', { status: 404, headers: headers('text/plain; charset=utf-8') });

function headers(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
}
