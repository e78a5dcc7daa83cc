export { Mesh } from 'pixi.js';
