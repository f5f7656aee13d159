// @ts-check
// How wide an element is, kept true as the window changes.

import { useLayoutEffect, useRef, useState } from '../vendor/hooks.js';

/** @returns {[import('../vendor/hooks.js').MutableRef<any>, number]} */
export function useWidth() {
  const ref = useRef(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setWidth(ref.current?.clientWidth ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
