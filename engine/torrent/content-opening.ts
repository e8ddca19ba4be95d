/** Opens a torrent's content against what lies on the disk; a record is trusted only where the files look untouched. */
import type { ErrorView } from '../api/errors.js';
import type { Bitfield } from '../base/bitfield.js';
import type { ResumeRecord } from '../resume/record.js';
import { looksUntouched } from './file-evidence.js';
import type { TorrentContent } from './torrent-content.js';

export type OpenOutcome =
  | { readonly kind: 'ready' }
  | { readonly kind: 'must-check' }
  | { readonly kind: 'failed'; readonly error: ErrorView };

/** Looks at the disk: can what the record says be trusted, or is there something to check? */
export function openContent(content: TorrentContent, record: ResumeRecord | null, answer: (outcome: OpenOutcome) => void): void {
  content.storage.stat((seen) => {
    if ('failed' in seen) return answer({ kind: 'failed', error: seen.failed });
    content.evidence = seen;
    const { files, have, kept, layout, savePath } = content;
    if (record !== null && hadSomething(record, have) && seen.sizes.every((size) => size <= 0)) {
      return answer({ kind: 'failed', error: gone(savePath) });
    }
    const present = seen.sizes.some((size, file) => size > 0 && !layout.isPad(file));
    const trusted = record === null || record.mustCheck ? !present : looksUntouched(files, have, layout, record, seen);
    if (!trusted || record === null) kept.clear();
    if (!trusted) return answer({ kind: 'must-check' });
    if (isAllThere(content, seen.sizes)) return answer({ kind: 'ready' });
    makeFiles(content, answer);
  });
}

/** Makes folders and empty files; then the swarm may begin. */
export function makeFiles({ files, priorities, storage }: TorrentContent, answer: (outcome: OpenOutcome) => void): void {
  const wanted = new Uint8Array(files.count);
  for (let file = 0; file < wanted.length; file++) wanted[file] = (priorities[file] ?? 0) > 0 ? 1 : 0;
  storage.prepare(wanted, (done) => answer(done.kind === 'failed' ? done : { kind: 'ready' }));
}

/** Its files must be somewhere. A record that was rebuilt knows no pieces, but may know that there were some. */
const hadSomething = ({ completedAt, downloadedBytes, mustCheck }: ResumeRecord, have: Bitfield): boolean =>
  !have.isEmpty || (mustCheck && (completedAt !== null || downloadedBytes > 0));

/** Every wanted file exists, so that nothing has to be made. */
const isAllThere = ({ layout, priorities }: TorrentContent, sizes: Float64Array): boolean =>
  sizes.every((size, file) => size >= 0 || layout.isPad(file) || (priorities[file] ?? 0) === 0) && sizes.some((size) => size >= 0);

const gone = (root: string): ErrorView => ({
  code: 'data-missing',
  message: `The files of this torrent are not in ${root}. Bring the drive or the files back, then resume.`,
  facts: { path: root },
});
