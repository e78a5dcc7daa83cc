export { open } from '../workers/decode/open.ts';
