/** The only way out to the browser. https alone: other schemes start programs. */

const MAX_LINK_CHARS = 2_048;

/** Whether a link may be handed to the system's browser. */
export function isOpenableLink(link: string): boolean {
  if (link.length > MAX_LINK_CHARS) return false;
  try {
    const url = new URL(link);
    return url.protocol === 'https:' && url.hostname !== '' && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** Opens a link by `open` (`shell.openExternal`) when it is allowed; answers whether it was. */
export async function openLink(link: string, open: (url: string) => Promise<void>): Promise<boolean> {
  if (!isOpenableLink(link)) return false;
  await open(new URL(link).href);
  return true;
}
