import { useState } from 'react'
import { canReadPictures, hasScanner, readPicture, type Scan, scan } from '../../../platform/scan'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'

interface ScanHereProps {
  /** @returns words when the code could not be checked */
  onScanned: (scan: Scan) => Promise<string | null>
  onNothing: () => void
}

/** The first thing to do at a venue. */
export function ScanHere({ onScanned, onNothing }: ScanHereProps) {
  const [link, setLink] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (found: Scan | null) => {
    if (found) setProblem(await onScanned(found))
  }
  const fromPicture = async () => {
    const found = await readPicture()
    if (found) await take(found)
    else setProblem('图片里没有找到码，请换一张清楚的照片')
  }
  return (
    <>
      {hasScanner ? (
        <>
          <Button icon='scan-line/white' onPress={async () => take(await scan())} busyWords='正在核对…'>
            扫这里的码
          </Button>
          {problem ? (
            <Card tone='danger'>
              <Words role='alert'>{problem}</Words>
            </Card>
          ) : null}
        </>
      ) : (
        <>
          <Field
            name='patrol-link'
            label='码里的链接'
            hint='用手机相机对准码，复制出现的链接，粘贴到这里'
            value={link}
            maxLength={1024}
            error={problem}
            onInput={(value) => {
              setLink(value)
              setProblem(null)
            }}
          />
          <Button
            busyWords='正在核对…'
            onPress={async () => {
              if (link.trim() === '') setProblem('请先粘贴码里的链接')
              else await take({ kind: 'text', value: link.trim() })
            }}
          >
            核对这张码
          </Button>
          {canReadPictures ? (
            <Button kind='secondary' icon='camera/lake' onPress={fromPicture}>
              从照片里识别
            </Button>
          ) : null}
        </>
      )}
      <Button kind='secondary' onPress={onNothing}>
        没有码可扫
      </Button>
    </>
  )
}
