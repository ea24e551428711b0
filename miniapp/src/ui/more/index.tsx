import { Button } from '../button'
import { Box, Words } from '../element'
import './style.scss'

interface MoreProps {
  /** Null when the list is at its end. */
  onMore: (() => Promise<void>) | null
  failureTitle: string | null
}

/** The lower end of a list: a button, never an endless scroll. */
export function More({ onMore, failureTitle }: MoreProps) {
  return (
    <Box className='ms-more'>
      <Box role='status'>{failureTitle ? <Words className='ms-more__failure'>{`${failureTitle}，请再点一次`}</Words> : null}</Box>
      {onMore ? (
        <Button kind='secondary' onPress={onMore} busyWords='正在打开…'>
          看更多
        </Button>
      ) : (
        <Words className='ms-more__end'>已经是全部了</Words>
      )}
    </Box>
  )
}
