import type { HelpCall } from '@minsheng/shared/contracts/help'
import { useEffect, useRef, useState } from 'react'
import { actingHeaders } from '../../../platform/acting'
import { newKey } from '../../../platform/idempotency'
import { keepPhoto } from '../../../platform/kept-photo'
import { useOnline } from '../../../platform/network'
import { canTakePhotos, takePhoto } from '../../../platform/photo'
import { fetchPrivate } from '../../../platform/private-file'
import { helpFileLimits } from '../../../platform/routes.gen'
import { sessionToken } from '../../../platform/session'
import { canRecord, type Recording, startVoice } from '../../../platform/voice'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { FileList } from '../file-list'
import type { FilesSent, WaitingFile } from '../file-queue'
import { helpFiles } from '../files'

const TRY_AGAIN_MS = 4_000

interface Adding {
  of: HelpCall
  proxyId: string | null
  onChange: (next: HelpCall) => void
}

/** A voice or photos, for who can't write; kept on the phone first, and sent as soon as there is a network. */
function useFiles({ of, proxyId, onChange }: Adding) {
  const [waiting, setWaiting] = useState(() => helpFiles.of(of.id).length)
  const [words, setWords] = useState<string | null>(null)
  const online = useOnline()
  const told = useRef(onChange)
  told.current = onChange
  const heard = useRef(({ last, refused }: FilesSent<HelpCall>) => {
    if (last && last.id === of.id) told.current(last)
    const left = helpFiles.of(of.id).length
    setWaiting(left)
    if (refused.length > 0) setWords(`没有送到：${refused.join('；')}`)
    else if (last && left === 0) setWords('已送到，工作人员能看到')
  })
  useEffect(() => {
    if (!online || waiting === 0) return
    const flush = () => void helpFiles.flush().then(heard.current)
    flush()
    const timer = setInterval(flush, TRY_AGAIN_MS)
    return () => clearInterval(timer)
  }, [online, waiting])

  async function add(kind: 'photo' | 'voice', content: { bytes: Uint8Array; contentType: string }, seconds: number): Promise<void> {
    const most = kind === 'voice' ? helpFileLimits.voiceBytes : helpFileLimits.photoBytes
    if (content.bytes.length > most) return setWords(kind === 'voice' ? '录音太长，请录短一点' : '照片太大，请换一张小一点的')
    const ref = await keepPhoto(content)
    if (ref === null) return setWords('手机存不下了，请清理一下再试，或直接打电话说')
    const file: WaitingFile = {
      key: newKey(),
      callId: of.id,
      kind,
      as: proxyId,
      ref,
      seconds,
      takenAt: new Date().toISOString(),
    }
    setWaiting((before) => before + 1)
    heard.current(await helpFiles.add(file))
  }
  return { waiting, words, setWords, add }
}

export function AddingFiles(props: Adding) {
  const { of, proxyId } = props
  const { waiting, words, setWords, add } = useFiles(props)
  const [recording, setRecording] = useState<Recording | null>(null)
  const record = async () => {
    setWords(null)
    const begun = await startVoice(helpFileLimits.voiceSeconds)
    if (!begun) return setWords('没有打开话筒。请允许使用话筒，或写几个字、直接打电话')
    setRecording(begun)
    void begun.done.then(async (voice) => {
      setRecording(null)
      if (voice) await add('voice', voice, voice.seconds)
      else setWords('没有录上，请再录一次')
    })
  }
  const photograph = async () => {
    setWords(null)
    const photo = await takePhoto()
    if (photo) await add('photo', photo, 0)
  }
  const path = (fileId: string) => `/api/v1/help-calls/${of.id}/files/${fileId}`
  const fetch = async (fileId: string) =>
    fetchPrivate(path(fileId), { Authorization: `Bearer ${await sessionToken()}`, ...actingHeaders(path(fileId), proxyId) })
  return (
    <>
      {of.may.add && canRecord ? (
        recording ? (
          <Button kind='danger' onPress={recording.stop}>
            说完了，停止录音
          </Button>
        ) : (
          <Button kind='secondary' onPress={record}>
            {`录音说（最长 ${helpFileLimits.voiceSeconds} 秒）`}
          </Button>
        )
      ) : null}
      {of.may.add && canTakePhotos ? (
        <Button kind='secondary' icon='camera/lake' busyWords='正在加照片…' onPress={photograph}>
          拍照或选照片
        </Button>
      ) : null}
      <Box role='status' aria-live='polite'>
        {recording ? <Words className='mine__line'>正在录音，请说话。</Words> : null}
        {waiting > 0 ? <Words className='mine__small'>{`有 ${waiting} 份已记在手机里，有网络就送出。`}</Words> : null}
        {words ? <Words className='mine__small'>{words}</Words> : null}
      </Box>
      <FileList
        files={of.files.map(({ id, kind, seconds }) => ({ id, kind, seconds, label: kind === 'voice' ? '您的录音' : '您的照片' }))}
        fetch={fetch}
      />
    </>
  )
}
