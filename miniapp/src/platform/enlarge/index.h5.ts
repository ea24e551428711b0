/** Shows a picture by itself, as large as it is; the browser enlarges it and leads back. */
export async function enlarge(url: string): Promise<void> {
  const opened = window.open(url, '_blank')
  if (opened) opened.opener = null
  // Inside WeChat there are no further windows: the picture takes the page's place, and "back" brings the page.
  else window.location.assign(url)
}
