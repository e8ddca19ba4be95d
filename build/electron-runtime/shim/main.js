/**
 * The entry of a re-used Electron that lacks the stock launcher: `electron [-r module]... [flags] PATH [arguments]`
 * runs the application at PATH, with the name, version and `process.defaultApp` that the stock launcher gives.
 * Invariant: an ES module with top-level await. Electron emits `ready` only after its entry module has settled, so the
 * application still runs before it and can register its scheme.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** Splits the command line into modules to require first and the application's path. */
function readCommandLine(words) {
  const required = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '-r' || word === '--require') required.push(words[++i]);
    else if (word === '-v' || word === '--version') return { required, version: true };
    else if (!word.startsWith('-')) return { required, target: path.resolve(word) };
  }
  return { required };
}

/** Takes over the application's name and version, as a packaged one has them. */
function adoptManifest(target) {
  const file = path.join(target, 'package.json');
  if (!existsSync(file)) {
    app.setAppPath(path.dirname(target));
    return;
  }
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name ?? app.getName());
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(target);
}

const command = readCommandLine(process.argv.slice(1));
if (command.version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (command.target === undefined) {
  process.stderr.write('usage: electron [-r module] [flags] path-to-app [arguments]\n');
  process.exit(2);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
adoptManifest(command.target);
const require = createRequire(path.join(process.cwd(), 'launcher.js'));
for (const name of command.required) require(name);
try {
  await import(pathToFileURL(require.resolve(command.target)).href);
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}
