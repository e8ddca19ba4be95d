/** Where downloads go until a person chooses: the system's folder for them, or one of that name at home. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** `downloads`: what the system says; without such a folder that is `home` itself. Makes `home/Downloads` then. */
export async function defaultDownloadFolder(downloads: string, home: string): Promise<string> {
  if (path.resolve(downloads) !== path.resolve(home)) return downloads;
  const folder = path.join(home, 'Downloads');
  return mkdir(folder, { recursive: true }).then(
    () => folder,
    () => home,
  );
}
