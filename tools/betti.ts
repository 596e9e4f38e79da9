/**
 * `npm run betti -- <command>`: what is done at the hub's own terminal. Reads the arguments, says one line about what
 * goes wrong; the commands are in tools/betti/. Exit codes: 0 done, 1 it could not be done, 2 it was asked wrongly.
 */
import { commands } from './betti/commands.ts';
import { UsageError } from './betti/usage-error.ts';

const USAGE = `npm run betti -- <command>

${commands.map(({ usage, says }) => `  ${usage.padEnd(62)} ${says}`).join('\n')}

The data directory is BETTI_DATA_DIR, or data/. A hub that runs on it is asked; otherwise the database is opened.`;

async function run(argv: string[]): Promise<void> {
  if (argv.length === 0) throw new UsageError('Which command?');
  if (argv[0] === 'help' || argv.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const words = argv.join(' ');
  const command = commands.find(({ name }) => words === name || words.startsWith(`${name} `));
  if (command === undefined) throw new UsageError(`There is no command "${words}".`);
  await command.run(argv.slice(command.name.split(' ').length));
}

try {
  process.loadEnvFile();
} catch {
  // There need not be a .env file.
}

// As the hub does: what is written here is health data as well.
process.umask(0o077);

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error(`\n${USAGE}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
