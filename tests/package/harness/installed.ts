/** What `npm run package` made, put on this machine as a person would: the deb installed, the AppImage as a file to run. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '../../../out/packages');

/** The one package of a kind; a clear failure when it was not made. */
export function packageFile(extension: 'deb' | 'AppImage'): string {
  const names = readdirSync(packages).filter((name) => name.endsWith(`.${extension}`));
  if (names.length !== 1) throw new Error(`${names.length} files end in .${extension}; run: npm run package -- deb AppImage`);
  return join(packages, names[0] ?? '');
}

/** Whether this process may install packages. */
export const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;

/** Installs the deb; gives what takes every trace of it away again. */
export function installDeb(): () => void {
  execFileSync('dpkg', ['--install', packageFile('deb')], { stdio: 'pipe' });
  return () => void execFileSync('dpkg', ['--purge', 'shoal'], { stdio: 'pipe' });
}

/** A copy of the AppImage in the folder that every user may start. */
export function copyAppImage(folder: string): string {
  const copy = join(folder, 'Shoal.AppImage');
  copyFileSync(packageFile('AppImage'), copy);
  chmodSync(copy, 0o755);
  return copy;
}
