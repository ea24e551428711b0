import { canTakePhotos } from '../../platform/photo'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Box, Words } from '../../ui/element'
import { Heading } from '../../ui/heading'
import type { Papers } from './use-papers'

/** One paper: its photos are taken here. */
export function PaperCard({ name, papers, error }: { name: string; papers: Papers; error?: string | undefined }) {
  const count = papers.photosOf(name).length
  const words = papers.wordsOf(name)
  return (
    <Card>
      <Heading level={3}>{name}</Heading>
      {canTakePhotos ? (
        <>
          <Button
            kind='secondary'
            icon='camera/lake'
            busyWords='正在加照片…'
            aria-label={`给“${name}”拍照`}
            onPress={() => papers.add(name)}
          >
            {count > 0 ? '再拍一张' : '拍照或选照片'}
          </Button>
          {count > 0 ? (
            <Button kind='quiet' aria-label={`去掉“${name}”的照片`} onPress={() => papers.drop(name)}>
              去掉重拍
            </Button>
          ) : null}
        </>
      ) : (
        <Words className='mine__line'>这里不能拍照，请在微信里办，或带到街道窗口。</Words>
      )}
      <Box role='status' aria-live='polite'>
        {words ? <Words className='mine__small'>{words}</Words> : null}
      </Box>
      {error ? <Words className='mine__failure'>{error}</Words> : null}
    </Card>
  )
}
