const link = `${API_BASE}/api/v1/ledger/seals/file`

/** A mini-program keeps no files of this kind: the link is opened in a browser. */
export const fullList: { link: string; open: (() => void) | null } = { link, open: null }
