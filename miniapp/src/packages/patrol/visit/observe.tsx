import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { dropPhoto, keepPhoto } from '../../../platform/kept-photo'
import { canTakePhotos, takePhoto } from '../../../platform/photo'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Choice, Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { conditions, verdictWords } from '../words'
import type { Observing, Seen, VisitWork } from './use-visit'
import { Verdict } from './verdict'

/** A code pasted over is put down as covered unless the volunteer says otherwise; with nothing to scan it can't be whole. */
function likely({ scanned, check }: Observing): Seen['condition'] {
  if (scanned === null) return 'missing'
  return check && verdictWords(check).tone === 'danger' ? 'covered' : 'intact'
}

function usePhoto() {
  const [photoId, setPhotoId] = useState<string | null>(null)
  const [kept, setKept] = useState<string | null>(null)
  const [words, setWords] = useState<string | null>(null)
  const key = useRef(newKey())
  const take = async () => {
    const photo = await takePhoto()
    if (!photo) return
    if (photo.bytes.length > 5 * 1024 * 1024) return setWords('照片太大，请换一张小一点的')
    if (kept) await dropPhoto(kept)
    setKept(null)
    try {
      key.current = newKey()
      setPhotoId((await call('uploadPatrolPhoto', { body: photo.bytes, contentType: photo.contentType, idempotencyKey: key.current })).id)
      setWords('照片已加上')
    } catch (error) {
      const failure = failureWords(error)
      if (!failure.offline) return setWords(`照片没有加上：${failure.title}`)
      const ref = await keepPhoto(photo)
      setPhotoId(null)
      setKept(ref)
      setWords(ref ? '没有网络，照片先存在手机里，有网络时和记录一起送出。' : '没有网络，手机也存不下照片。可以不带照片先记下来。')
    }
  }
  return { photoId, kept, words, take }
}

/** How the code looks, with a photo and the place if the volunteer likes. */
export function Observe({ state, visit }: { state: Observing; visit: VisitWork }) {
  const [condition, setCondition] = useState(() => likely(state))
  const [note, setNote] = useState('')
  const [withPlace, setWithPlace] = useState(false)
  const photo = usePhoto()
  const choices = state.scanned === null ? conditions.filter(({ value }) => value !== 'intact') : conditions
  return (
    <>
      {state.check ? <Verdict check={state.check} /> : null}
      {state.scanned && !state.check ? (
        <Card tone='warm'>
          <Words role='status'>现在没有网络，还不知道这张码对不对。先记下来，有网络时自动核对、送出。</Words>
        </Card>
      ) : null}
      <Heading level={2}>码看起来怎么样</Heading>
      <Choice label='码看起来怎么样' options={choices} value={condition} onChoose={setCondition} />
      <Field
        name='patrol-note'
        label='还想说的（可以不填）'
        hint='比如：被新海报挡住了下半边'
        value={note}
        maxLength={200}
        onInput={setNote}
      />
      {canTakePhotos ? (
        <Button kind='secondary' icon='camera/lake' onPress={photo.take} busyWords='正在加照片…'>
          {photo.photoId || photo.kept ? '换一张照片' : '拍照（可以不拍）'}
        </Button>
      ) : null}
      <Box role='status' aria-live='polite'>
        {photo.words ? <Words>{photo.words}</Words> : null}
      </Box>
      <Tick label='带上我的位置' detail='只比一比离点位多远，不保存您在哪里' on={withPlace} onChange={setWithPlace} />
      <Button
        onPress={() => visit.record(state, { condition, note, photoId: photo.photoId, keptPhoto: photo.kept, withPlace })}
        busyWords='正在记下…'
      >
        记下来
      </Button>
      <Button kind='quiet' onPress={visit.startOver}>
        重新扫
      </Button>
    </>
  )
}
