import { describe, expect, it } from 'vitest';
import { checkedNoble } from './noble-internals.ts';

describe('checkedNoble', () => {
  it('names every private field that another version of noble lacks, in one error', () => {
    const other = { _peripherals: {}, _bindings: { _handles: {}, _hci: { onSocketData: () => {} } } };
    expect(() => checkedNoble(other)).toThrow(
      /not the version.*missing: _services, .*_bindings\._aclStreams, .*_bindings\._hci\._socket\.bindRaw/,
    );
    expect(() => checkedNoble(undefined)).toThrow('missing: _peripherals');
  });
});
