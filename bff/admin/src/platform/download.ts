/** Saves bytes that were fetched with the bearer token under a name, as a browser download. */
export function saveFile(bytes: Uint8Array, contentType: string, filename: string) {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: contentType }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = filename
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
