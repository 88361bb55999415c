// A value that follows another a moment later, so that typing stays quick over long lists.

import { useEffect, useState } from "preact/hooks";

export function useDeferred<T>(value: T, wait = 120): T {
  const [held, setHeld] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setHeld(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return held;
}
