/** Entry of the store worker; its parts load after it has said that it lives. */
import { serve } from '../serve.ts';
import { storeContract } from './contract.ts';

serve(storeContract, () => import('./api.ts').then(({ createStoreApi }) => createStoreApi()));
