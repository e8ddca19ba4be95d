/**
 * The one queue for everything a person asks to open, from any source. Requests wait unread until the page listens,
 * so that they cost no memory, and leave the queue only when they were handed to it: a reload loses none.
 */
import path from 'node:path';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import type { OpenTarget } from '../../contract/shell.js';
import type { OpenRequest } from './open-request.js';

export interface OpenRequestsHost {
  readFile(file: string): Promise<OpenTarget>;
  /** Hands targets to the page, which listens. */
  deliver(targets: readonly OpenTarget[]): void;
}

/** Bytes of torrent files in one delivery, and requests that may wait. */
const MAX_DELIVERY_BYTES = 64 * 1024 * 1024;
const MAX_WAITING = 2_000;

export class OpenRequests {
  /** Each entry was asked for at once and is delivered at once, as far as its size allows. */
  private readonly waiting: OpenRequest[][] = [];
  private listening = false;
  private working: Promise<void> | null = null;

  constructor(private readonly host: OpenRequestsHost) {}

  /** Takes requests that belong together (one drop, one start). */
  add(requests: readonly OpenRequest[]): void {
    const room = MAX_WAITING - this.waiting.reduce((sum, group) => sum + group.length, 0);
    const group = requests.slice(0, Math.max(0, room));
    if (group.length === 0) return;
    this.waiting.push(group);
    this.work();
  }

  /** Whether the page listens. */
  setListening(listening: boolean): void {
    this.listening = listening;
    this.work();
  }

  /** Resolves when nothing more can be delivered at present. */
  async settled(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  private work(): void {
    if (!this.listening || this.waiting.length === 0) return;
    this.working ??= this.deliverAll().finally(() => {
      this.working = null;
      this.work(); // the page may have come back meanwhile
    });
  }

  private async deliverAll(): Promise<void> {
    for (let group = this.waiting[0]; group !== undefined && this.listening; group = this.waiting[0]) {
      const targets = await this.read(group);
      if (!this.listening) return;
      group.splice(0, targets.length);
      if (group.length === 0) this.waiting.shift();
      this.host.deliver(targets);
    }
  }

  /** The first requests of a group, as many as fit into one delivery; at least one. */
  private async read(group: readonly OpenRequest[]): Promise<OpenTarget[]> {
    const targets: OpenTarget[] = [];
    let bytes = 0;
    for (const request of group) {
      if (bytes >= MAX_DELIVERY_BYTES) break;
      const target = request.kind === 'file' ? await this.readSafely(request.path) : asTarget(request);
      if (target.kind === 'torrent') bytes += target.bytes.byteLength;
      targets.push(target);
    }
    return targets;
  }

  private async readSafely(file: string): Promise<OpenTarget> {
    try {
      return await this.host.readFile(file);
    } catch {
      const fileName = path.basename(file);
      return { kind: 'rejected', fileName, message: t('opening.unreadable', { name: foreign(fileName) }) };
    }
  }
}

function asTarget(request: Exclude<OpenRequest, { kind: 'file' }>): OpenTarget {
  if (request.kind === 'magnet') return { kind: 'magnet', uri: request.uri };
  return { kind: 'rejected', fileName: request.what, message: request.message };
}
