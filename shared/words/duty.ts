/** What a worker agrees to when the phone tells its place; a new text asks anew. */
export const dutyConsentVersion = 'duty-1'

/** The text of it, line by line. @param minutes how long a place is kept */
export const dutyConsentLines = (minutes: number): string[] => [
  '只在您上班的时候用手机的位置，下班就停。',
  '只用来在有人呼叫时，找离得最近的人去；不用来考勤，领导和同事看不到您在哪里。',
  `只留最近的一个位置，最多 ${minutes} 分钟；下班马上删掉。`,
  '不同意也能上班、接单，只是不会按远近派给您；随时可以改。',
]
