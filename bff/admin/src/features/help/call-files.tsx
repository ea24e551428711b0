import type { DeskCall } from '@minsheng/shared/contracts/help'
import { Button, Image, Space } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../platform/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { instantWords } from '../../ui/time-words.ts'

type CallFile = DeskCall['files'][number]

const whose: Readonly<Record<CallFile['of'], string>> = { caller: '呼叫人', before: '处理前', after: '处理后' }

/** Voices and photos of a call; each is fetched when it is asked for, for each look is on record. */
export function CallFiles({ of }: { of: DeskCall }) {
  if (of.files.length === 0) return null
  return (
    <section aria-label='照片和录音'>
      <h2>照片和录音</h2>
      <Space orientation='vertical' size={8}>
        {of.files.map((file) => (
          <OneFile key={file.id} callId={of.id} file={file} />
        ))}
      </Space>
    </section>
  )
}

function OneFile({ callId, file }: { callId: string; file: CallFile }) {
  const [address, setAddress] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => () => (address ? URL.revokeObjectURL(address) : undefined), [address])
  const label = `${whose[file.of]}的${file.kind === 'voice' ? `录音（${file.seconds ?? 0} 秒）` : '照片'}，${instantWords(file.at)}`
  const open = async () => {
    setBusy(true)
    setError(null)
    try {
      const content = await call('getDeskHelpFile', { params: { callId, fileId: file.id } })
      setAddress(URL.createObjectURL(new Blob([content.slice()])))
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error('unknown'))
    } finally {
      setBusy(false)
    }
  }
  if (error) return <ProblemNotice error={error} onRetry={() => void open()} />
  if (!address)
    return (
      <Button loading={busy} onClick={() => void open()}>
        {`${file.kind === 'voice' ? '听' : '看'}${label}`}
      </Button>
    )
  // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
  if (file.kind === 'voice') return <audio src={address} controls autoPlay aria-label={label} />
  return <Image src={address} alt={label} width={320} />
}
