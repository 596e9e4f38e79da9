/** Starts Betti. The only entry, in development and in production; src/server/start.ts reads like its contents. */

const REQUIRED_NODE = 26;

if (Number.parseInt(process.versions.node, 10) < REQUIRED_NODE) {
  console.error(
    `Betti needs Node ${String(REQUIRED_NODE)}, this is ${process.versions.node}. Start it with: npm start`,
  );
  process.exit(1);
}

try {
  process.loadEnvFile();
} catch {
  // There need not be a .env file.
}

// Imported only now, so that an older Node reads nothing it cannot parse.
const { CannotStartError } = await import('./cannot-start.ts');
const { readConfiguration } = await import('./configuration.ts');
const { start } = await import('./start.ts');

// What the hub writes is for whoever runs it, and for nobody else on the machine.
process.umask(0o077);

try {
  const hub = await start(readConfiguration(process.env, process.argv.slice(2)));
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void hub.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('Betti did not stop cleanly:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  // A system error ("address already in use") says by itself what is wrong; anything else needs its stack.
  const isPlain = error instanceof CannotStartError || (error instanceof Error && 'code' in error);
  console.error(isPlain ? `Betti cannot start: ${error.message}` : error);
  process.exit(1);
}

export {};
