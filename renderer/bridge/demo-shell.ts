/** What the app's shell does, as far as a browser can: samples are opened instead of files, preferences last as long as the page. */
import { DEFAULT_PREFERENCES } from '../../electron/contract/default-preferences.js';
import type {
  AnyCommandName,
  CommandArgs,
  CommandResult,
  LanguageInUse,
  OpenTarget,
  Preferences,
  ShellCommands,
  ShellPush,
} from '../../electron/contract/index.js';
import { chooseLanguage, chooseLocale } from '../../i18n/runtime/languages.js';

type Handlers = { readonly [N in keyof ShellCommands]: (args: CommandArgs<N>) => CommandResult<N> | Promise<CommandResult<N>> };

/** What the open dialog gives: samples by number, a magnet link, a file that is no torrent. */
const CHOSEN = ['demo:2', 'demo:14', 'demo:21', 'magnet', 'notes'];

export class DemoShell {
  private preferences: Preferences;
  private readonly handlers: Handlers;

  constructor(
    query: URLSearchParams,
    private readonly push: (push: ShellPush) => void,
  ) {
    this.preferences = preferencesFrom(query);
    this.handlers = this.makeHandlers();
  }

  handles(name: AnyCommandName): name is keyof ShellCommands {
    return name in this.handlers;
  }

  run<N extends keyof ShellCommands>(name: N, args: CommandArgs<N>): CommandResult<N> | Promise<CommandResult<N>> {
    return this.handlers[name](args);
  }

  private makeHandlers(): Handlers {
    return {
      'shell.openTorrentDialog': () => this.open(CHOSEN.map((what) => targetOf(what, what === 'notes' ? 'notes.torrent' : what))),
      'shell.chooseFolder': () => '/home/demo/Downloads/Films',
      'shell.openDropped': ({ paths, texts }) =>
        this.open([
          ...paths.map((path, i) => targetOf(`demo:${i + 2}`, path)),
          ...texts.map((uri): OpenTarget => ({ kind: 'magnet', uri })),
        ]),
      'shell.pasteLink': () => {
        this.open([targetOf('magnet')]);
        return { found: true };
      },
      'shell.copyText': async ({ text }) => {
        await navigator.clipboard?.writeText(text).catch(() => undefined);
        return null;
      },
      'shell.showInFolder': () => null,
      'shell.torrentMenu': () => null,
      'shell.columnsMenu': () => null,
      'shell.entryMenu': () => null,
      'shell.setMini': ({ on }) => on,
      'shell.fileMenu': () => null,
      'shell.confirmRemoveData': ({ names }) => window.confirm(names.join('\n')),
      'preferences.get': () => this.preferences,
      'preferences.set': ({ changes }) => {
        const { language } = this.preferences;
        this.preferences = { ...this.preferences, ...changes };
        if (this.preferences.language !== language) this.push({ kind: 'language', inUse: this.language() });
        return null;
      },
      'shell.info': () => ({
        version: '0.1.0',
        electron: '',
        chrome: '',
        node: '',
        homePath: '/home/demo',
        language: this.language(),
        frozenAt: null,
        e2e: false,
        accent: null,
      }),
    };
  }

  private open(targets: readonly OpenTarget[]): null {
    setTimeout(() => this.push({ kind: 'open-targets', targets }), 10);
    return null;
  }

  private language(): LanguageInUse {
    const language = chooseLanguage(this.preferences.language, navigator.languages);
    return { language, locale: chooseLocale(language, navigator.languages) };
  }
}

/** A target as the app would push it; `magnet` is a link. */
function targetOf(what: string, name = what): OpenTarget {
  if (what === 'magnet') return { kind: 'magnet', uri: 'magnet:?xt=urn:btih:00&dn=Caminandes%204' };
  return { kind: 'torrent', fileName: name, bytes: new TextEncoder().encode(what) };
}

/** Preferences as the page's address asks for them. */
function preferencesFrom(query: URLSearchParams): Preferences {
  return {
    ...DEFAULT_PREFERENCES,
    theme: (query.get('theme') as Preferences['theme'] | null) ?? 'system',
    density: (query.get('density') as Preferences['density'] | null) ?? 'default',
    language: (query.get('language') as Preferences['language'] | null) ?? 'system',
    units: query.get('units') === 'binary' ? 'binary' : 'decimal',
    detailsVisible: query.get('details') !== '0',
    detailsTab: query.get('tab') ?? 'overview',
  };
}
