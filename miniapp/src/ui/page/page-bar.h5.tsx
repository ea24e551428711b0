import { goBack, goTab, pages } from '../../platform/navigate'
import { Box, Press, Words } from '../element'
import { Icon } from '../icon'

/** On the web: the way back and the way home. */
export function PageBar() {
  return (
    <Box as='header' className='ms-page__bar'>
      <Press className='ms-page__bar-press' onPress={goBack}>
        <Box className='ms-page__bar-face'>
          <Icon of='chevron-left/lake' size='small' />
          <Words>返回</Words>
        </Box>
      </Press>
      <Press className='ms-page__bar-press' onPress={() => goTab(pages.home)}>
        <Box className='ms-page__bar-face'>
          <Icon of='house/lake' size='small' />
          <Words>首页</Words>
        </Box>
      </Press>
    </Box>
  )
}
