/** Collects a worker's answers, so that a batch of jobs costs one message back. */
import { ANSWER_WORDS, type AnswerExtra, type WorkerReport } from './disk-protocol.js';

export type AnswerSink = (report: WorkerReport) => void;

export class ReportBatch {
  private answers: number[] = [];
  private extras: AnswerExtra[] = [];
  private createdFiles: number[] = [];

  constructor(private readonly send: AnswerSink) {}

  answer(job: number, code: number, extra?: AnswerExtra): void {
    this.answers.push(job, code, extra === undefined ? -1 : this.extras.push(extra) - 1);
  }

  /** A file that did not exist before; goes out with, or before, the answer of the job that made it. */
  created(torrent: number, file: number): void {
    this.createdFiles.push(torrent, file);
  }

  flush(): void {
    if (this.answers.length === 0 && this.createdFiles.length === 0) return;
    const report = { answers: this.answers, extras: this.extras, created: this.createdFiles };
    this.answers = [];
    this.extras = [];
    this.createdFiles = [];
    this.send(report);
  }
}

/** Visits the answers of a report. */
export function eachAnswer(report: WorkerReport, visit: (job: number, code: number, extra: AnswerExtra | undefined) => void): void {
  const { answers, extras } = report;
  for (let at = 0; at < answers.length; at += ANSWER_WORDS) {
    const extra = answers[at + 2] ?? -1;
    visit(answers[at] ?? 0, answers[at + 1] ?? 0, extra < 0 ? undefined : extras[extra]);
  }
}
