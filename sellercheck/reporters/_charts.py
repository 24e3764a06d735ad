"""Charts of a workbook: parts of DrawingML (ECMA-376, 21.2) that point at cells and carry their values along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sellercheck.reporters._marked import xml

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
COLOURS = {"high": "CF4A41", "medium": "E0992B", "low": "4AA58D", "info": "7A8BC0", "none": "B9C2CC"}


class Series(NamedTuple):
    """One row of bars, or one ring."""

    name: str
    name_at: str
    """The cell of the name, such as `'Summary'!$B$5`."""
    values: Sequence[int]
    values_at: str
    colour: str


def bars(title: str, names: Sequence[str], names_at: str, series: Sequence[Series]) -> str:
    """Bars from left to right, the first on top, the parts of one behind each other."""
    told = "".join(
        f'<c:ser>{_named(at, each)}{_fill(each.colour)}<c:invertIfNegative val="0"/>{_data(names, names_at, each)}</c:ser>'
        for at, each in enumerate(series)
    )
    marks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
    plot = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{told}<c:gapWidth val="40"/><c:overlap val="100"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{marks}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="#,##0" sourceLinked="0"/>{marks}<c:crossAx val="1"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>'
    )
    return _chart(title, plot)


def ring(title: str, names: Sequence[str], names_at: str, series: Series, colours: Sequence[str]) -> str:
    """Parts of a whole."""
    points = "".join(f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>{_fill(colour)}</c:dPt>' for at, colour in enumerate(colours))
    plot = (
        f'<c:doughnutChart><c:varyColors val="1"/><c:ser>{_named(0, series)}{points}{_data(names, names_at, series)}</c:ser>'
        '<c:firstSliceAng val="0"/><c:holeSize val="55"/></c:doughnutChart>'
    )
    return _chart(title, plot)


def _chart(title: str, plot: str) -> str:
    heading = f'<c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr sz="1200" b="1"/><a:t>{xml(title)}</a:t></a:r></a:p></c:rich></c:tx>'
    return (
        f'<c:chartSpace {_NAMESPACES}><c:roundedCorners val="0"/><c:chart><c:title>{heading}<c:overlay val="0"/></c:title>'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{plot}</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _named(at: int, series: Series) -> str:
    return f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx>{_texts([series.name], series.name_at)}</c:tx>'


def _fill(colour: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'


def _data(names: Sequence[str], names_at: str, series: Series) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(series.values))
    values = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(series.values)}"/>{points}'
    return (
        f"<c:cat>{_texts(names, names_at)}</c:cat>"
        f"<c:val><c:numRef><c:f>{xml(series.values_at)}</c:f><c:numCache>{values}</c:numCache></c:numRef></c:val>"
    )


def _texts(texts: Sequence[str], at: str) -> str:
    points = "".join(f'<c:pt idx="{number}"><c:v>{xml(text)}</c:v></c:pt>' for number, text in enumerate(texts))
    return f'<c:strRef><c:f>{xml(at)}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
