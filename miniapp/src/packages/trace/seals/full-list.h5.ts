const link = `${API_BASE}/api/v1/ledger/seals/file`

/** The whole list as a file, for anybody to keep. */
export const fullList: { link: string; open: (() => void) | null } = {
  link,
  open() {
    const anchor = document.createElement('a')
    anchor.href = link
    anchor.download = '账本指纹.txt'
    anchor.click()
  },
}
