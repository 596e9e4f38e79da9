// What a page of the phone keeps in the browser's history, beside its address.
declare global {
  namespace App {
    interface PageState {
      /** Someone who was just taken out of the contacts, and can be put back. */
      removedContact?: { id: string; name: string };
    }
  }
}

export {};
