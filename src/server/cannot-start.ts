/** Why Betti cannot start, in one line for the terminal: no stack helps whoever reads it. */
export class CannotStartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CannotStartError';
  }
}
