export { type BackupParts, backUp, followBackUp } from './backup.ts'
export { BackupError, backupKeyOf, type Manifest } from './manifest.ts'
export { type StoredDatabase, withStoredDatabase } from './node.ts'
export { restore, verifyBackup } from './restore.ts'
