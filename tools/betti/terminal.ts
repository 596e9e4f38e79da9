/** Questions to whoever sits at the terminal. */
import { createInterface } from 'node:readline/promises';

/** Opens it for as long as `work` asks. `ask` answers null when the input ends without an answer. */
export async function atTheTerminal<T>(
  work: (ask: (question: string) => Promise<string | null>) => Promise<T>,
): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<null>((resolve) => {
    terminal.once('close', () => {
      resolve(null);
    });
  });
  try {
    return await work((question) => Promise.race([terminal.question(question), ended]));
  } finally {
    terminal.close();
  }
}
