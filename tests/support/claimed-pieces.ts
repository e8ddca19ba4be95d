/** What a saved state claims, judged by a script that shares no code with Shoal: every claimed piece is hashed on the disk. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runShoal } from './shoal.js';

const SCRIPT = fileURLToPath(new URL('claimed-pieces.py', import.meta.url));

export interface Claims {
  readonly torrents: number;
  readonly unreadable: number;
  readonly claimed: number;
  /** Torrent and piece. */
  readonly wrong: readonly (readonly [string, number | 'info'])[];
}

/** Of a state on the disk, which no program need be running over. */
export async function claimsOf(stateDir: string): Promise<Claims> {
  const { code, stderr, stdout } = await runShoal(['state', 'dump', '--state', stateDir]);
  if (code !== 0) throw new Error(`the state of ${stateDir} cannot be dumped: ${stderr}`);
  const checked = spawnSync('python3', [SCRIPT], { input: stdout, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (checked.status !== 0) throw new Error(`the claims of ${stateDir} cannot be checked: ${checked.stderr}`);
  return JSON.parse(checked.stdout) as Claims;
}
