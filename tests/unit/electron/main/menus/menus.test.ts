import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { appCommands, type DoableCommandId, isDoable } from '../../../../../electron/contract/app-commands.js';
import type { TorrentMenuArgs } from '../../../../../electron/contract/shell.js';
import { applicationMenu } from '../../../../../electron/main/menus/application-menu.js';
import { columnsMenu, fileMenu, torrentMenu } from '../../../../../electron/main/menus/context-menus.js';
import { chooseForTest, type TestHooks } from '../../../../../electron/main/test-hooks.js';

const doable = appCommands()
  .map(({ id }) => id)
  .filter(isDoable);
function items(platform: NodeJS.Platform, send: (command: DoableCommandId) => void = () => undefined): MenuItemConstructorOptions[] {
  const menu = applicationMenu({ platform, development: false, appName: 'Shoal', send });
  const inside = (entries: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    entries.flatMap((entry) => (Array.isArray(entry.submenu) ? inside(entry.submenu) : [entry]));
  return inside(menu);
}

const ARGS: TorrentMenuArgs = {
  count: 1,
  canPause: true,
  canResume: false,
  forced: false,
  sequential: false,
  firstLast: false,
  superSeed: false,
  priority: 'normal',
  label: null,
  labels: ['films', 'R&D'],
};

describe('the application menu', () => {
  test.each(['linux', 'win32', 'darwin'] as const)('sends each command it shows, once a click (%s)', (platform) => {
    const sent: DoableCommandId[] = [];
    const own = items(platform, (command) => sent.push(command)).filter((item) => item.click !== undefined);
    for (const item of own) (item.click as () => void)();
    expect(sent).toEqual(own.map((item) => item.id));
    // the sheet of keys aside, whatever can be done is in the menu; on a Mac the system selects all
    const byRole = platform === 'darwin' ? ['select-all'] : [];
    expect([...sent, ...byRole, 'escape'].sort()).toEqual([...doable].sort());
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
    const menu = torrentMenu({ ...ARGS, count: 12 }, false);
    expect(menu.slice(-3)).toMatchObject([{ value: 'remove' }, 'separator', { value: 'remove-data' }]);
    expect(menu).toContainEqual(expect.objectContaining({ label: 'Pause (12)', enabled: true }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'resume', enabled: false }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'show-in-folder', enabled: false }));
  });

  test('shows which order is on for the selection', () => {
    const menu = torrentMenu({ ...ARGS, sequential: true, superSeed: true }, false);
    expect(menu).toContainEqual(expect.objectContaining({ value: 'sequential', toggled: true }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'first-last', toggled: false }));
    expect(menu).toContainEqual(expect.objectContaining({ value: 'super-seed', toggled: true }));
  });

  test('shows that all of them run whatever the queue says', () => {
    const menu = torrentMenu({ ...ARGS, count: 2, forced: true }, false);
    expect(menu).toContainEqual(expect.objectContaining({ value: 'force-start', toggled: true }));
  });

  test('the file menu marks the priority the files share, and none when they differ', () => {
    const marked = (priority: 'skip' | null) =>
      fileMenu(priority).filter((entry) => entry !== 'separator' && 'checked' in entry && entry.checked);
    expect(marked('skip')).toMatchObject([{ value: { priority: 'skip' } }]);
    expect(marked(null)).toEqual([]);
  });

  test('offers the labels, with the one that all of them have marked', () => {
    const labels = torrentMenu({ ...ARGS, label: 'films' }, false).find((entry) => entry !== 'separator' && entry.label === 'Label');
    expect(labels).toMatchObject({
      submenu: [
        { value: { label: null }, checked: false },
        { value: { label: 'films' }, checked: true },
        { value: { label: 'R&D' }, label: 'R&&D', checked: false },
        'separator',
        { value: 'label' },
      ],
    });
  });

  test('each command of the torrent menu is in the application menu, too', () => {
    const known = new Set(items('linux').map((item) => item.id));
    const inMenu = torrentMenu(ARGS, false).flatMap((entry) => (entry === 'separator' ? [] : 'submenu' in entry ? entry.submenu : [entry]));
    const ids = inMenu.flatMap((entry) =>
      entry !== 'separator' && 'value' in entry && typeof entry.value === 'string' ? [entry.value] : [],
    );
    expect(ids.length).toBeGreaterThan(15);
    for (const id of ids) expect(known, id).toContain(id);
  });

  test('a column that must stay cannot be switched off', () => {
    const menu = columnsMenu({ columns: [{ id: 'name', label: 'Name', on: true, fixed: true }] });
    expect(menu).toContainEqual(expect.objectContaining({ label: 'Name', enabled: false, toggled: true }));
  });

  test('a test chooses by label or value, cannot choose what is disabled, and sees the labels', async () => {
    const choose = async (wanted: unknown) => {
      const hooks = { nextMenuChoice: wanted, lastMenu: [] } as unknown as TestHooks;
      return { chosen: await chooseForTest(torrentMenu(ARGS, false), hooks), hooks };
    };
    expect((await choose('Pause')).chosen).toBe('pause');
    expect((await choose('remove-data')).chosen).toBe('remove-data');
    expect((await choose({ label: 'films' })).chosen).toEqual({ label: 'films' });
    expect((await choose('resume')).chosen).toBeNull();
    expect((await choose(null)).chosen).toBeNull();
    expect((await choose('Pause')).hooks.lastMenu).toContain('Resume');
    expect((await choose('Pause')).hooks.lastMenu).toContain('Label > films');
    expect((await choose('Pause')).hooks.nextMenuChoice).toBeUndefined();
  });
});
