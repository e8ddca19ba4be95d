/**
 * Looks at the files of many torrents of one folder, gathered into few questions to a worker: a message costs more than
 * the look at a file. Few are asked at a time, so that no second worker starts for the sake of these.
 * Invariant: every question is answered once.
 */
import type { LeftFiles } from '../metainfo/left-files.js';
import type { DiskJob } from './disk-job.js';
import { ANSWER_DONE, type AnswerExtra } from './disk-protocol.js';

/** Files are looked at in questions of about so many, so that payload need not wait long behind one. */
const FULL_FILES = 128;
/** One that a worker is busy with, and the next. */
const MOST_ASKED = 2;
/** What a look at a file weighs beside payload: as much as fills a worker is asked at a time. */
const LOOK_BYTES = 64 * 1024;

type Answer = (same: boolean) => void;

export class LookBatch {
  private gathered = new Question();
  private readonly waiting: Question[] = [];
  private asked = 0;

  constructor(
    private readonly root: string,
    /** Calls `flush` before long. */
    private readonly plan: () => void,
    private readonly submit: (job: DiskJob) => void,
  ) {}

  add(files: LeftFiles, answer: Answer): void {
    if (this.gathered.isEmpty) this.plan();
    this.gathered.add(files, answer);
    if (this.gathered.paths.length >= FULL_FILES) this.flush();
  }

  /** Asks what has been gathered. */
  flush(): void {
    if (this.gathered.isEmpty) return;
    this.waiting.push(this.gathered);
    this.gathered = new Question();
    this.askNext();
  }

  private askNext(): void {
    while (this.asked < MOST_ASKED) {
      const question = this.waiting.shift();
      if (question === undefined) return;
      this.asked++;
      this.submit({
        torrent: null,
        priority: 'short',
        costBytes: question.paths.length * LOOK_BYTES,
        words: null,
        fileJob: question.job(this.root),
        slabs: [],
        settle: (code, extra) => {
          this.asked--;
          this.askNext();
          question.settle(sameOf(code, extra));
        },
      });
    }
  }
}

/** Files of several torrents, one after the other. */
class Question {
  readonly paths: string[] = [];
  private readonly counts: number[] = [];
  private readonly sizes: number[] = [];
  private readonly mtimesMs: number[] = [];
  private readonly answers: Answer[] = [];

  get isEmpty(): boolean {
    return this.answers.length === 0;
  }

  add({ mtimesMs, paths, sizes }: LeftFiles, answer: Answer): void {
    this.counts.push(paths.length);
    for (let file = 0; file < paths.length; file++) {
      this.paths.push(paths[file] ?? '');
      this.sizes.push(sizes[file] ?? -1);
      this.mtimesMs.push(mtimesMs[file] ?? -1);
    }
    this.answers.push(answer);
  }

  job(root: string): NonNullable<DiskJob['fileJob']> {
    const [sizes, mtimesMs] = [Float64Array.from(this.sizes), Float64Array.from(this.mtimesMs)];
    return { kind: 'compare', path: root, counts: this.counts, paths: this.paths.join('\0'), sizes, mtimesMs };
  }

  settle(same: Uint8Array | null): void {
    for (const [at, answer] of this.answers.entries()) answer(same?.[at] === 1);
  }
}

/** Null when the worker could not look. */
function sameOf(code: number, extra: AnswerExtra | undefined): Uint8Array | null {
  return code === ANSWER_DONE && extra !== undefined && 'kind' in extra && extra.kind === 'compare' ? extra.same : null;
}
