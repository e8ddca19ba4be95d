/**
 * The theme's colours as canvas can use them. Custom properties hold light-dark(), which only an element resolves,
 * so each is read through a probe; a new palette is made when the theme changes.
 */
import { useSyncExternalStore } from 'react';

const NAMES = [
  'accent',
  'map-have',
  'up',
  'danger',
  'fg',
  'fg-muted',
  'fg-subtle',
  'border',
  'border-soft',
  'bg-surface',
  'strip-track',
  'strip-rest',
  'miss-1',
  'miss-2',
  'miss-3',
  'miss-4',
  'avail-1',
  'avail-2',
  'avail-3',
  'avail-4',
  'avail-5',
  'avail-6',
] as const;

export type PaletteName = (typeof NAMES)[number];
export type Palette = Readonly<Record<PaletteName, string>>;

let current: Palette | null = null;
const listeners = new Set<() => void>();
let watching: (() => void) | null = null;

function read(): Palette {
  const probe = document.createElement('i');
  document.body.append(probe);
  const palette = {} as Record<PaletteName, string>;
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    palette[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return palette;
}

function refresh(): void {
  current = read();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (watching === null) {
    const observer = new MutationObserver(refresh);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-accent', 'style'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', refresh);
    watching = () => {
      observer.disconnect();
      scheme.removeEventListener('change', refresh);
    };
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && watching !== null) {
      watching();
      watching = null;
      current = null;
    }
  };
}

const snapshot = (): Palette => {
  current ??= read();
  return current;
};

/** The present palette; a new object after each change of theme. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, snapshot);
}

/** Red, green, blue of a computed colour such as `rgb(10, 107, 117)`. */
export function rgbOf(colour: string): readonly number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
