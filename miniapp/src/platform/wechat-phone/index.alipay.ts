/** Alipay tells numbers in another way, and there one only reads. */
export const offersWechatPhone = false
