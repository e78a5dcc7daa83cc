/**
 * What a source finds around it during the conformance suite. A source that needs nothing (no folder, no server) has
 * no world of its own; others add `tests/contracts/source-worlds/<id>.ts` with `export const world: SourceWorld`.
 */
export interface SourceWorld {
  /** Params of a configured entry. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Prepares storage, network and so on for the entry; what it stubs is undone by the suite. */
  enter?(entryId: string): Promise<void> | void;
  /** How many photos the listing then has, where that is fixed. */
  readonly photos?: number;
}
