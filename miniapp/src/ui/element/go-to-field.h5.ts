export function goToField(name: string) {
  const field = document.getElementById(name)
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}
