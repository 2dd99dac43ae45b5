"""Figures, roles, comparators and ratios in sentences, by marked examples."""

from __future__ import annotations

import pytest

from pipeline.reading import read, unmark

EXAMPLES = [
    "Dental checks were up to date for <m role=actual>85%</m> of children, against a target of <m role=target>90%</m>.",
    "This is worse than the England average (<m role=benchmark comparator=England>10.4%</m>) and did not achieve the target of <m role=target>14.7%</m>.",
    "At <m role=actual>59.8%</m> this was above the England and London averages of <m role=benchmark comparator=England>52%</m> and <m role=benchmark comparator=London>55%</m> respectively.",
    "The waiting list fell from <m role=actual>418</m> to <m role=actual>276</m>, a reduction of <m role=change>142</m>, or <m role=change>34%</m>.",
    "Long-term stability was <m role=actual>64.7%</m>, <m role=change>2.1 percentage points</m> higher than the year before.",
    "The team expects to approve up to <m role=forecast qualifier=le>12</m> households.",
    "The service was forecasting an underspend of <m role=forecast value=45000>£45k</m> on a net budget of <m role=target value=9200000>£9.2m</m>.",
    "More than <m role=actual qualifier=gt>1,500</m> victims were referred to the service.",
    "Take-up was just above the <m role=target>85 per cent</m> target.",
    "There were <m value=0>no</m> permanent exclusions and <m value=9>nine</m> fixed term exclusions.",
    "<m value=5 numerator=5 denominator=7>Five of our seven</m> homes were inspected.",
    "Some <m value=734>734</m> officers (<m value=36.4 numerator=734>36.4%</m>) were women.",
    "The rate was <m measure=rate unit='per 10,000'>41.8 per 10,000</m>, below the Welsh rate of <m measure=rate role=benchmark>52.1</m>.",
    "<m value=20 numerator=1 denominator=5 measure=percentage>One in five</m> pupils missed ten or more days.",
    "Costs rose by <m role=change>£15</m> (<m role=change>6.2%</m>) to <m role=actual>£256.23</m>.",
    "The average is <m measure=duration unit=days>38.4 days</m> and the longest wait was <m measure=duration>19 weeks</m>.",
    "Fees will rise by <m role=change unit=GBP value=0.13>13p</m> in April.",
    "In reading <m role=actual>93%</m> made expected progress, compared with <m role=benchmark comparator=nationally>68%</m> of all children nationally.",
    "Children waited an average of <m measure=duration>1,081 days</m> between entering care and being placed.",
    "The change was from <m value=0>0.0</m> to <m value=-12>-12</m>.",
    "There was a gap (c<m qualifier=approx value=77000000>£77m</m>).",
    "National satisfaction was <m role=benchmark comparator=National>85.2%</m>.",
]

NOTHING = [
    "The meeting on 14 July 2009 opened at 6.45pm in Committee Room 2.",
    "Section 47 enquiries and Regulation 44 visits are set out in paragraph 3.1 and Appendix 2.",
    "Contact the team on 01632 960114 or at team7@example.org.",
    "Support for those aged 16-18 and for Year 11 pupils is given under the Children Act 1989.",
    "Assessments should be completed within 35 working days.",
    "NI 63 and BV 78a are reported separately, see Minute 24.",
    "There were no implications and no changes to report.",
    "For (39) Against (12) Abstain (3).",
    "The loans fall due on 26/01/26 and 05/27.",
    "The school has stood there since 1889.",
    "112. Placement stability is as it was.",
    "5.3.In terms of the plan, Waves 3 and 4 are complete.",
    "One of the largest providers said that no one had complained.",
]


@pytest.mark.parametrize("marked", EXAMPLES)
def test_marked_figures_are_found_as_marked(marked: str) -> None:
    text, spans = unmark(marked)
    mentions = read(text).mentions
    assert [(m.start, m.end) for m in mentions] == [(start, end) for start, end, _ in spans]
    for mention, (_, _, keys) in zip(mentions, spans, strict=True):
        found = {
            "role": mention.role,
            "comparator": mention.comparator,
            "qualifier": mention.quantity.qualifier,
            "value": f"{mention.value:f}".rstrip("0").rstrip(".")
            if "." in f"{mention.value:f}"
            else f"{mention.value:f}",
            "numerator": str(mention.numerator),
            "denominator": str(mention.denominator),
            "measure": mention.measure,
            "unit": mention.unit,
        }
        assert {key: found[key] for key in keys} == keys


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_are_no_figures_are_excluded_with_a_reason(text: str) -> None:
    findings = read(text)
    assert [mention.text for mention in findings.mentions] == []
    digits = {index for index, character in enumerate(text) if character.isdigit()}
    covered = {index for item in findings.exclusions for index in range(item.start, item.end)}
    assert digits <= covered
    assert all(item.reason for item in findings.exclusions)
