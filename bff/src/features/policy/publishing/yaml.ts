import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify, visit } from 'yaml'

/** Something in a file that can't be taken, and where. */
export interface YamlFault {
  /** From 1; null where no place can be told. */
  line: number | null
  words: string
}

export type YamlRead =
  | { ok: true; value: Record<string, unknown>; lineOf: (path: readonly (string | number)[]) => number | null }
  | { ok: false; faults: readonly YamlFault[] }

const DEEPEST = 60
const MOST_NODES = 20_000
const MOST_FAULTS = 20
const plainTags = new Set([
  'tag:yaml.org,2002:str',
  'tag:yaml.org,2002:int',
  'tag:yaml.org,2002:bool',
  'tag:yaml.org,2002:null',
  'tag:yaml.org,2002:map',
  'tag:yaml.org,2002:seq',
])

/**
 * Reads a file that someone brings: plain values only. No tags, no references (a few lines of which can stand for a
 * billion), no two documents, bounded in depth and size; each refusal says the line.
 */
export function readYaml(text: string): YamlRead {
  const lines = new LineCounter()
  const at = (offset: number | undefined) => (offset === undefined ? null : lines.linePos(offset).line)
  let document: ReturnType<typeof parseDocument>
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      strict: true,
      uniqueKeys: true,
      merge: false,
      lineCounter: lines,
      prettyErrors: false,
    })
  } catch (error) {
    // Only what is nested thousands deep exhausts the stack.
    if (error instanceof RangeError) return { ok: false, faults: [{ line: null, words: '嵌套太深' }] }
    throw error
  }
  const faults: YamlFault[] = document.errors.map(({ code, pos }) => ({ line: at(pos[0]), words: errorWords[code] ?? '写法不对' }))
  const fault = (node: { range?: readonly number[] | null } | null, words: string) => faults.push({ line: at(node?.range?.[0]), words })
  let nodes = 0
  try {
    visit(document, {
      Node(_, node, path) {
        nodes += 1
        if (faults.length >= MOST_FAULTS || nodes > MOST_NODES || path.length > DEEPEST * 2) {
          if (nodes > MOST_NODES) fault(node, '内容太多')
          if (path.length > DEEPEST * 2) fault(node, '嵌套太深')
          return visit.BREAK
        }
        checkNode(node, fault)
        return undefined
      },
      Pair(_, { key }) {
        if (!isScalar(key) || typeof key.value !== 'string') fault(isScalar(key) ? key : null, '冒号前面要写文字')
        else if (key.value === '__proto__') fault(key, '这里不认识“__proto__”')
      },
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    faults.push({ line: null, words: '嵌套太深' })
  }
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, MOST_FAULTS) }
  if (!isMap(document.contents)) return { ok: false, faults: [{ line: 1, words: '这里要写成“名称: 内容”的形式' }] }
  return {
    ok: true,
    value: document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const found = document.getIn(path.slice(0, length), true) as Node | undefined
        if (found?.range) return at(found.range[0])
      }
      return null
    },
  }
}

function checkNode(node: Node, fault: (node: Node, words: string) => void): void {
  if (isAlias(node)) fault(node, '不能用引用（*）')
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) fault(node, '不能用锚点（&）')
  if (node.tag !== undefined && !plainTags.has(node.tag)) fault(node, '不能用标签（!）')
  if (isScalar(node) && typeof node.value === 'number' && !Number.isSafeInteger(node.value))
    fault(node, '只能写整数（金额以分为单位，比例写万分之几）')
  if (isScalar(node) && typeof node.value === 'bigint') fault(node, '数太大')
}

const errorWords: Partial<Record<string, string>> = {
  BAD_INDENT: '缩进不对',
  TAB_AS_INDENT: '缩进要用空格，不能用制表符',
  DUPLICATE_KEY: '同一个名称写了两次',
  MULTIPLE_DOCS: '一个文件只能写一份',
  MISSING_CHAR: '少了一个符号，比如引号或冒号后面的空格',
  TAG_RESOLVE_FAILED: '不能用标签（!）',
  BAD_ALIAS: '不能用引用（*）',
  MULTIPLE_ANCHORS: '不能用锚点（&）',
  ALIAS_PROPS: '不能用引用（*）',
  UNEXPECTED_TOKEN: '这里多了什么，或少了什么',
}

/** Names in the order in which people expect them; what is not here comes behind, by its letters. */
const order = [
  ...['id', 'key', 'title', 'unit', 'group', 'subject', 'benefit', 'summary', 'applying', 'materials', 'version', 'value'],
  ...['effectiveFrom', 'effectiveTo', 'from', 'sources', 'source', 'number', 'article', 'quotation', 'confidence', 'illustrative'],
  ...[
    'who',
    'words',
    'when',
    'amount',
    'ceiling',
    'payout',
    'every',
    'day',
    'onlyOnce',
    'per',
    'event',
    'excludedBy',
    'minus',
    'disregardIncome',
    'held',
  ],
  ...['policy', 'policies', 'name', 'on', 'person', 'household', 'others', 'status', 'low', 'high'],
  ...['all', 'any', 'not', 'atLeast', 'of', 'someMember', 'everyMember', 'countMembers', 'fact', 'param', 'ageAt', 'monthsSince'],
  ...[
    'lookup',
    'bandOf',
    'perMember',
    'where',
    'prorataMonths',
    'months',
    'mulBps',
    'round',
    'steps',
    'below',
    'give',
    'cases',
    'otherwise',
    'retires',
  ],
]
const rank = new Map(order.map((name, index) => [name, index]))

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const place = (name: string) => rank.get(name) ?? order.length
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  )
}

/** The same content always makes the same file, and the file read again the same content. */
export function writeYaml(content: unknown, heading: string): string {
  return `# ${heading.replace(/\s+/g, ' ')}\n${stringify(ordered(content), { version: '1.2', schema: 'core', lineWidth: 0, aliasDuplicateObjects: false })}`
}
