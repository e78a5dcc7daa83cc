export { stage } from '../render/stage.ts';
