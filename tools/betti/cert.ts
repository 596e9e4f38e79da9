/** `betti cert`: makes the home's own authority and the hub's certificate, or renews what is there. */
import { parseArgs } from 'node:util';
import { systemClock } from '#server/clock.ts';
import { tlsFolderIn } from '#server/tls/files.ts';
import { makeCertificates } from '#server/tls/issue.ts';
import { isHostName, thisMachine } from '#server/tls/machine-names.ts';
import { dataDirectory } from './desk.ts';
import { UsageError } from './usage-error.ts';

export async function makeCertificate(args: string[]): Promise<void> {
  const { names: moreNames, isNewAuthority } = readArguments(args);
  const folder = tlsFolderIn(dataDirectory());
  const made = await makeCertificates(folder, {
    ...{ machine: thisMachine, moreNames, isNewAuthority, nowMs: systemClock.now() },
  });
  const { parsed } = made.authority;
  console.log(
    made.isNewAuthority
      ? `Made an authority of this home's own. Each phone has to be told to trust it: see docs/connecting.md.`
      : `Kept the authority of this home; phones that trust it still do.`,
  );
  console.log(
    `Made a certificate, good until ${made.endsAt.toISOString().slice(0, 10)}; the hub renews it itself.`,
  );
  console.log(`  Files        ${folder}`);
  console.log(`  Names        ${made.names.join(', ')}`);
  console.log(`  Fingerprint  ${parsed.fingerprint256} (SHA-256 of ca-cert.pem)`);
  console.log('A hub that speaks HTTPS already takes it up within ten minutes; any other after a restart.');
}

function readArguments(args: string[]): { names: string[]; isNewAuthority: boolean } {
  const { name = [], 'new-ca': isNewAuthority = false } = parse(args);
  const names = name.map((each) => each.toLowerCase());
  // A name without a dot would stand for all that ends in it, .com say.
  const wrong = names.find((each) => !isHostName(each) || !each.includes('.'));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no host name such as hub.home.arpa.`);
  return { names, isNewAuthority };
}

function parse(args: string[]) {
  const options = { name: { type: 'string', multiple: true }, 'new-ca': { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
