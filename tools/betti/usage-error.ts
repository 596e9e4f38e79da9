/** A command line that says too little, too much, or something unknown; answered with the help text and exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
