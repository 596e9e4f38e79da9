// A long form was refused: the first field that is wrong comes into sight, under the cursor.
import { tick } from 'svelte';

/** Waits until the errors stand beside their fields. */
export async function showFirstWrong(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"], fieldset[aria-describedby] input')?.focus();
}
