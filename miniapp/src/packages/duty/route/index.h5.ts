/** A browser has no map of its own: Amap's page opens, with the place and nothing else. */
export function showTheWay({ lat, lng }: { lat: number; lng: number }, _name: string): void {
  window.open(`https://uri.amap.com/marker?position=${lng},${lat}&coordinate=gaode`, '_blank', 'noopener')
}
