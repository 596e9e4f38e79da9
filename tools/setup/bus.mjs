/** Finds dbus-daemon, on which the tests of the BlueZ driver run a bus of their own, and installs it when it is not there. */
import { canInstall, findProgram, install } from './debian.mjs';
import { failure, say } from './run.mjs';

const BY_HAND =
  'The tests need dbus-daemon. Install it: apt-get install dbus (or dbus-daemon, as it may be called).';

export async function findBus() {
  if (findProgram('dbus-daemon') !== undefined) return;
  if (!(await canInstall())) throw failure(BY_HAND);
  await say('Installing dbus-daemon for the tests, a few seconds', () =>
    install('dbus', `${BY_HAND} apt-get says:`),
  );
  if (findProgram('dbus-daemon') === undefined) throw failure(BY_HAND);
}
