import { serve } from '../../../src/workers/serve.ts';
import { probeContract } from './contract.ts';

serve(probeContract, () => import('./api.ts').then(({ createProbe }) => createProbe()));
