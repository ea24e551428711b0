import { go, pages } from '../../platform/navigate'
import { hasScanner, scan } from '../../platform/scan'
import { givingPath } from '../../platform/scan/scan'
import { Box, Press, Words } from '../../ui/element'
import { Icon } from '../../ui/icon'

/** Scan a code and give. */
export function ScanAction() {
  const open = async () => {
    if (!hasScanner) {
      go(pages.giving)
      return
    }
    const found = await scan()
    if (found) go(givingPath(found))
  }
  return (
    <Press className='home__scan' onPress={() => void open()}>
      <Box className='home__scan-face'>
        <Icon of='scan-line/white' size='large' />
        <Words className='home__scan-title'>扫公益码</Words>
        <Words className='home__scan-detail'>对准社区、商店里的公益码，捐一笔</Words>
      </Box>
    </Press>
  )
}
