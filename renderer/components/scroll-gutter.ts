/** Lets a header above a scrolling body end where the body's rows end, whether a scroll bar takes room there or not. */
import { type RefObject, useEffect } from 'react';

/** Keeps `--gutter` on the body's parent: the width of the body's scroll bar, 0px where it takes no room. */
export function useScrollGutter(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const measure = (): void =>
      element.parentElement?.style.setProperty('--gutter', `${Math.max(0, element.offsetWidth - element.clientWidth)}px`);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [body]);
}
