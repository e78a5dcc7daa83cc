/** The feeds worker's script. */
import { serve } from '../serve.ts';
import { feedsContract } from './contract.ts';

serve(feedsContract, (runtime) => import('./api.ts').then(({ createFeedsApi }) => createFeedsApi(runtime)));
