/** Before the first test: the hub that tests start is the built one, so it is built anew where its source has changed. */
import { buildHub } from '../tools/setup/build.mjs';

export default buildHub;
