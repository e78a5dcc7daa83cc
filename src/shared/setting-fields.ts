/** Fields that many settings are made of. */
import * as z from 'zod/mini';

export const number = (min: number, max: number, fallback: number) =>
  z._default(z.number().check(z.gte(min), z.lte(max)), fallback);

export const flag = (fallback: boolean) => z._default(z.boolean(), fallback);
