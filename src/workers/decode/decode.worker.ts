/** Entry of the decode worker. Small on purpose: readers of metadata, HEIC and SVG are chunks that load when needed. */
import { serve } from '../serve.ts';
import { decodeContract } from './contract.ts';

serve(decodeContract, (runtime) => import('./api.ts').then(({ createDecodeApi }) => createDecodeApi(runtime)));
