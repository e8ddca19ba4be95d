import { describe, expect, test } from 'vitest';
import { isOpenableLink, openLink } from '../../../../../electron/main/security/external-links.js';
import { developmentOrigin, isOurRequest, isPageUrl } from '../../../../../electron/main/security/page-address.js';

const dev = 'http://localhost:5173';

describe('the page’s address', () => {
  test('is app://bundle, and the development server’s only while there is one', () => {
    expect(isPageUrl('app://bundle/index.html', null)).toBe(true);
    expect(isPageUrl('http://localhost:5173/', dev)).toBe(true);
    expect(isPageUrl('http://localhost:5173/', null)).toBe(false);
  });

  test.each([
    'app://bundle.evil/index.html',
    'app://evil/bundle',
    'app://bundle@evil/',
    'app://me:pw@bundle/',
    'app:bundle',
    'http://localhost:51730/',
    'http://localhost:5173@evil/',
    'https://localhost:5173/',
    'about:blank',
    'about:srcdoc',
    'data:text/html,x',
    'blob:app://bundle/1',
    'file:///index.html',
    'devtools://devtools/x',
    '',
  ])('%j is not ours', (url) => {
    expect(isPageUrl(url, dev)).toBe(false);
  });

  test.each(['app://bundle/a.js', 'data:image/png;base64,AA', 'devtools://devtools/bundled/x.js'])('%s may be loaded', (url) => {
    expect(isOurRequest(url, null)).toBe(true);
  });

  test.each([
    'https://example.org/x.js',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'ws://localhost:5173/',
    'ftp://x/',
    'app://evil/x',
    'x',
  ])('%s may not be loaded', (url) => {
    expect(isOurRequest(url, null)).toBe(false);
  });

  test('a development server may be reached by http and WebSocket, and no other port of the machine', () => {
    expect(isOurRequest('http://localhost:5173/main.tsx', dev)).toBe(true);
    expect(isOurRequest('ws://localhost:5173/', dev)).toBe(true);
    expect(isOurRequest('http://localhost:9222/json', dev)).toBe(false);
  });

  test('a packaged app has no development server, whatever the environment says', () => {
    expect(developmentOrigin('http://localhost:5173/index.html', false)).toBe('http://localhost:5173');
    expect(developmentOrigin('http://localhost:5173', true)).toBeNull();
    expect(developmentOrigin('file:///tmp/x.html', false)).toBeNull();
    expect(developmentOrigin(undefined, false)).toBeNull();
  });
});

describe('a link to the outside', () => {
  test('is handed to the browser when it is https', async () => {
    const opened: string[] = [];
    const open = async (url: string): Promise<void> => void opened.push(url);
    expect(await openLink('https://example.org/a b', open)).toBe(true);
    expect(await openLink('file:///etc/passwd', open)).toBe(false);
    expect(opened).toEqual(['https://example.org/a%20b']);
  });

  test.each([
    'http://example.org',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    '\\\\host\\share',
    '//host/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'magnet:?xt=urn:btih:aa',
    'https://user:pw@example.org',
    'https://',
    `https://example.org/${'a'.repeat(3_000)}`,
    '',
  ])('%j is not', (link) => {
    expect(isOpenableLink(link)).toBe(false);
  });
});
