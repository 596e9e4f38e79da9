/**
 * Brings a clone into a state in which it can run: packages, built screens and, for the tests, a browser.
 * Called before `npm start`, `npm run dev`, `npm run check` and `npm test`; does nothing that is already done.
 * Runs on the machine's own Node, so it and tools/setup/ are plain JavaScript without packages.
 */
const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(
    'Betti needs Node ' + OLDEST_NODE + ' or newer to set itself up; this is ' + process.version + '.',
  );
  process.exit(1);
}

// Imported only now: an older Node would trip over newer syntax before it could say what is wrong.
import('./setup/prepare.mjs')
  .then(({ prepare }) => prepare(process.argv[2]))
  .catch((/** @type {Error & { plain?: boolean }} */ error) => {
    console.error(error.plain ? error.message : error);
    process.exit(1);
  });
