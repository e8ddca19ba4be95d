/** Where a benchmark plays: payloads and their torrents in memory or on the disk, made once and removed at the end. */
import { spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch, type Scratch } from '../support/payload.js';
import type { Work } from './clients/bench-client.js';
import { SHOAL } from './places.js';

export const MIB = 1024 * 1024;
export const GIB = 1024 * MIB;
const CHUNK = 4 * MIB;
/** rtorrent refuses a torrent without a tracker; nobody listens there, and nobody else asks. */
const DEAD_TRACKER = 'http://127.0.0.1:1/announce';

export interface PayloadShape {
  readonly name: string;
  readonly bytes: number;
  readonly files?: number;
  readonly pieceBytes: number;
  /** Nothing but holes: costs no memory to seed. */
  readonly sparse?: boolean;
}

export class Stage {
  private readonly scratch: Scratch;
  private readonly made = new Map<string, string>();

  constructor(on: 'memory' | 'disk' = 'memory') {
    this.scratch = makeScratch('bench', on);
  }

  /** One torrent of the shape; the payload of a name is made once, whatever its pieces. */
  work(shape: PayloadShape): Work {
    const dir = this.payload(shape);
    const torrent = this.scratch.path(`${shape.name}-${shape.pieceBytes}.torrent`);
    if (!existsSync(torrent)) {
      const words = [SHOAL, 'create', join(dir, shape.name), '--out', torrent, '--piece-size', String(shape.pieceBytes)];
      const made = spawnSync(process.execPath, [...words, '--tracker', DEAD_TRACKER], { encoding: 'utf8' });
      if (made.status !== 0) throw new Error(`shoal create failed: ${made.stderr}`);
    }
    return { torrents: [torrent], dir, bytes: shape.bytes };
  }

  /** Several torrents as one work. */
  works(shapes: readonly PayloadShape[]): Work {
    const each = shapes.map((shape) => this.work(shape));
    const dir = this.scratch.folder('data');
    return { torrents: each.flatMap(({ torrents }) => torrents), dir, bytes: each.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** An empty folder for a download, or for a client's own files; `drop` it when done. */
  folder(): string {
    return this.scratch.folder(`run-${this.made.size}-${Math.random().toString(36).slice(2)}`);
  }
  drop(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
  }
  dispose(): void {
    this.scratch.dispose();
  }

  private payload({ name, bytes, files = 1, sparse = false }: PayloadShape): string {
    const dir = this.scratch.folder('data');
    if (this.made.has(name)) return dir;
    this.made.set(name, dir);
    if (files === 1) writeFile(join(dir, name), bytes, name, sparse);
    else {
      const share = Math.floor(bytes / files);
      for (let i = 0; i < files; i++) {
        const folder = join(dir, name, `part-${Math.floor(i / 500)}`);
        mkdirSync(folder, { recursive: true });
        writeFile(join(folder, `file-${i}.bin`), i < files - 1 ? share : bytes - share * (files - 1), `${name}${i}`, sparse);
      }
    }
    return dir;
  }
}

/** Bytes that look random and depend on the seed alone. */
function writeFile(path: string, bytes: number, seed: string, sparse: boolean): void {
  const fd = openSync(path, 'w');
  if (sparse) ftruncateSync(fd, bytes);
  else {
    const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
    const zeros = Buffer.alloc(Math.min(CHUNK, bytes));
    for (let at = 0; at < bytes; at += CHUNK) writeSync(fd, cipher.update(zeros.subarray(0, Math.min(CHUNK, bytes - at))));
  }
  closeSync(fd);
}

/** The first file that differs from the original, or null. Compared in chunks, so that a payload of any size will do. */
export function firstDifference(work: Work, dir: string, names: readonly string[] = readdirSync(dir)): string | null {
  for (const name of names.filter((entry) => !entry.startsWith('.'))) {
    const [original, copy] = [join(work.dir, name), join(dir, name)];
    if (statSync(original).isDirectory()) {
      const inside = firstDifference({ ...work, dir: original }, copy);
      if (inside !== null) return join(name, inside);
    } else if (!sameBytes(original, copy)) return name;
  }
  return null;
}

function sameBytes(original: string, copy: string): boolean {
  const { size } = statSync(original);
  if (statSync(copy).size !== size) return false;
  if (size < CHUNK) return readFileSync(original).equals(readFileSync(copy));
  return spawnSync('cmp', ['-s', original, copy]).status === 0;
}

/** Touches memory and lets it go: a virtual machine that hands pages back to its host pays for the first touch of each. */
export function warmMemory(bytes = 2 * GIB): void {
  const words = `import mmap; mmap.mmap(-1, ${bytes}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x8000).close()`;
  spawnSync('/usr/bin/python3', ['-c', words]);
}
