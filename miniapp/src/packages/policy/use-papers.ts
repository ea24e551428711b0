import { useState } from 'react'
import { newKey } from '../../platform/idempotency'
import { takePhoto } from '../../platform/photo'
import { call, failureWords } from '../../platform/request'
import { materialLimits } from '../../platform/routes.gen'

export interface Paper {
  name: string
  photoIds: string[]
}

/** Photos of papers, taken one after the other; each is uploaded at once, and only its number is kept here. */
export function usePapers() {
  const [papers, setPapers] = useState<readonly Paper[]>([])
  const [words, setWords] = useState<Readonly<Record<string, string>>>({})
  const photosOf = (name: string) => papers.find((paper) => paper.name === name)?.photoIds ?? []

  async function add(name: string): Promise<void> {
    const say = (text: string) => setWords((before) => ({ ...before, [name]: text }))
    if (photosOf(name).length >= materialLimits.mostPhotos) return say(`一项材料最多 ${materialLimits.mostPhotos} 张照片`)
    const photo = await takePhoto()
    if (!photo) return
    if (photo.bytes.length > materialLimits.maxBytes) return say('照片太大，请换一张小一点的')
    try {
      const { id } = await call('uploadMaterialPhoto', { body: photo.bytes, contentType: photo.contentType, idempotencyKey: newKey() })
      const photoIds = [...photosOf(name), id]
      setPapers((before) => [...before.filter((paper) => paper.name !== name), { name, photoIds }])
      say(`已加上 ${photoIds.length} 张`)
    } catch (error) {
      const { title, advice } = failureWords(error)
      say(`照片没有加上：${title}${advice ? `。${advice}` : ''}`)
    }
  }

  function drop(name: string): void {
    setPapers((before) => before.filter((paper) => paper.name !== name))
    setWords((before) => ({ ...before, [name]: '已去掉，可以重新拍' }))
  }

  return { papers, photosOf, wordsOf: (name: string) => words[name] ?? null, add, drop }
}
export type Papers = ReturnType<typeof usePapers>
