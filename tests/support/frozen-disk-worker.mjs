// Loaded before the disk worker in a test thread: files below a folder named `frozen` hang while the file `frozen/.hold` exists, as on
// a share that has gone away. Folders named `frozen*` count as a volume of their own.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const real = { openSync: fs.openSync, statSync: fs.statSync, statfsSync: fs.statfsSync };
const never = new Int32Array(new SharedArrayBuffer(4));

function wait(path) {
  const frozen = /^(.*\/frozen[^/]*)/.exec(String(path))?.[1];
  while (frozen !== undefined && real.statSync(`${frozen}/.hold`, { throwIfNoEntry: false }) !== undefined) Atomics.wait(never, 0, 0, 20);
}
fs.openSync = (path, ...rest) => {
  wait(path);
  return real.openSync(path, ...rest);
};
fs.statfsSync = (path, ...rest) => {
  wait(path);
  return real.statfsSync(path, ...rest);
};
fs.statSync = (path, options) => {
  if (String(path).includes('/frozen-probe')) wait(path);
  const stats = real.statSync(path, options);
  const name = /\/frozen[^/]*/.exec(String(path))?.[0];
  if (stats !== undefined && name !== undefined) stats.dev = 1_000_000 + name.length;
  return stats;
};
syncBuiltinESMExports();
