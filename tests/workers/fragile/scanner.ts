/** The real Bluetooth thread, which breaks when somebody says so. */
import '../../../workers/ble-scanner.ts';
import { beFragile } from './breaks.ts';

beFragile('scanner');
