/** Every language there is besides English: one file each, named by its tag, loaded when it is wanted. */

export type Catalog = Readonly<Record<string, string | null>>;

const files = import.meta.glob<Catalog>('./*.json', { import: 'default' });

/** Null for a language there is no file of. */
export const loadCatalog = async (tag: string): Promise<Catalog | null> => (await files[`./${tag}.json`]?.()) ?? null;
