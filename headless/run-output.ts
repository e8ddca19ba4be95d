/**
 * What `download` and `seed` print: one JSON object a line for programs, or a bar and a few sentences for a person.
 * The names and fields of the JSON are a contract; new fields and new events may join it.
 */
import type { TorrentStats } from '../engine/api/engine.js';
import type { ErrorView } from '../engine/api/errors.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { CommandHost } from './command-host.js';
import { failureLine } from './failure.js';
import { countWords, durationWords, rateWords, shareWords, sizeWords } from './measure-words.js';
import { plainText } from './plain-text.js';
import { ProgressLine, progressBar } from './progress-line.js';
import { whyWords } from './why-words.js';

export interface CompleteFigures {
  /** Payload bytes of the wanted files. */
  readonly bytes: number;
  /** Since it was added. */
  readonly seconds: number;
  readonly verifiedPieces: number;
  readonly wastedBytes: number;
}

export class RunOutput {
  readonly #host: CommandHost;
  readonly #json: boolean;
  readonly #line: ProgressLine;

  constructor(host: CommandHost, json: boolean) {
    this.#host = host;
    this.#json = json;
    this.#line = new ProgressLine(host, !json);
  }

  added(id: TorrentId, name: string, hashes: { readonly infoHashV1: string | null; readonly infoHashV2: string | null }): void {
    const { infoHashV1, infoHashV2 } = hashes;
    this.#emit({ event: 'added', id, name, infoHashV1, infoHashV2 }, `Added ${name}`);
  }

  metadata(name: string, totalBytes: number): void {
    this.#emit({ event: 'metadata', name, totalSize: totalBytes }, `Found out what it holds: ${name}, ${sizeWords(totalBytes)}`);
  }

  /** Data was there before, and was checked. */
  existing({ goodPieces, pieces, toFetch }: { readonly goodPieces: number; readonly pieces: number; readonly toFetch: number }): void {
    const sentence = `Of the data that is here already ${shareWords(goodPieces, pieces)} matches; ${countWords(toFetch, 'piece')} to fetch`;
    this.#emit({ event: 'existing-data', goodPieces, pieces, toFetch }, sentence);
  }

  checking(share: number): void {
    if (!this.#json) this.#line.share('Checking', share, 1);
  }

  progress(stats: TorrentStats): void {
    if (this.#json) {
      this.#object({
        event: 'progress',
        downloaded: stats.receivedBytes,
        done: stats.doneBytes,
        total: stats.wantedBytes,
        verifiedPieces: stats.verifiedPieces,
        uploaded: stats.uploadedBytes,
        downBps: Math.round(stats.downBps),
        upBps: Math.round(stats.upBps),
        peers: stats.peers,
        why: stats.why,
      });
    } else this.#line.show(progressWords(stats));
  }

  complete(figures: CompleteFigures): void {
    const { bytes, seconds, verifiedPieces, wastedBytes } = figures;
    const pieces = countWords(verifiedPieces, 'piece');
    this.#emit(
      { event: 'complete', bytes, seconds, verifiedPieces, wastedBytes },
      `Complete: ${sizeWords(bytes)} in ${durationWords(seconds)}, ${pieces} verified`,
    );
  }

  seeding(name: string, port: number | null): void {
    this.#emit({ event: 'seeding', name, port }, `Seeding ${name}${port === null ? '' : ` on port ${port}`}; Ctrl+C ends it`);
  }

  /** News of a torrent that is whole. */
  sharing(stats: TorrentStats): void {
    if (this.#json) {
      this.#object({ event: 'sharing', uploaded: stats.uploadedBytes, upBps: Math.round(stats.upBps), peers: stats.peers });
    } else {
      this.#line.show(`Seeding  ${rateWords(stats.upBps)} up  ${sizeWords(stats.uploadedBytes)} sent  ${countWords(stats.peers, 'peer')}`);
    }
  }

  warning(error: ErrorView): void {
    if (this.#json) this.#object({ event: 'warning', code: error.code, message: error.message });
    else {
      this.#line.clear();
      this.#host.complain(`warning: ${failureLine(error.message)}`);
    }
  }

  /** The JSON line of a failure; the line on standard error is the caller's. */
  error(code: string, message: string): void {
    if (this.#json) this.#object({ event: 'error', code, message });
    else this.#line.clear();
  }

  stopped(): void {
    if (this.#json) this.#object({ event: 'stopped' });
    else this.#line.clear();
  }

  #emit(object: object, sentence: string): void {
    if (this.#json) return this.#object(object);
    this.#line.clear();
    this.#host.write(`${plainText(sentence)}\n`);
  }

  #object(object: object): void {
    this.#host.write(`${JSON.stringify(object)}\n`);
  }
}

function progressWords(stats: TorrentStats): string {
  const peers = countWords(stats.peers, 'peer');
  if (stats.wantedBytes === null) return `Asking ${peers} what the torrent holds`;
  const left = stats.wantedBytes - stats.doneBytes;
  const eta = stats.downBps >= 1 ? `  ${durationWords(left / stats.downBps)} left` : '';
  const share = stats.wantedBytes === 0 ? 1 : stats.doneBytes / stats.wantedBytes;
  const whole = `${progressBar(share)}  ${shareWords(stats.doneBytes, stats.wantedBytes).padStart(5)}`;
  const why = stats.downBps < 1 ? whyWords(stats.why) : null;
  if (why !== null) return `${whole}  ${why}`;
  const rates = `${rateWords(stats.downBps)} down  ${rateWords(stats.upBps)} up`;
  return `${whole}  ${rates}  ${peers}${eta}`;
}
