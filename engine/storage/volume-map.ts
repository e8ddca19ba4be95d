/**
 * Which volume a folder lies on. A worker finds out (asking may hang), one folder at a time, so that a dead share
 * costs one worker and no more; jobs for a folder wait until its volume is known. Kept while the folder is in use.
 */
import type { DiskJob } from './disk-job.js';
import { ANSWER_DONE, type AnswerExtra } from './disk-protocol.js';
import { Volume } from './volume.js';

/** A folder in use. */
export interface Place {
  readonly root: string;
  uses: number;
  volume: Volume | null;
  /** A worker has been, or is being, asked for the volume. */
  asked: boolean;
  /** Jobs that came before the volume was known. */
  waiting: DiskJob[];
}

export interface VolumeMapHost {
  submit(volume: Volume, job: DiskJob): void;
  /** The folder lies on a volume that does not answer just now. */
  onPlacedOnStalled(root: string): void;
}

export class VolumeMap {
  private readonly places = new Map<string, Place>();
  private readonly volumes = new Map<string, Volume>();
  private readonly unasked: Place[] = [];
  private asking: Volume | null = null;

  constructor(private readonly host: VolumeMapHost) {}

  /** Counts a use of the folder. */
  use(root: string): Place {
    const known = this.places.get(root);
    if (known !== undefined) {
      known.uses++;
      return known;
    }
    const place: Place = { root, uses: 1, volume: null, asked: false, waiting: [] };
    this.places.set(root, place);
    return place;
  }

  /** Ends a use. The volume is asked for anew when the folder is used again: a drive may have been mounted meanwhile. */
  release(place: Place): void {
    place.uses--;
    this.tidy(place);
  }

  /** Hands the job on to the volume of the place. */
  submit(place: Place, job: DiskJob): void {
    if (place.volume !== null) {
      this.host.submit(place.volume, job);
      return;
    }
    place.waiting.push(job);
    if (place.asked) return;
    place.asked = true;
    this.unasked.push(place);
    if (this.asking === null) this.askNext();
  }

  /** Takes out jobs that still wait for their volume. */
  discard(place: Place, matches: (job: DiskJob) => boolean): void {
    place.waiting = place.waiting.filter((job) => !matches(job));
  }

  /** A volume stalled: when it is the one being asked, the others need not wait for it. */
  onStalled(volume: Volume): void {
    if (volume === this.asking) this.askNext();
  }

  private askNext(): void {
    const place = this.unasked.shift();
    if (place === undefined) {
      this.asking = null;
      return;
    }
    const unknown = new Volume();
    unknown.roots.add(place.root);
    this.asking = unknown;
    this.host.submit(unknown, {
      torrent: null,
      priority: 'short',
      costBytes: 0,
      words: null,
      fileJob: { kind: 'volume', path: place.root },
      slabs: [],
      settle: (code, extra) => {
        unknown.roots.delete(place.root);
        this.settle(place, deviceKey(place.root, code, extra));
        if (this.asking === unknown) this.askNext();
      },
    });
  }

  private settle(place: Place, key: string): void {
    let volume = this.volumes.get(key);
    if (volume === undefined) {
      volume = new Volume();
      this.volumes.set(key, volume);
    }
    place.volume = volume;
    volume.roots.add(place.root);
    if (volume.stalled) this.host.onPlacedOnStalled(place.root);
    const { waiting } = place;
    place.waiting = [];
    for (const job of waiting) this.host.submit(volume, job);
    this.tidy(place);
  }

  /** A folder whose question is still out stays, however little it is used: asking twice would cost a second worker. */
  private tidy(place: Place): void {
    if (place.uses > 0 || (place.asked && place.volume === null)) return;
    this.places.delete(place.root);
    place.volume?.roots.delete(place.root);
  }
}

/** A folder that cannot even be asked about stands for itself. */
function deviceKey(root: string, code: number, extra: AnswerExtra | undefined): string {
  const known = code === ANSWER_DONE && extra !== undefined && 'kind' in extra && extra.kind === 'number';
  return known ? `device ${extra.value}` : `folder ${root}`;
}
