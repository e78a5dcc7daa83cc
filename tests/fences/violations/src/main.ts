/** A page entry that pulls worker code into its chunk: the build must refuse. */
import { open } from './workers/decode/open.ts';

globalThis.name = String(open);
