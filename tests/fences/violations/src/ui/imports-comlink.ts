export { wrap } from 'comlink';
