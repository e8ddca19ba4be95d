/** What every painter needs: a canvas as large as its element in device pixels, its size, and a hatch. */
import { type RefObject, useEffect, useState } from 'react';

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
}

/** Longest edge of a canvas in device pixels. */
const MAX_EDGE = 4096;

/** Makes the canvas fit and returns a context in CSS pixels; null where there is no canvas (tests). */
export function fitCanvas(canvas: HTMLCanvasElement, size: CanvasSize): CanvasRenderingContext2D | null {
  const width = Math.min(MAX_EDGE, Math.round(size.width * size.scale));
  const height = Math.min(MAX_EDGE, Math.round(size.height * size.scale));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  return context;
}

/** Diagonal lines inside a rectangle. */
export function hatch(
  g: CanvasRenderingContext2D,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: string,
  gap: number,
  weight: number,
): void {
  g.save();
  g.beginPath();
  g.rect(area.x, area.y, area.width, area.height);
  g.clip();
  g.strokeStyle = colour;
  g.lineWidth = weight;
  g.beginPath();
  for (let k = area.x - area.height; k < area.x + area.width; k += gap) {
    g.moveTo(k, area.y + area.height);
    g.lineTo(k + area.height, area.y);
  }
  g.stroke();
  g.restore();
}

/** The element's size in CSS pixels and the screen's scale, kept up to date; null until it is known. */
export function useElementSize(ref: RefObject<HTMLElement | null>): CanvasSize | null {
  const [size, setSize] = useState<CanvasSize | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      const next = { width: element.clientWidth, height: element.clientHeight, scale: window.devicePixelRatio || 1 };
      setSize((old) => (old !== null && old.width === next.width && old.height === next.height && old.scale === next.scale ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure); // the scale changes with the screen or the zoom
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [ref]);
  return size;
}
