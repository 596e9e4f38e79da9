/** The real thread of the reminders, which breaks when somebody says so. */
import '../../../workers/reminders.ts';
import { beFragile } from './breaks.ts';

beFragile('reminders');
