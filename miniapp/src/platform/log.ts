/** What went wrong on this phone, for whoever looks at its console; a person is told in words by the page. */
export function warn(what: string, ...details: unknown[]) {
  // biome-ignore lint/suspicious/noConsole: the one place that writes to the console
  console.warn(what, ...details)
}
