export { view as again } from './cycle.ts';
export const view = 1;
