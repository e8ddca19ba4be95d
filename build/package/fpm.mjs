#!/usr/bin/env node
// @ts-check
/**
 * As much of fpm as electron-builder asks for, on Debian's own dpkg-deb and rpmbuild: `-s dir -t deb|rpm [options] FROM=TO...`.
 * Named by CUSTOM_FPM_PATH where fpm itself, a Ruby program, cannot be had.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildDeb } from './fpm/deb.mjs';
import { parseRequest } from './fpm/request.mjs';
import { buildRpm } from './fpm/rpm.mjs';
import { layOut } from './fpm/stage.mjs';

const request = parseRequest(process.argv.slice(2));
const work = mkdtempSync(path.join(os.tmpdir(), 'shoal-fpm-'));
try {
  const stage = layOut(path.join(work, 'root'), request.sources);
  if (request.type === 'deb') buildDeb(request, stage);
  else buildRpm(request, stage, work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
