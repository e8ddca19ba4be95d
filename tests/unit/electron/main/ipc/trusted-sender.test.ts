import type { WebFrameMain } from 'electron';
import { describe, expect, test } from 'vitest';
import { isTrustedSender, type Sender, senderOf } from '../../../../../electron/main/ipc/trusted-sender.js';

const page: Sender = { webContentsId: 1, frameUrl: 'app://bundle/index.html', isMainFrame: true };
const trusted = (sender: Sender, devOrigin: string | null = null): boolean => isTrustedSender(sender, (id) => id === 1, devOrigin);

describe('a sender', () => {
  test('is trusted when it is the main frame of our window with our page', () => {
    expect(trusted(page)).toBe(true);
    expect(trusted({ ...page, frameUrl: 'http://localhost:5173/' }, 'http://localhost:5173')).toBe(true);
  });

  test.each<[string, Partial<Sender>]>([
    ['an iframe', { isMainFrame: false }],
    ['a frame that is gone', { frameUrl: null }],
    ['another window', { webContentsId: 2 }],
    ['another site', { frameUrl: 'https://example.org/' }],
    ['an empty page', { frameUrl: 'about:blank' }],
    ['a look-alike', { frameUrl: 'app://bundle.example/index.html' }],
  ])('is not trusted when it is %s', (_what, change) => {
    expect(trusted({ ...page, ...change })).toBe(false);
  });

  test('is read from an event, and a frame that died meanwhile is nobody', () => {
    const frame = { url: 'app://bundle/', parent: null } as unknown as WebFrameMain;
    expect(senderOf({ sender: { id: 7 }, senderFrame: frame })).toEqual({ webContentsId: 7, frameUrl: 'app://bundle/', isMainFrame: true });
    const child = { url: 'app://bundle/', parent: frame } as unknown as WebFrameMain;
    expect(senderOf({ sender: { id: 7 }, senderFrame: child }).isMainFrame).toBe(false);
    expect(trusted(senderOf({ sender: { id: 1 }, senderFrame: null }))).toBe(false);
    const dead = {
      get url(): string {
        throw new Error('Render frame was disposed');
      },
    } as unknown as WebFrameMain;
    expect(trusted(senderOf({ sender: { id: 1 }, senderFrame: dead }))).toBe(false);
  });
});
