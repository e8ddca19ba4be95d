/** A torrent's files as a tree of folders, and its visible rows. Pure; the tree holds positions in the file list. */

export interface TreeFile {
  readonly path: string;
  readonly sizeBytes: number;
}
export interface FileNode {
  readonly kind: 'file';
  readonly name: string;
  /** Position in the list the tree was built from. */
  readonly at: number;
}
export interface FolderNode {
  readonly kind: 'folder';
  readonly name: string;
  /** Path from the top, the key of its open state. */
  readonly path: string;
  readonly children: readonly TreeNode[];
  /** Positions of all files below. */
  readonly files: readonly number[];
  readonly sizeBytes: number;
}
export type TreeNode = FileNode | FolderNode;
export interface TreeRow {
  readonly node: TreeNode;
  readonly level: number;
}

const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

interface Draft {
  name: string;
  path: string;
  folders: Map<string, Draft>;
  files: FileNode[];
}
const draft = (name: string, path: string): Draft => ({ name, path, folders: new Map(), files: [] });

/** Builds the tree: files before folders, names in natural order. Depth is bounded by the path length the engine accepts. */
export function buildTree(files: readonly TreeFile[]): readonly TreeNode[] {
  const top = draft('', '');
  files.forEach((file, at) => {
    const parts = file.path.split('/').filter((part) => part !== '');
    const name = parts.pop() ?? file.path;
    let folder = top;
    for (const part of parts) {
      let next = folder.folders.get(part);
      if (next === undefined) {
        next = draft(part, `${folder.path}/${part}`);
        folder.folders.set(part, next);
      }
      folder = next;
    }
    folder.files.push({ kind: 'file', name, at });
  });
  return finish(top, files);
}

function finish(from: Draft, files: readonly TreeFile[]): TreeNode[] {
  const folders = [...from.folders.values()].sort((a, b) => natural.compare(a.name, b.name)).map((sub) => finishFolder(sub, files));
  return [...from.files.sort((a, b) => natural.compare(a.name, b.name)), ...folders];
}

function finishFolder(from: Draft, files: readonly TreeFile[]): FolderNode {
  const children = finish(from, files);
  const below = children.flatMap((child) => (child.kind === 'file' ? [child.at] : child.files));
  const sizeBytes = below.reduce((sum, at) => sum + (files[at]?.sizeBytes ?? 0), 0);
  return { kind: 'folder', name: from.name, path: from.path, children, files: below, sizeBytes };
}

/** The rows on show: children of closed folders are left out. With `matches`, only matching files and the folders above them. */
export function visibleRows(
  nodes: readonly TreeNode[],
  closed: ReadonlySet<string>,
  matches: ((at: number) => boolean) | null,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (list: readonly TreeNode[], level: number): void => {
    for (const node of list) {
      if (node.kind === 'file') {
        if (matches === null || matches(node.at)) rows.push({ node, level });
        continue;
      }
      if (matches !== null && !node.files.some(matches)) continue;
      rows.push({ node, level });
      if (matches !== null || !closed.has(node.path)) walk(node.children, level + 1);
    }
  };
  walk(nodes, 0);
  return rows;
}

/** A predicate for the filter field: every word must occur in the path; null when there is no filter. */
export function fileFilter(files: readonly TreeFile[], text: string): ((at: number) => boolean) | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return (at) => {
    const path = files[at]?.path.toLowerCase() ?? '';
    return words.every((word) => path.includes(word));
  };
}
