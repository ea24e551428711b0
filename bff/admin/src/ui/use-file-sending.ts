import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { createKeyring } from '../platform/idempotency-key.ts'
import { type FileLimits, fileRefusal } from './file-limits.ts'

/** A file on its way: bytes, what they are, and the key under which sending again makes nothing twice. */
export interface FileToSend {
  body: Uint8Array<ArrayBuffer>
  contentType: string
  idempotencyKey: string
}

/** Sends one file as soon as it is chosen, unless it may not be sent. */
export function useFileSending<T>(limits: FileLimits, send: (file: FileToSend) => Promise<T>, onSent: (sent: T, file: File) => void) {
  const [fault, setFault] = useState<string | null>(null)
  const [keyring] = useState(() => createKeyring())
  const sending = useMutation({
    mutationFn: async (file: File) =>
      send({
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: file.type,
        idempotencyKey: keyring.keyFor([file.name, file.size, file.lastModified]),
      }),
    onSuccess: (sent, file) => {
      keyring.done()
      onSent(sent, file)
    },
    onError: (error) => setFault(`没有上传成功：${error.message}`),
  })
  return {
    fault,
    setFault,
    isSending: sending.isPending,
    choose([file]: File[]) {
      if (!file) return
      const words = fileRefusal(file, limits)
      setFault(words)
      if (words === null) sending.mutate(file)
    },
  }
}
