/** The two modules of @abandonware/noble 1.9.2-26 that the driver loads; the package describes neither. */
declare module '@abandonware/noble/with-bindings.js' {
  export default function withBindings(bindings: object): unknown;
}

declare module '@abandonware/noble/lib/hci-socket/bindings.js' {
  const HciBindings: new (options: object) => object;
  export default HciBindings;
}
