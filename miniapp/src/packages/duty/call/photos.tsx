import type { DeskCall } from '@minsheng/shared/contracts/help'
import { useEffect, useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { keepPhoto } from '../../../platform/kept-photo'
import { useOnline } from '../../../platform/network'
import { canTakePhotos, takePhoto } from '../../../platform/photo'
import { fetchPrivate } from '../../../platform/private-file'
import { helpFileLimits } from '../../../platform/routes.gen'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { FileList } from '../../help/file-list'
import type { FilesSent } from '../../help/file-queue'
import { workerNow, workToken } from '../session'
import { workFiles } from '../work-files'

const TRY_AGAIN_MS = 4_000

/** How it was and how it is, taken at the place; kept on the phone first, for there may be no network there. */
export function WorkPhotos({ of, onChange }: { of: DeskCall; onChange: (next: DeskCall) => void }) {
  const online = useOnline()
  const [waiting, setWaiting] = useState(() => workFiles.of(of.id).length)
  const [words, setWords] = useState<string | null>(null)
  const told = useRef(onChange)
  told.current = onChange
  const heard = useRef(({ last, refused }: FilesSent<DeskCall>) => {
    if (last && last.id === of.id) told.current(last)
    setWaiting(workFiles.of(of.id).length)
    if (refused.length > 0) setWords(`没有送到：${refused.join('；')}`)
  })
  useEffect(() => {
    if (!online || waiting === 0) return
    const flush = () => void workFiles.flush().then(heard.current)
    flush()
    const timer = setInterval(flush, TRY_AGAIN_MS)
    return () => clearInterval(timer)
  }, [online, waiting])
  const take = async (kind: 'before' | 'after') => {
    setWords(null)
    const photo = await takePhoto()
    if (!photo) return
    if (photo.bytes.length > helpFileLimits.photoBytes) return setWords('照片太大，请换一张小一点的')
    const ref = await keepPhoto(photo)
    if (ref === null) return setWords('手机存不下了，请清理一下再试')
    setWaiting((before) => before + 1)
    const takenAt = new Date().toISOString()
    heard.current(await workFiles.add({ key: newKey(), callId: of.id, kind, as: workerNow()?.id ?? null, ref, seconds: 0, takenAt }))
  }
  return (
    <>
      {of.may.photograph && canTakePhotos ? (
        <Box className='work__actions'>
          <Button kind='secondary' icon='camera/lake' busyWords='正在加照片…' onPress={() => take('before')}>
            拍处理前
          </Button>
          <Button kind='secondary' icon='camera/lake' busyWords='正在加照片…' onPress={() => take('after')}>
            拍处理后
          </Button>
        </Box>
      ) : null}
      <Box role='status' aria-live='polite'>
        {waiting > 0 ? <Words className='mine__small'>{`有 ${waiting} 张照片已记在手机里，有网络就送出。`}</Words> : null}
        {words ? <Words className='mine__small'>{words}</Words> : null}
      </Box>
      <FileList
        files={of.files.map(({ id, kind, seconds, of: whose }) => ({ id, kind, seconds, label: fileWords[whose][kind] }))}
        fetch={async (fileId) =>
          fetchPrivate(`/api/v1/desk/help-calls/${of.id}/files/${fileId}`, { Authorization: `Bearer ${await workToken()}` })
        }
      />
    </>
  )
}

const fileWords = {
  caller: { photo: '他拍的照片', voice: '他的录音' },
  before: { photo: '处理前的照片', voice: '录音' },
  after: { photo: '处理后的照片', voice: '录音' },
} as const
