import { Button } from '../button'
import { Card } from '../card'
import { Box, Words } from '../element'
import { Empty } from '../empty'

interface Failure {
  title: string
  advice: string
  offline: boolean
}

/** Grey shapes where content will stand, and words for those who do not see them. */
export function PageSkeleton() {
  return (
    <Box className='ms-skeleton'>
      <Words role='status' className='ms-skeleton__words'>
        正在打开，请稍候…
      </Words>
      <Box className='ms-skeleton__block' aria-hidden />
      <Box className='ms-skeleton__line' aria-hidden />
      <Box className='ms-skeleton__line ms-skeleton__line--short' aria-hidden />
    </Box>
  )
}

export function PageFailure({ failure, onRetry }: { failure: Failure; onRetry: () => Promise<void> }) {
  return (
    <Box role='alert'>
      <Empty icon={failure.offline ? 'wifi-off/osmanthus' : 'triangle-alert/osmanthus'} title={failure.title} advice={failure.advice}>
        <Button onPress={onRetry} busyWords='正在重试…'>
          再试一次
        </Button>
      </Empty>
    </Box>
  )
}

/** Shown above content that could not be renewed. */
export function StaleNotice({ failure, onRetry }: { failure: Failure; onRetry: () => Promise<void> }) {
  return (
    <Card tone='warm'>
      <Words>{`${failure.title}，下面的内容可能不是最新的。`}</Words>
      <Button kind='quiet' onPress={onRetry} busyWords='正在重试…'>
        再试一次
      </Button>
    </Card>
  )
}
