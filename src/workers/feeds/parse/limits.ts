/**
 * What keeps a hostile feed harmless: together these bound time and memory, whatever the bytes are.
 * Real feeds stay far below: the largest seen has 4 MB, 2,000 items and 40 levels.
 */
export const limits = {
  /** XML beyond this is read as if the feed had been cut off here; JSON is refused. */
  inputBytes: 16 * 1024 * 1024,
  items: 10_000,
  /** Deeper elements lose their tags; their text goes to the last element above. */
  depth: 128,
  attributes: 64,
  /** Namespace declarations in scope at once. */
  namespaces: 64,
  titleChars: 1000,
  summaryChars: 10_000,
  contentChars: 256 * 1024,
  addressChars: 4096,
  imagesPerItem: 32,
  enclosuresPerItem: 32,
} as const;
