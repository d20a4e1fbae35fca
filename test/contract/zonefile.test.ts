import { zonefilePlace } from '../providers/zonefile/place.ts';
import { providerContract } from './provider.ts';

providerContract('zonefile, a file that is there', async () => zonefilePlace({ file: 'there' }));
providerContract('zonefile, a file with CRLF and no line end at its end', async () => zonefilePlace({ file: 'crlf' }));
