import Taro, { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { about } from './about'
import type { LegalDocument } from './document'
import { privacy } from './privacy'
import './style.scss'
import { terms } from './terms'

const documents: Record<string, LegalDocument> = { about, privacy, terms }

export default function LegalPage() {
  const { doc = '' } = useRouter().params
  const { title, sections } = documents[doc] ?? about
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title })
  }, [title])
  return (
    <Page title={title}>
      {sections.map((section) => (
        <Box as='section' key={section.heading}>
          <Heading level={2}>{section.heading}</Heading>
          {section.paragraphs.map((paragraph) => (
            <Words key={paragraph} className='legal__paragraph'>
              {paragraph}
            </Words>
          ))}
        </Box>
      ))}
    </Page>
  )
}
