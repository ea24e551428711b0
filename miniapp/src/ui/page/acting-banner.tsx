import { endActing, useActing } from '../../platform/acting'
import { beginAt, listPage, pages } from '../../platform/navigate'
import { Box, Press, Words } from '../element'
import { Icon } from '../icon'

/** On every page while one acts for another: whose things these are, and the way back to one's own. */
export function ActingBanner() {
  const acting = useActing()
  if (!acting) return null
  const leave = () => {
    endActing()
    beginAt(acting.isWard ? listPage('mine') : pages.me)
  }
  return (
    <Box as='section' aria-label='代办提示' className='ms-page__acting'>
      <Box className='ms-page__acting-words'>
        <Icon of='users/ink' />
        <Words>{`正在替${acting.elderName}办事`}</Words>
      </Box>
      <Press className='ms-page__acting-press' onPress={leave}>
        <Box className='ms-page__acting-face'>
          <Words>回到我自己</Words>
        </Box>
      </Press>
    </Box>
  )
}
