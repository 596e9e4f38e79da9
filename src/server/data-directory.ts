/** Where things are in a data directory. */
import { join } from 'node:path';

export const databasePathIn = (dataDirectory: string): string => join(dataDirectory, 'betti.db');
export const backupFolderIn = (dataDirectory: string): string => join(dataDirectory, 'backups');
