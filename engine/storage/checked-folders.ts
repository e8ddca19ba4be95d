/**
 * Folders that one job has found to lie inside their root: where many small files lie in one folder, that is looked at once
 * and not for each of them. Forgotten with every job, for names may lead elsewhere afterwards.
 */
export class CheckedFolders {
  private readonly inside = new Set<string>();

  has(root: string, folder: string): boolean {
    return this.inside.has(keyOf(root, folder));
  }
  add(root: string, folder: string): void {
    this.inside.add(keyOf(root, folder));
  }
  forget(): void {
    if (this.inside.size > 0) this.inside.clear();
  }
}

/** No path holds a zero. */
const keyOf = (root: string, folder: string): string => `${root}\0${folder}`;
