// Parts of the page that are fetched when they are needed.

const KEY = "sayso-reloaded";

/** What an import gives. Where its file is gone (a newer page is served by now) the page is loaded
 * again, once; the promise is then never kept. */
export async function later<T>(load: () => Promise<T>): Promise<T> {
  try {
    const part = await load();
    sessionStorage.removeItem(KEY);
    return part;
  } catch (error) {
    let reloaded = true; // where storage is forbidden, do not go round
    try {
      reloaded = sessionStorage.getItem(KEY) !== null;
      sessionStorage.setItem(KEY, "1");
    } catch {}
    if (reloaded) throw error;
    location.reload();
    return new Promise(() => {});
  }
}
