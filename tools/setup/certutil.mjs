/** Finds certutil, by which a test makes a browser trust a certificate, and installs it when it is not there. */
import { canInstall, findProgram, install } from './debian.mjs';
import { failure, say } from './run.mjs';

const BY_HAND =
  'The tests need certutil. Install it: apt-get install libnss3-tools (or nss-tools, as it may be called).';

export async function findCertutil() {
  if (findProgram('certutil') !== undefined) return;
  if (!(await canInstall())) throw failure(BY_HAND);
  await say('Installing certutil for the tests, a few seconds', () =>
    install('libnss3-tools', `${BY_HAND} apt-get says:`),
  );
  if (findProgram('certutil') === undefined) throw failure(BY_HAND);
}
