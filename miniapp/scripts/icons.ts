/** Colours an icon may take; the values are the tokens of `src/ui/tokens.scss`. */
export const iconColours = {
  ink: '#1C2628',
  'ink-2': '#4F5D63',
  lake: '#0E6B68',
  white: '#FFFFFF',
  vermilion: '#C2301C',
  osmanthus: '#8A5200',
  success: '#1B7340',
  info: '#1B5FAE',
} as const
export type IconColour = keyof typeof iconColours

/** Lucide outlines in use, each only in the colours that some screen shows. */
export const icons = {
  house: ['lake'],
  'scan-line': ['white', 'lake'],
  'hand-heart': ['lake', 'osmanthus'],
  'heart-handshake': ['lake', 'ink-2'],
  receipt: ['lake', 'ink-2'],
  bell: ['ink-2', 'lake', 'osmanthus'],
  users: ['lake', 'ink'],
  'user-plus': ['white'],
  database: ['lake'],
  eye: ['lake'],
  key: ['lake'],
  'share-2': ['lake'],
  flag: ['ink-2', 'lake'],
  building: ['lake'],
  phone: ['lake', 'white'],
  settings: ['ink-2'],
  glasses: ['lake'],
  'shield-check': ['ink-2', 'lake'],
  'file-text': ['ink-2', 'white', 'lake'],
  'map-pin': ['ink-2', 'lake'],
  'chevron-left': ['lake'],
  'chevron-right': ['ink-2'],
  'chevron-down': ['ink-2', 'lake'],
  check: ['white', 'lake'],
  x: ['ink', 'white'],
  'circle-check': ['success', 'white'],
  'circle-alert': ['vermilion', 'white'],
  'circle-x': ['ink-2'],
  'triangle-alert': ['osmanthus', 'vermilion', 'white'],
  info: ['info'],
  'circle-dot': ['lake'],
  'circle-dashed': ['ink-2'],
  clock: ['osmanthus'],
  'wifi-off': ['osmanthus'],
  'circle-user': ['lake'],
  copy: ['lake'],
  'log-out': ['ink-2'],
  camera: ['lake'],
  'a-large-small': ['lake'],
  'volume-2': ['lake'],
} as const satisfies Record<string, readonly IconColour[]>

/** Tab bar pictures: grey at rest, lake where the person is. */
export const tabIcons = { home: 'house', services: 'layout-grid', messages: 'bell', me: 'user' } as const
