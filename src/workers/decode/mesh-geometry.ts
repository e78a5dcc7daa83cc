/** Finds the builder of a mesh transition's geometry by its folder. Pure work, a few milliseconds. */
import { AppError } from '../../shared/errors.ts';
import type { BuildGeometry, GeometryInput, MeshGeometry } from '../../shared/mesh.ts';

const builders = import.meta.glob<BuildGeometry>('../../render/transitions/*/geometry.worker.ts', {
  eager: true,
  import: 'build',
});

export function buildGeometry(input: GeometryInput): MeshGeometry {
  const build = builders[`../../render/transitions/${input.transition}/geometry.worker.ts`];
  if (!build) throw new AppError('input.invalid', `“${input.transition}” is no transition made of geometry.`);
  return build(input);
}
