// @ts-check
/** A Debian package by dpkg-deb. Fields: Debian Policy, chapter 5. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { descriptionOf } from './request.mjs';

/** How fpm calls a compression, and how dpkg-deb does. @type {Readonly<Record<string, string>>} */
const COMPRESSIONS = { gz: 'gzip', none: 'none', xz: 'xz', zst: 'zstd' };
const SCRIPTS = /** @type {const} */ ([
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
]);

/**
 * @param {import('./request.mjs').PackageRequest} request
 * @param {import('./stage.mjs').Stage} stage
 */
export function buildDeb(request, stage) {
  const { summary, rest } = descriptionOf(request);
  const fields = {
    Package: request.one('--name'),
    Version: request.one('--version'),
    Architecture: request.one('--architecture'),
    Maintainer: request.one('--maintainer'),
    'Installed-Size': String(Math.ceil(stage.bytes / 1024)),
    Depends: [...request.all('-d'), ...request.all('--depends')].join(', '),
    Recommends: request.all('--deb-recommends').join(', '),
    Section: request.one('--category') || 'net',
    Priority: request.one('--deb-priority') || 'optional',
    Homepage: request.one('--url'),
    Description: [summary, ...rest.map((line) => ` ${line}`)].join('\n'),
  };
  const control = path.join(stage.root, 'DEBIAN');
  mkdirSync(control, { mode: 0o755 });
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  writeFileSync(path.join(control, 'control'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  for (const [option, name] of SCRIPTS) {
    if (request.one(option) === '') continue;
    copyFileSync(request.one(option), path.join(control, name));
    chmodSync(path.join(control, name), 0o755);
  }
  const kind = COMPRESSIONS[request.one('--deb-compression')] ?? 'xz';
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${kind}`, '--build', stage.root, request.one('--package')], { stdio: 'inherit' });
}
