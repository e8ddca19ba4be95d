import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { answerAsset } = await import('../../../../../electron/main/app-scheme/app-scheme.js');

let dist = '';
beforeAll(async () => {
  dist = await mkdtemp(path.join(os.tmpdir(), 'shoal-assets-'));
  await mkdir(path.join(dist, 'renderer/assets'), { recursive: true });
  await writeFile(path.join(dist, 'renderer/index.html'), '<!doctype html>');
  await writeFile(path.join(dist, 'renderer/assets/main.js'), 'export {};');
  await writeFile(path.join(dist, 'renderer/assets/notes.exe'), 'MZ');
  await writeFile(path.join(dist, 'main.mjs'), 'secret');
});
afterAll(() => rm(dist, { recursive: true, force: true }));

const get = (url: string, method = 'GET'): Promise<Response> => answerAsset(path.join(dist, 'renderer'), { method, url });

describe('the app scheme', () => {
  test('serves a file with its type and the policy', async () => {
    const answer = await get('app://bundle/');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<!doctype html>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('app://bundle/assets/main.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test('the policy allows nothing by default, no inline script or style, no frame, and asks for trusted types', async () => {
    const policy = (await get('app://bundle/index.html')).headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')] as const));
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('style-src')).toBe("'self'");
    expect(directives.get('connect-src')).toBe("'self'");
    expect(directives.get('base-uri')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'none'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(directives.get('require-trusted-types-for')).toBe("'script'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test.each([
    'app://bundle/../main.mjs',
    'app://bundle/%2e%2e/main.mjs',
    'app://bundle/none.js',
    'app://bundle/assets',
    'app://bundle/assets/notes.exe',
  ])('%s is not found', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).not.toBeNull();
    expect(await answer.text()).not.toContain('secret');
  });

  test('answers nothing but GET', async () => {
    expect((await get('app://bundle/index.html', 'POST')).status).toBe(404);
  });
});
