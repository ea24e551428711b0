import type { HelpBoard } from '@minsheng/shared/contracts/help'
import type { PlaceMap } from '@minsheng/shared/contracts/people'
import { MapChart as MapSeries } from 'echarts/charts'
import { type ECharts, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useMemo } from 'react'
import { useMapChart } from '../../../ui/use-map-chart.ts'
import { shortName } from '../../people/place/map-chart.tsx'
import { wallColours } from './wall-words.ts'

use([MapSeries, CanvasRenderer])
const MAP = 'help-wall'

type Place = HelpBoard['places'][number]

function colourOf(place: Place | undefined): string {
  if (!place || place.waiting + place.underWay === 0) return wallColours.calm
  if (place.late > 0) return wallColours.late
  return place.waiting > 0 ? wallColours.waiting : wallColours.underWay
}

interface Shown {
  map: PlaceMap
  places: readonly Place[]
}

function draw(chart: ECharts, { map, places }: Shown): void {
  const byId = new Map(places.map((place) => [place.id, place]))
  const features = map.features.map((feature) => ({ ...feature, properties: { ...feature.properties, key: feature.id } }))
  registerMap(MAP, { type: 'FeatureCollection', features } as never)
  chart.setOption(
    {
      animation: false,
      series: [
        {
          type: 'map',
          map: MAP,
          nameProperty: 'key',
          roam: false,
          selectedMode: false,
          silent: true,
          aspectScale: 0.86,
          layoutCenter: ['50%', '50%'],
          layoutSize: '96%',
          labelLayout: { hideOverlap: true },
          data: map.features.map(({ id, properties }) => {
            const place = byId.get(id)
            const open = place ? place.waiting + place.underWay : 0
            const name = shortName(properties.name)
            return {
              name: id,
              value: open,
              itemStyle: { areaColor: colourOf(place), borderColor: wallColours.ground, borderWidth: 2 },
              label: { show: true, color: wallColours.ink, fontSize: 20, formatter: open > 0 ? `${name} ${open}` : name },
            }
          }),
        },
      ],
    },
    { notMerge: true },
  )
}

/** Where calls are open: a picture of what the table under it says. */
export function WallMap({ map, places, label }: Shown & { label: string }) {
  const shown = useMemo(() => ({ map, places }), [map, places])
  const { box } = useMapChart(draw, shown)
  return <div ref={box} role='img' aria-label={label} className='wall-map' />
}
