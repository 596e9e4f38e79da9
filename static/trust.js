// Does nothing: src/lib/trust.ts asks whether the browser would run a service worker from here.
