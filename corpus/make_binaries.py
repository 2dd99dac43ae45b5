"""Makes the corpus's Word and PDF documents: the same bytes on every run.

    python corpus/make_binaries.py [FOLDER]

FOLDER is ``corpus/documents`` unless it is given. What the documents say stands in ``corpus/sources``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sources import (
    adult_social_care_2018,
    benchmark_group_2018,
    budget_monitor_2020,
    childrens_monthly_2019,
    childrens_scorecard_2022,
    corporate_quarter_2015,
    district_place_2024,
    finance_hr_outturn_2014,
    fire_authority_2016,
    fire_quarterly_2013,
    health_profile_2019,
    housing_compliance_2024,
    housing_options_2016,
    laa_indicators_2010,
    london_revenue_month8_2017,
    older_people_digest_2012,
    planning_licensing_2023,
    police_panel_2013,
    scottish_workforce_lgbf_2020,
    scrutiny_pack_2013,
    welsh_annual_measures_2015,
)

DOCUMENTS = Path(__file__).resolve().parent / "documents"
MADE_WITH = {"python-docx": "1.2.0", "reportlab": "5.1.0"}
"""Other versions of these may write other bytes for the same document."""
MAKERS: dict[str, Callable[[], bytes]] = {
    "adult_social_care_2018.pdf": adult_social_care_2018.make,
    "benchmark_group_2018.pdf": benchmark_group_2018.make,
    "budget_monitor_2020.pdf": budget_monitor_2020.make,
    "childrens_monthly_2019.docx": childrens_monthly_2019.make,
    "childrens_scorecard_2022.pdf": childrens_scorecard_2022.make,
    "corporate_quarter_2015.pdf": corporate_quarter_2015.make,
    "district_place_2024.docx": district_place_2024.make,
    "finance_hr_outturn_2014.docx": finance_hr_outturn_2014.make,
    "fire_authority_2016.pdf": fire_authority_2016.make,
    "fire_quarterly_2013.pdf": fire_quarterly_2013.make,
    "health_profile_2019.pdf": health_profile_2019.make,
    "housing_compliance_2024.docx": housing_compliance_2024.make,
    "housing_options_2016.docx": housing_options_2016.make,
    "laa_indicators_2010.docx": laa_indicators_2010.make,
    "london_revenue_month8_2017.pdf": london_revenue_month8_2017.make,
    "older_people_digest_2012.pdf": older_people_digest_2012.make,
    "planning_licensing_2023.pdf": planning_licensing_2023.make,
    "police_panel_2013.pdf": police_panel_2013.make,
    "scottish_workforce_lgbf_2020.docx": scottish_workforce_lgbf_2020.make,
    "scrutiny_pack_2013.pdf": scrutiny_pack_2013.make,
    "welsh_annual_measures_2015.pdf": welsh_annual_measures_2015.make,
}


def main(arguments: Sequence[str]) -> int:
    """Write every document into the folder."""
    folder = Path(arguments[0]) if arguments else DOCUMENTS
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        (folder / name).write_bytes(make())
        print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
