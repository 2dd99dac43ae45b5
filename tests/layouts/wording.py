"""Words of invented council papers: indicators, groups, comments and paragraphs."""

from __future__ import annotations

INDICATORS = (
    "Children in care with three or more moves in twelve months",
    "Care leavers in suitable accommodation",
    "Initial child protection conferences held within 15 working days",
    "Repeat referrals within a year",
    "Assessments completed on time",
    "Household waste sent for reuse, recycling and composting",
    "Missed bins per 100,000 collections",
    "Fly-tipping incidents removed within two working days",
    "Council tax collected in year",
    "Business rates collected",
    "Average days to re-let an empty council home",
    "Households in temporary accommodation at the end of the quarter",
    "Homelessness prevented or relieved",
    "Rent arrears of current tenants",
    "Repairs completed at the first visit",
    "Working days lost to sickness absence per employee",
    "Agency staff as a share of the pay bill",
    "Freedom of information requests answered on time",
    "Complaints answered at stage one within ten working days",
    "Calls answered within one minute",
    "Visits to libraries, in person and online",
    "Principal roads where maintenance should be considered",
    "Major planning applications decided within 13 weeks",
    "Minor planning applications decided in time",
    "Delayed transfers of care attributable to social care",
    "Older people still at home 91 days after discharge into reablement",
    "Adults with a learning disability in paid employment",
    "Permanent admissions to residential care",
    "Pupils reaching the expected standard in reading, writing and mathematics",
    "Pupil absence",
    "Permanent exclusions",
    "Young people not in education, employment or training",
    "First-time entrants to the youth justice system",
    "Smoking at time of delivery",
    "Take-up of health checks among those invited",
    "Affordable homes completed",
    "Street lights repaired within five days",
    "Invoices paid within 30 days",
    "Apprentices employed by the council and its schools",
    "Carbon emissions of the council's own buildings",
)

SHORT = (
    "Referrals", "Reviews on time", "Plans in date", "Visits made", "Cases open", "Cases closed", "Adoptions",
    "Foster homes", "Placements", "Absence", "Vacancies", "Turnover", "Arrears", "Repairs", "Lettings", "Evictions",
    "Recycling", "Landfill", "Potholes", "Gritting runs", "Library loans", "Swims", "Memberships", "Complaints",
    "Compliments", "Appeals",
)  # fmt: skip

GROUPS = (
    "Children and families", "Adult social care", "Place and environment", "Housing", "Corporate services",
    "Public health", "Education and skills", "Customer services", "Growth and regeneration",
)  # fmt: skip

AREAS = (
    "Northgate", "Eastmoor", "Westbrook", "Southey", "Hill Top", "Castle", "Riverside", "St Anne's", "Abbey",
    "Moorfield",    "Greenway", "Priory", "Longmeadow", "Brook Street", "Whitecross",
)  # fmt: skip

OWNERS = ("J Marsh", "P Oduya", "R Hallam", "S Whitby", "T Okafor", "L Brand", "A Singh")

COMMENTS = (
    "Performance has improved since the last quarter.",
    "The team has been short of two social workers, and posts are out to advert.",
    "Figures are provisional until the return is signed off.",
    "A new contract began in July and the backlog is being cleared.",
    "The measure is affected by small numbers, so one case moves it a long way.",
    "Managers review every late case each week.",
    "Weather in December delayed collections on the moor rounds.",
    "We expect to meet the target by the end of the year.",
    "Comparison with other councils is due in the autumn.",
    "The fall follows the closure of one home.",
    "Training for front-line staff is under way.",
    "No concerns.",
)

PROSE = (
    "This report sets out how the council performed against the measures in its plan. Members are asked to note the"
    " position and to say where they would like a fuller report.",
    "Most measures are on or near their targets. Where a measure is behind, the commentary says what is being done"
    " and by when the service expects to recover.",
    "The figures were drawn from the case management system on the last working day of the period and have been"
    " checked by the performance team. Some will be revised when returns are signed off.",
    "The committee asked in June for a shorter scorecard. The measures that were dropped are still collected and can"
    " be had from the performance team at any time.",
    "Demand has risen in every part of the service since the spring, and the number of contacts is the highest since"
    " records in this form began. The budget has not risen with it.",
    "A further report will come to the next meeting. There are no legal implications, and the equality assessment is"
    " unchanged from the one that was published with the plan.",
)

TITLES = (
    "Performance scorecard", "Quarterly performance report", "Key measures", "How we are doing",
    "Directorate scorecard",    "Monitoring of the council plan",
)  # fmt: skip

NOTES = ("Source: council records.", "Figures are provisional.", "Targets are for the full year.")
