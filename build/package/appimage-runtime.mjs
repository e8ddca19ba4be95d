// @ts-check
/**
 * Stands where an AppImage's runtime stands when the real one, published only on GitHub, cannot be had: a script that unpacks the file
 * system behind it and starts AppRun. It needs unsquashfs on the machine that runs it, so that such an AppImage is good for tests alone.
 */

/** The image begins here: after the last of this many bytes. A multiple of 4096, which squashfs wants. */
const SIZE = 4_096;

const SCRIPT = `#!/bin/sh
# Runs the AppImage that begins after this script.
set -eu
self=$(readlink -f "$0")
if [ "\${1-}" = --appimage-offset ]; then echo ${SIZE}; exit 0; fi
place=$(mktemp -d "\${TMPDIR:-/tmp}/shoal-appimage-XXXXXX")
trap 'rm -rf "$place"' EXIT
unsquashfs -quiet -no-progress -offset ${SIZE} -dest "$place/AppDir" "$self" >/dev/null
APPIMAGE=$self APPDIR=$place/AppDir ARGV0=$0
export APPIMAGE APPDIR ARGV0
status=0
"$APPDIR/AppRun" "$@" || status=$?
exit "$status"
`;

/** @returns {string} the script, filled up with line ends that are never read */
export function appImageRuntime() {
  return SCRIPT.padEnd(SIZE, '\n');
}
