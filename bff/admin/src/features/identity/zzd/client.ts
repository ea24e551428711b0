import getAuthCode from 'gdt-jsapi/getAuthCode.js'
import ready from 'gdt-jsapi/ready.js'

/** A code from the client of 浙政钉 around this page, over the bridge of whichever system it runs on. */
export async function codeFromClient() {
  // On phones the bridge comes after the page; asked earlier it refuses.
  await new Promise<void>((resolve) => ready(() => resolve()))
  return getAuthCode({})
}
