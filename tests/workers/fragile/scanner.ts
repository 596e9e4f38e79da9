/** The real Bluetooth thread, which breaks when someone in this process says so on a channel that no hub opens. */
import '../../../workers/ble-scanner.ts';
import { BREAK_CHANNEL, breakThread, type Break } from './breaks.ts';

const channel = new BroadcastChannel(BREAK_CHANNEL);
channel.onmessage = ({ data }: MessageEvent<Break>) => {
  // Out of the channel's own guard, so that a throw is what it is anywhere else in the thread.
  setImmediate(() => breakThread(data));
};
