export { view } from '../ui/view.ts';
