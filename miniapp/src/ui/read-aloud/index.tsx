import { useDidHide } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { useSpeech } from '../../platform/speech'
import { useView } from '../../platform/view'
import { Button } from '../button'

/** 关怀版: reads the page's main text, where there is a voice for it; leaving the page ends the reading. */
export function ReadAloud({ words }: { words: readonly string[] }) {
  const { mode } = useView()
  const speech = useSpeech()
  const leave = useRef<() => void>()
  leave.current = speech?.speaking ? speech.stop : undefined
  useDidHide(() => leave.current?.())
  useEffect(() => () => leave.current?.(), [])
  if (mode !== 'care' || !speech) return null
  return (
    <Button kind='secondary' icon='volume-2/lake' onPress={() => (speech.speaking ? speech.stop() : speech.read(words))}>
      {speech.speaking ? '停下，不读了' : '读给我听'}
    </Button>
  )
}
