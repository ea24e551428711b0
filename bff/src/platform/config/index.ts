import * as z from 'zod'

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ''))
const flag = z.enum(['0', '1']).transform((value) => value === '1')

const registers = z
  .string()
  .regex(/^\w+=[\w-]+\/[\w-]+(,\w+=[\w-]+\/[\w-]+)*$/, 'name=dir/id, several separated by commas')
  .transform((text): Record<string, string> => Object.fromEntries(text.split(',').map((part) => part.split('='))))

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_BASE_URL: url.default('http://127.0.0.1:3000'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//),
  MONGODB_DB: z.string().min(1).default('minsheng'),
  /** Development: where generated keys are kept. */
  KEYS_DIR: z.string().optional(),
  /** Production: the keyring, made by whoever runs the product and kept outside it. */
  KEYRING_FILE: z.string().optional(),
  /** Where the audit's signed heads are written down; belongs on another machine's disk. */
  AUDIT_ANCHOR_FILE: z.string().min(1).optional(),
  /** When everyone's facts are read into memory, to be counted over: when the process starts, or when somebody first asks. */
  POPULATION_COPY: z.enum(['start', 'asked']).default('start'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  H5_DIR: z.string().optional(),
  ADMIN_DIR: z.string().optional(),
  DEMO: flag.default(false),
  PHONE_PAGE_URL: url.optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Proxies in front that set X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Multiplies the limits of sign-ins, codes and new sessions from one address: an office or a street may share one. */
  SIGN_IN_LIMIT_FACTOR: z.coerce.number().int().min(1).max(1000).default(1),
  /** Requests a minute from one address, before 429. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  WECHAT_API_BASE: url,
  WECHAT_APP_ID: z.string().regex(/^wx[0-9a-zA-Z]{6,30}$/),
  WECHAT_APP_SECRET: z.string().min(16),
  WECHAT_PAY_API_BASE: url,
  WECHAT_PAY_SP_APPID: z.string().regex(/^wx[0-9a-zA-Z]{6,30}$/),
  WECHAT_PAY_SP_MCHID: z.string().regex(/^\d{8,12}$/),
  WECHAT_PAY_MERCHANT_SERIAL: z.string().regex(/^[0-9A-F]{8,64}$/i),
  WECHAT_PAY_MERCHANT_KEY_FILE: z.string().min(1),
  WECHAT_PAY_PUBLIC_KEY_ID: z.string().startsWith('PUB_KEY_ID_'),
  WECHAT_PAY_PUBLIC_KEY_FILE: z.string().min(1),
  WECHAT_PAY_API_V3_KEY: z.string().length(32),
  WECHAT_PAY_NOTIFY_BASE: url.optional(),
  SMS_API_BASE: url,
  SMS_ACCESS_KEY_ID: z.string().min(1),
  SMS_ACCESS_KEY_SECRET: z.string().min(1),
  SMS_SIGN_NAME: z.string().min(1),
  SMS_TEMPLATE_CODE: z.string().min(1),
  /** Calls that read a notice out, with the key of the text messages; absent: none are made. */
  VOICE_API_BASE: url.optional(),
  /** The word WeChat signs its pushes with; absent: none are taken. */
  WECHAT_PUSH_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/)
    .optional(),
  /** The providers' numbers of the message templates; a way without a number is left out. */
  MESSAGE_TEMPLATE_CODES: z
    .string()
    .regex(/^([a-z_]+\.(subscribe|sms|voice)=[A-Za-z0-9_-]+(,|$))*$/, 'wants refund.sms=SMS_1,refund.subscribe=…')
    .transform((text) => new Map(text.split(',').flatMap((part) => (part === '' ? [] : [part.split('=') as [string, string]]))))
    .prefault(''),
  HUB_GATEWAY_BASE: url,
  HUB_GATEWAY_ACCESS_KEY: z.string().min(1),
  HUB_GATEWAY_SECRET_KEY: z.string().min(16),
  HUB_SHARING_BASE: url,
  HUB_SHARING_APP_KEY: z.string().min(1),
  HUB_SHARING_APP_SECRET: z.string().min(16),
  /** `population=dir/id,deaths=dir/id`: where the catalogue of data sharing keeps each register. */
  HUB_SHARING_REGISTERS: registers,
  HUB_MGOP_BASE: url,
  HUB_MGOP_ACCESS_KEY: z.string().min(1),
  HUB_MGOP_APP_ID: z.string().regex(/^[0-9A-Za-z]+$/),
  /** 浙里办's sign-in, with the gateway's prefix; absent: nobody comes from there. With it the four that follow. */
  ZLB_BASE: url.optional(),
  ZLB_ACCESS_KEY: z.string().min(1).optional(),
  ZLB_SECRET_KEY: z.string().min(16).optional(),
  ZLB_APP_ID: z.string().min(1).optional(),
  /** Key of the fields that WeChat's form hands over sealed. */
  ZLB_FIELD_KEY: z
    .string()
    .regex(/^[0-9a-f]{32}$/i)
    .optional(),
  /** 浙政钉's open platform, for staff; absent: they sign in by password alone. With it the three that follow. */
  ZZD_BASE: url.optional(),
  ZZD_APP_KEY: z.string().min(1).optional(),
  ZZD_APP_SECRET: z.string().min(16).optional(),
  /** The page of the QR code, with client_id and all but where to come back. */
  ZZD_SIGN_IN_PAGE: url.optional(),
})

