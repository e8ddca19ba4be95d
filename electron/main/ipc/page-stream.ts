/**
 * What flows to one page: the engine's view of it and the shell's news, in batches of one message a tick.
 * Invariants: nothing of the view is sent while the page or its window is hidden; a page that (re)loads gets a
 * fresh snapshot; a snapshot chunk ends its message, so that no message grows beyond one chunk and some deltas; the next
 * chunk is made when the page has taken in the last.
 */

import type { TorrentId } from '../../../engine/api/ids.js';
import type { DetailsRequest, EngineView, ViewMessage } from '../../../engine/api/view-messages.js';
import type { Push } from '../../contract/channel.js';
import type { ShellPush } from '../../contract/shell.js';
import type { ViewControl } from '../../contract/view.js';

export interface PageStreamHost {
  /** Opens the engine's view, or one that stands in for it, or null: while there is no engine, `engineReady` is called later. */
  openView(send: (message: ViewMessage) => void): EngineView | null;
  /** Sends one message to the page. */
  post(batch: readonly Push[]): void;
  /** Runs once the current turn is over. */
  soon(run: () => void): void;
  /** Sees every view message on its way. */
  observe(message: ViewMessage): void;
  /** The page has said that it listens, or has gone. */
  onListening(listening: boolean): void;
}

export class PageStream {
  private listening = false;
  private pageVisible = true;
  private windowVisible = false;
  private view: EngineView | null = null;
  private viewVisible = false;
  private visibleRows: readonly TorrentId[] = [];
  private details: DetailsRequest | null = null;
  private queue: Push[] = [];
  private flushing = false;

  constructor(private readonly host: PageStreamHost) {}

  /** A control message of the page. */
  receive(control: ViewControl): void {
    switch (control.kind) {
      case 'ready':
        this.pageGone();
        this.listening = true;
        this.pageVisible = true;
        this.refresh();
        this.host.onListening(true);
        break;
      case 'visible':
        this.pageVisible = control.visible;
        this.refresh();
        break;
      case 'visible-rows':
        this.visibleRows = control.ids;
        this.view?.setVisibleRows(control.ids);
        break;
      case 'more':
        this.view?.more();
        break;
      case 'details':
        this.details = control.request;
        this.view?.setDetails(control.request);
        break;
    }
  }

  /** The window was shown, hidden, minimised or restored. */
  setWindowVisible(visible: boolean): void {
    this.windowVisible = visible;
    this.refresh();
  }

  /** From now on `openView` gives the engine's view, in place of any that stood in for it. */
  engineReady(): void {
    this.view?.close();
    this.view = null;
    this.queue = this.queue.filter((push) => push.kind !== 'view');
    this.refresh();
  }

  /** The view that feeds the page now. */
  get engineView(): EngineView | null {
    return this.view;
  }

  /** Shell news for the page; lost when no page listens. */
  push(push: ShellPush): void {
    if (this.listening) this.enqueue({ kind: 'shell', push });
  }

  /** The page was left, reloaded, crashed or closed: whatever comes next begins with `ready`. */
  pageGone(): void {
    this.view?.close();
    this.view = null;
    this.queue = [];
    this.visibleRows = [];
    this.details = null;
    if (this.listening) {
      this.listening = false;
      this.host.onListening(false);
    }
  }

  private get shown(): boolean {
    return this.listening && this.pageVisible && this.windowVisible;
  }

  private refresh(): void {
    if (this.view === null) {
      if (this.shown) this.open();
    } else if (this.viewVisible !== this.shown) {
      this.viewVisible = this.shown;
      this.view.setVisible(this.shown);
    }
  }

  private open(): void {
    let opened: EngineView | null = null;
    let early = true; // a view may send its first message before it is returned
    opened = this.host.openView((message) => {
      if ((early || opened === this.view) && this.shown) {
        this.host.observe(message);
        this.enqueue({ kind: 'view', message });
      }
    });
    early = false;
    this.view = opened;
    this.viewVisible = true;
    if (opened === null) return;
    if (this.visibleRows.length > 0) opened.setVisibleRows(this.visibleRows);
    if (this.details !== null) opened.setDetails(this.details);
  }

  private enqueue(push: Push): void {
    this.queue.push(push);
    this.schedule();
  }

  private schedule(): void {
    if (this.flushing) return;
    this.flushing = true;
    this.host.soon(() => {
      this.flushing = false;
      this.flush();
    });
  }

  private flush(): void {
    if (this.queue.length === 0) return;
    const snapshot = this.queue.findIndex(isSnapshot);
    const batch = this.queue.splice(0, snapshot < 0 ? this.queue.length : snapshot + 1);
    this.host.post(batch);
    if (this.queue.length > 0) this.schedule();
  }
}

const isSnapshot = (push: Push): boolean =>
  push.kind === 'view' && (push.message.kind === 'rows-snapshot' || push.message.kind === 'details-snapshot');
