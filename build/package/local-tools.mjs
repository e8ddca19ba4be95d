// @ts-check
/**
 * The programs that electron-builder would download from GitHub, taken from this machine instead: 7-Zip from the npm registry, the
 * AppImage's from Debian, fpm and the AppImage's runtime by stand-ins of our own. Releases do not come here: they use the originals.
 */
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Stop } from '../console.mjs';
import { root, run } from '../run-command.mjs';
import { appImageRuntime } from './appimage-runtime.mjs';

/**
 * @param {string} folder where the tools are gathered; made anew
 * @returns {Promise<Record<string, string>>} environment variables for electron-builder
 */
export async function gatherTools(folder) {
  const { path7za } = createRequire(import.meta.url)('7zip-bin');
  await chmod(path7za, 0o755);
  await mkdir(path.join(folder, 'lib/x64'), { recursive: true });
  await mkdir(path.join(folder, 'runtimes'), { recursive: true });
  for (const program of ['mksquashfs', 'desktop-file-validate']) await symlink(await find(program), path.join(folder, program));
  await writeFile(path.join(folder, 'runtimes/runtime-x64'), appImageRuntime(), { mode: 0o755 });
  return {
    ELECTRON_BUILDER_7ZIP_PATH: path7za,
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1', // for tests alone: seconds, not minutes
    APPIMAGE_TOOLS_PATH: folder,
    CUSTOM_FPM_PATH: path.join(root, 'build/package/fpm.mjs'),
  };
}

/** @param {string} program @returns {Promise<string>} where it is */
async function find(program) {
  const found = await run('which', [program]);
  if (found.code !== 0) throw new Stop(`${program} is missing`, 'apt-get install -y squashfs-tools desktop-file-utils');
  return found.stdout.trim();
}
