import { useEffect, useState } from 'react'

/** An address for bytes that were fetched with the bearer token; given back when no longer shown. */
export function useObjectUrl(bytes: Uint8Array | undefined, contentType: string): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!bytes) return
    const made = URL.createObjectURL(new Blob([bytes as BlobPart], { type: contentType }))
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(null)
    }
  }, [bytes, contentType])
  return url
}
