import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import type { MenuCommand } from '../../../../../electron/contract/shell.js';
import { applicationMenu } from '../../../../../electron/main/menus/application-menu.js';
import { fileMenu, torrentMenu } from '../../../../../electron/main/menus/context-menus.js';
import { chooseForTest, type TestHooks } from '../../../../../electron/main/test-hooks.js';

const commands: readonly MenuCommand[] = [
  'open-file',
  'paste-link',
  'find',
  'select-all',
  'pause-resume',
  'remove',
  'remove-data',
  'undo',
  'toggle-details',
  'toggle-sidebar',
  'theme-next',
];
function items(platform: NodeJS.Platform, send: (command: MenuCommand) => void = () => undefined): MenuItemConstructorOptions[] {
  const menu = applicationMenu({ platform, development: false, appName: 'Shoal', send });
  return menu.flatMap((entry) => (Array.isArray(entry.submenu) ? entry.submenu : []));
}

describe('the application menu', () => {
  test.each(['linux', 'win32', 'darwin'] as const)('sends each command it shows, once a click (%s)', (platform) => {
    const sent: MenuCommand[] = [];
    const own = items(platform, (command) => sent.push(command)).filter((item) => item.click !== undefined);
    for (const item of own) (item.click as () => void)();
    expect(sent).toEqual(own.map((item) => item.id));
    const byRole = platform === 'darwin' ? ['select-all'] : [];
    expect([...sent, ...byRole].sort()).toEqual([...commands].sort());
  });

  test.each(['linux', 'win32', 'darwin'] as const)('gives no key twice (%s)', (platform) => {
    const keys = items(platform).flatMap((item) => (item.accelerator === undefined ? [] : [String(item.accelerator)]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('leaves the keys that mean something while typing to the page', () => {
    const registered = items('linux').filter((item) => item.registerAccelerator !== false && item.role === undefined);
    expect(registered.map((item) => item.accelerator)).not.toContain('Delete');
    expect(items('linux').filter((item) => ['undo', 'select-all', 'remove', 'remove-data'].includes(String(item.id)))).toSatisfy(
      (found: MenuItemConstructorOptions[]) => found.length === 4 && found.every((item) => item.registerAccelerator === false),
    );
  });

  test('has developer tools in development only', () => {
    expect(items('linux').some((item) => item.role === 'toggleDevTools')).toBe(false);
    const development = applicationMenu({ platform: 'linux', development: true, appName: 'Shoal', send: () => undefined });
    expect(JSON.stringify(development)).toContain('toggleDevTools');
  });
});

describe('context menus', () => {
  test('removing data stands last and apart from removing', () => {
    const menu = torrentMenu({ count: 12, canPause: true, canResume: false }, false);
    expect(menu.slice(-3)).toMatchObject([{ value: 'remove' }, 'separator', { value: 'remove-data' }]);
    expect(menu).toContainEqual(expect.objectContaining({ label: 'Pause (12)', enabled: true }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'resume', enabled: false }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'show', enabled: false }));
  });

  test('shows which order is on for the selection', () => {
    const menu = torrentMenu({ count: 1, canPause: true, canResume: false, sequential: true, firstLast: false, superSeed: true }, false);
    expect(menu).toContainEqual(expect.objectContaining({ value: 'sequential', toggled: true }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'first-last', toggled: false }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'super-seed', toggled: true }));
  });

  test('shows that all of them run whatever the queue says', () => {
    const menu = torrentMenu({ count: 2, canPause: true, canResume: false, forced: true }, false);
    expect(menu).toContainEqual(expect.objectContaining({ value: 'force-start', toggled: true }));
  });

  test('the file menu marks the priority the files share, and none when they differ', () => {
    const marked = (priority: 'skip' | null) => fileMenu(priority).filter((entry) => entry !== 'separator' && entry.checked);
    expect(marked('skip')).toMatchObject([{ value: { priority: 'skip' } }]);
    expect(marked(null)).toEqual([]);
  });

  test('a test chooses by label or value, cannot choose what is disabled, and sees the labels', () => {
    const choose = (wanted: unknown) => {
      const hooks = { nextMenuChoice: wanted, lastMenu: [] } as unknown as TestHooks;
      return { chosen: chooseForTest(torrentMenu({ count: 1, canPause: true, canResume: false }, false), hooks), hooks };
    };
    expect(choose('Pause').chosen).toBe('pause');
    expect(choose('remove-data').chosen).toBe('remove-data');
    expect(choose('resume').chosen).toBeNull();
    expect(choose(null).chosen).toBeNull();
    expect(choose('Pause').hooks.lastMenu).toContain('Resume');
    expect(choose('Pause').hooks.nextMenuChoice).toBeUndefined();
  });
});
