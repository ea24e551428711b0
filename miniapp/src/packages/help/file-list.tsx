import { useState } from 'react'
import { failureWords } from '../../platform/request'
import { playVoice } from '../../platform/voice'
import { Button } from '../../ui/button'
import { Box, Picture, Words } from '../../ui/element'
import './file-list.scss'

interface Shown {
  id: string
  kind: 'photo' | 'voice'
  seconds: number | null
  /** What it is, in words: 他拍的照片. */
  label: string
}

/** Voices to hear and photos to see; each is fetched when somebody asks for it, for each look is on record. */
export function FileList({ files, fetch }: { files: readonly Shown[]; fetch: (fileId: string) => Promise<string> }) {
  const [addresses, setAddresses] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string | null>(null)
  if (files.length === 0) return null
  const open = async ({ id, kind }: Shown) => {
    setProblem(null)
    try {
      const address = addresses[id] ?? (await fetch(id))
      setAddresses((before) => ({ ...before, [id]: address }))
      if (kind === 'voice') playVoice(address)
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <Box className='help-files'>
      {files.map((file) => {
        const address = addresses[file.id]
        return file.kind === 'photo' && address ? (
          <Picture key={file.id} src={address} alt={file.label} className='help-files__photo' fit='contain' />
        ) : (
          <Button key={file.id} kind='secondary' busyWords='正在取…' onPress={() => open(file)}>
            {file.kind === 'voice' ? `听${file.label}（${file.seconds ?? 0} 秒）` : `看${file.label}`}
          </Button>
        )
      })}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
    </Box>
  )
}
