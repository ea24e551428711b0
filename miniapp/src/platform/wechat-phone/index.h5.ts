/** A browser knows no number. */
export const offersWechatPhone = false
