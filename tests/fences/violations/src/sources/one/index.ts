export { two } from '../two/index.ts';
