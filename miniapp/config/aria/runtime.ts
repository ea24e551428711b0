import { mergeInternalComponents } from '@tarojs/shared'
import readable from './attributes.json'

// The runtime asks the same table as the template which attributes an element may carry; an empty default means "as given".
const attributes = Object.fromEntries(readable.attributes.map((name) => [name, '']))
mergeInternalComponents(Object.fromEntries(readable.components.map((component) => [component, attributes])))
