/** Settings from the environment and the command line, checked once at start. Everything else is a setting on a screen. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { CannotStartError } from './cannot-start.ts';

export type Configuration = {
  readonly port: number;
  /** With TLS, a plain port that only leads there; undefined = none. */
  readonly httpPort: number | undefined;
  /** undefined = every address of this machine. */
  readonly host: string | undefined;
  readonly dataDirectory: string;
  /** undefined = this machine's adapter, 'tcp:HOST:PORT' = H4 packets there, 'off' = no Bluetooth at all. */
  readonly hci: string | undefined;
  /** Addresses whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  /** In the place of Open-Meteo's servers, for the weather. */
  readonly weatherUrl: string | undefined;
  readonly logLevel: string;
  readonly isDemo: boolean;
  readonly isDevelopment: boolean;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/** A setting that cannot be used; its message is one line for the terminal. */
export class ConfigurationError extends CannotStartError {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** Reads the settings. Throws `ConfigurationError` for the first that cannot be used. */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): Configuration {
  const unknown = argv.find((argument) => argument !== '--demo' && argument !== '--dev');
  if (unknown !== undefined)
    throw new ConfigurationError(`${unknown} is not an option. There are --demo and --dev.`);
  const isDemo = argv.includes('--demo');
  // npm keeps an option for itself unless -- stands before it, and would start the real hub without a word.
  if (environment.npm_config_demo !== undefined && !isDemo) {
    throw new ConfigurationError('To see the demo, write: npm start -- --demo');
  }
  const setting = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const port = readPort('PORT', setting('PORT') ?? '3000');
  return {
    port,
    httpPort: readHttpPort(setting('BETTI_HTTP_PORT'), port),
    host: setting('HOST'),
    // Invented readings never come near a real record, whatever the settings say.
    dataDirectory: resolve(`${setting('BETTI_DATA_DIR') ?? 'data'}${isDemo ? '-demo' : ''}`),
    hci: readHci(setting('BETTI_HCI')),
    trustedProxies: readAddresses(setting('BETTI_TRUSTED_PROXY') ?? ''),
    weatherUrl: readUrl('BETTI_WEATHER_URL', setting('BETTI_WEATHER_URL')),
    logLevel: readLogLevel(setting('BETTI_LOG_LEVEL') ?? 'info'),
    isDemo,
    isDevelopment: argv.includes('--dev'),
  };
}

function readPort(name: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigurationError(`${name} must be a number up to 65535, and is "${text}".`);
}

function readHttpPort(text: string | undefined, port: number): number | undefined {
  if (text === undefined) return undefined;
  const httpPort = readPort('BETTI_HTTP_PORT', text);
  if (httpPort !== port || port === 0) return httpPort;
  throw new ConfigurationError(`BETTI_HTTP_PORT and PORT are both ${text}; they must differ.`);
}

function readUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^https?:/.test(text))) return text;
  throw new ConfigurationError(`${name} must be an address of the web, and is "${text}".`);
}

function readHci(text: string | undefined): string | undefined {
  if (text === undefined || text === 'off' || /^bluez(:.+)?$/.test(text) || /^tcp:[^\s:]+:\d+$/.test(text))
    return text;
  throw new ConfigurationError(`BETTI_HCI must be "off", "bluez" or "tcp:HOST:PORT", and is "${text}".`);
}

function readAddresses(text: string): string[] {
  const addresses = text.split(/[\s,]+/).filter((one) => one !== '');
  const wrong = addresses.find((one) => isIP(one) === 0);
  if (wrong === undefined) return addresses;
  throw new ConfigurationError(`BETTI_TRUSTED_PROXY holds IP addresses, and "${wrong}" is none.`);
}

function readLogLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new ConfigurationError(`BETTI_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, and is "${text}".`);
}
