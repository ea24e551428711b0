/** Inside WeChat a page is handed on by WeChat itself: a button with `openType='share'`. */
export const handsOnPages = true

/** No address that a browser could open. */
export const webAddress = (_path: string): string => ''
