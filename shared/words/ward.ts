/** In place of an authorisation: a child for whom the session acts as the guardian whom the register knows. */
const WARD = 'ward-'
export const wardHeader = (residentId: string): string => `${WARD}${residentId}`
/** The child a header names; null when it names an authorisation. */
export const wardIn = (header: string): string | null => (header.startsWith(WARD) ? header.slice(WARD.length) : null)