export type Config = z.output<typeof environment>
/** Every variable the product reads; docs/operations.md explains each. */
export const environmentNames: readonly string[] = Object.keys(environment.shape)

const zlbNames = ['ZLB_BASE', 'ZLB_ACCESS_KEY', 'ZLB_SECRET_KEY', 'ZLB_APP_ID', 'ZLB_FIELD_KEY'] as const
const zzdNames = ['ZZD_BASE', 'ZZD_APP_KEY', 'ZZD_APP_SECRET', 'ZZD_SIGN_IN_PAGE'] as const

/** Of each of these, all are there or none. */
function missingTogether(config: Config): string[] {
  return [zlbNames, zzdNames].flatMap((names) => {
    const missing = names.filter((name) => config[name] === undefined)
    return missing.length === names.length ? [] : missing
  })
}

/** How 浙里办 is reached; null where nobody comes from there. */
export function zlbOf(config: Config) {
  const [base, accessKey, secretKey, appId, fieldKey] = zlbNames.map((name) => config[name])
  return base && accessKey && secretKey && appId && fieldKey ? { base, accessKey, secretKey, appId, fieldKey } : null
}

/** How 浙政钉 is reached; null where staff sign in by password alone. */
export function zzdOf(config: Config) {
  const [base, appKey, appSecret, signInPage] = zzdNames.map((name) => config[name])
  return base && appKey && appSecret && signInPage ? { base, appKey, appSecret, signInPage } : null
}

/** A start that must not happen, with every reason named at once. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const LOOPBACK = /^https?:\/\/(127\.|localhost|\[::1\])/

/** What a development machine may do and a production one may not. */
function productionRefusals(config: Config): string[] {
  if (config.NODE_ENV !== 'production') return []
  const refusals: string[] = []
  if (config.DEMO) refusals.push('DEMO=1: production has no demo accounts and no phone page')
  if (config.PHONE_PAGE_URL) refusals.push('PHONE_PAGE_URL: production has no phone page')
  if (!config.KEYRING_FILE) refusals.push('KEYRING_FILE is missing: production never generates keys')
  if (config.KEYS_DIR) refusals.push('KEYS_DIR: generated development keys are not used in production')
  if (!config.METRICS_TOKEN) refusals.push('METRICS_TOKEN is missing: /metrics is never open in production')
  if (config.ROLE !== 'web' && !config.AUDIT_ANCHOR_FILE)
    refusals.push('AUDIT_ANCHOR_FILE is missing: the audit is anchored outside its database')
  if (!config.PUBLIC_BASE_URL.startsWith('https://')) refusals.push('PUBLIC_BASE_URL must be https')
  if (config.TRUSTED_PROXIES === 0)
    refusals.push('TRUSTED_PROXIES=0: production stands behind a TLS proxy, and without its word all visitors share one address')
  for (const name of [
    'WECHAT_API_BASE',
    'WECHAT_PAY_API_BASE',
    'SMS_API_BASE',
    'VOICE_API_BASE',
    'HUB_GATEWAY_BASE',
    'HUB_SHARING_BASE',
    'HUB_MGOP_BASE',
    'ZLB_BASE',
    'ZZD_BASE',
    'ZZD_SIGN_IN_PAGE',
  ] as const) {
    const base = config[name]
    if (base !== undefined && (LOOPBACK.test(base) || !base.startsWith('https://'))) refusals.push(`${name} points at a stand-in`)
  }
  return refusals
}

/**
 * Reads the environment once, at start.
 * @throws ConfigError naming every variable that is missing, malformed or refused in production
 */
export function parseConfig(source: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  // For whoever runs the product, so in English and independent of the words the API speaks to residents.
  const result = environment.safeParse(given, { error: z.locales.en().localeError })
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The environment is not usable:\n  ${lines.join('\n  ')}`)
  }
  const missing = missingTogether(result.data)
  if (missing.length > 0)
    throw new ConfigError(
      `The environment is not usable:\n  ${missing.map((name) => `${name}: signing in from outside needs it`).join('\n  ')}`,
    )
  const refusals = productionRefusals(result.data)
  if (refusals.length > 0) throw new ConfigError(`Refusing to start in production:\n  ${refusals.join('\n  ')}`)
  return result.data
}
