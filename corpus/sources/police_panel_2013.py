"""A police and crime panel's paper in two columns, with a footnote mark after a number and words broken at line ends.

Nothing in it is wrong (all of it is invented).
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from .page import BODY, HEADING, SMALL, Flowables, pack, paragraph

COLUMN = ParagraphStyle("column", parent=BODY, fontSize=9.5, leading=12.5, spaceAfter=5)
HEIGHT = 440
FOOTNOTE = "<super>1</super> Leaves out fraud, which has been recorded nationally since 1 March 2013."
CRIME = (
    "There were 48,216<super>1</super> recorded crimes in 2012/13, 8.1% fewer than in 2011/12 (52,466). That is 63.4 "
    "crimes per 1,000 people, on a population of 760,000. The average for the force’s most similar group was 61.8 per "
    "1,000, so Norvale’s rate is still higher than that of its peers.",
    "Burglary of dwellings went down by 392, or 11.9%, from 3,304 to 2,912. Teams in every neigh-<br/>bourhood "
    "dealt with 29,480 incidents of anti-social behaviour, 14% fewer than the year before (34,279).",
    "The force solved 31.5% of crimes. The target in the Police and Crime Plan is at least 30%, and it was met.",
    "Eight thousand incidents of domestic abuse were reported. Just over a quarter (27%) involved a repeat victim. An "
    "arrest was made in 68 per cent of cases, short of the ambition of 75 per cent.",
    "Some 286 people were killed or seriously injured on the roads, 15 fewer than in 2011/12 (301), a fall of 5.0%. "
    "No child was killed.",
)
SERVICE = (
    "In the year 93.2% of 999 calls were answered within 10 seconds, 0.8 percentage points less than in 2011/12 "
    "(94.0%). For 101 calls the figure was 91% within 30 seconds, above the target of 90%.",
    "Of the victims surveyed, 84.6% were content with the service that they had had. National satis-<br/>faction "
    "was 85.2%, so the force was slightly below the national average. Public confidence stood at 61%, the same as "
    "in 2011/12.",
    "The Commissioner received 1,120 letters and e-mails between November 2012 and March 2013. Three in five were "
    "about parking and speeding.",
)
RESOURCES = (
    "At 31 March 2013 the force had 1,486 full-time equivalent police officers, 214 community support officers and 402 "
    "special constables. Officer sickness averaged 9.1 days, half a day more than in 2011/12 (8.6 days).",
    "Net spending was £112.4m, within the budget of £113.0m; the underspend of £0.6m (0.5%) has gone to reserves. The "
    "Band D precept for 2013/14 is £181.08, up £3.55 or 2.0% from £177.53.",
    "The Community Fund has awarded £150k to 46 groups. A further £100,000 will be available in 2013/14, when officer "
    "numbers are forecast to be between 1,450 and 1,460.",
)


def _decorate(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(56, A4[1] - 56, "Norvale Police and Crime Panel, 27 June 2013")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(56, A4[1] - 72, "Item 6: The Commissioner’s report on performance in 2012/13")
    canvas.line(A4[0] / 2, A4[1] - 84 - HEIGHT, A4[0] / 2, A4[1] - 84)


def make() -> bytes:
    story: Flowables = []
    for heading, texts in (("Crime", CRIME), ("Service", SERVICE), ("Resources", RESOURCES)):
        story += [paragraph(heading, HEADING), *(paragraph(text, COLUMN) for text in texts)]
    story.append(paragraph(FOOTNOTE, SMALL))
    width = A4[0] / 2 - 56 - 12
    left = (56, A4[1] - 84 - HEIGHT, width, HEIGHT)
    right = (A4[0] / 2 + 12, A4[1] - 84 - HEIGHT, width, HEIGHT)
    return pack(story, title="Performance in 2012/13", size=A4, frames=[left, right], decorate=_decorate)
