/** Facts of files, and their bytes, sealed. */
export const [HELP_FILES, HELP_FILE_BYTES] = ['help_files', 'help_file_bytes'] as const

/** Whose it is: of whoever called, or of whoever went there, before they did anything and after it. */
export type FileOf = 'caller' | 'before' | 'after'

export interface HelpFile {
  _id: string
  callId: string
  /** The account that added it. */
  by: string
  of: FileOf
  kind: 'photo' | 'voice'
  contentType: string
  /** Of a voice, as the phone counted them. */
  seconds: number | null
  createdAt: Date
}
