/**
 * Where the files are that the page loads: its script in one piece, its style, its icon.
 *
 * The bundle writes them. From here they are as far away as from the bundle.
 */
export const pageFolder: URL = new URL('../bundle/page/', import.meta.url);
