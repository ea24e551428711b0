import { toDataURL } from 'qrcode'

/** The page where a 代办码 is filled in already, as a picture another phone scans. */
export const pictureOfCode = (publicBaseUrl: string, code: string): Promise<string> =>
  toDataURL(`${publicBaseUrl}/packages/mine/code/index?c=${code}`, { margin: 2, width: 480 })
