// The one store of rate-limiter-flexible that is used, imported by its own file (handlers/limits.ts).
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  export { RateLimiterMemory as default } from 'rate-limiter-flexible';
}
