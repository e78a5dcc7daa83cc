/** The page of a profile without a network: the browser itself refuses everything from elsewhere, from now until the page is closed. */
import { homePolicy } from '../shared/no-network.ts';

export function closeNetworkOfPage(): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = homePolicy(location.origin);
  document.head.append(meta);
}
