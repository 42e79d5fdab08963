"""Who was studied, in a specialist's and in a patient's words: treated before or not, early or late, ill or well.

The traits are those by which trials choose whom they take in (CONSORT 2010, item 4a); the words are our own.
"""

from __future__ import annotations

from newsdraft.checking.living_traits import (
    BORN,
    GRAFT,
    HEALTH,
    HOME,
    ROOTS,
    SINCE,
    SMOKING,
    WALKING,
    WEIGHT,
)
from newsdraft.checking.traits import Trait, Way, phrases

_DRUG = (
    r"(?:treatments?|treated|therap(?:y|ies)|chemotherapy|chemo|immunotherapy|medicines?|medications?|drugs?"
    r"|pills|tablets|antidepressants?|inhalers?|creams?|hormones?|anything|lines?|hormonal agents?)"
)

TREATED = Trait(
    (
        Way(
            "before",
            phrases(
                rf"""
                previously treated | pre-?treated | prior (?:\w+ )?(?:line|{_DRUG}) | refractory
                treatment-resistant
                (?:not|n't) (?:\w+ )?(?:responded|respond|helped|worked|got better|lifted)
                (?:progressed|worsened|grew|grown|relapsed|returned|come back)(?: \w+)? (?:on|after|despite\
                    |during|in spite of) (?:\w+ ){{0,4}}{_DRUG}
                (?:failure of|failed|despite|in spite of) (?:[\w-]+ ){{0,4}}{_DRUG}
                (?:chemotherapy|chemo|treatment|therapy|drugs?|medicines?) (?:had|has|have) failed
                at least (?:one|two|three|four|\d) (?:other |earlier |previous |prior )*{_DRUG}
                already (?:had|tried|taken|taking|been treated|received)
                have had (?:\w+ )?(?:two|three|other|earlier) (?:\w+ )?{_DRUG} | taking pills for it
                everybody (?:\w+ ){{0,4}}had taken
                """
            ),
        ),
        Way(
            "never",
            phrases(
                rf"""
                treatment-na[iï]ve | untreated
                never (?:\w+ )?(?:taken|had|been|received|tried|used) (?:been |any |a )?(?:treated|{_DRUG}\
                    |anything)
                no (?:prior|previous|earlier) {_DRUG}
                (?:had|had had|received) no (?:\w+ )?{_DRUG}(?: before)? | first-line
                first (?:ever )?(?:treatment|therapy) | (?:nobody|none) (?:\w+ ){{0,3}}had taken
                (?:took|take|taking) nothing for
                without (?:any )?(?:prior|previous|earlier) {_DRUG} | newly diagnosed and none
                not (?:yet )?(?:been )?treated | initial treatment
                """
            ),
        ),
    ),
    "Say whether these people had been treated before.",
)
COURSE = Trait(
    (
        Way(
            "new",
            phrases(
                r"""
                newly diagnosed
                (?:just|only just|recently|freshly) (?:been )?(?:told|diagnosed|learned|found out)
                new(?:ly)? (?:diagnosis|found)
                new patients | for the first time
                """
            ),
        ),
        Way(
            "back",
            phrases(
                r"""
                recurrent | relapsed | (?:had|has|have) (?:come|came) back | came back | returned after
                recurrence(?:d)?
                """
            ),
        ),
    ),
    "Say whether the disease was new or had come back.",
)
SPREAD = Trait(
    (
        Way(
            "not spread",
            phrases(
                r"""
                early[- ]stage(?! trial) | non-?metastatic | locali[sz]ed
                (?:had |has |have )?not (?:yet )?spread(?: beyond| outside)?
                an early (?:\w+ )?(?:cancer|tumou?r|form) | found early | caught early
                stages? (?:0|i|ii|1|2)(?! or (?:iii|iv|3|4))(?![\w/]) | (?:taken|cut) out | resected | confined to
                (?:early|small) (?:breast|skin|lung|prostate|bowel|colon|kidney|bladder\
                    |head and neck)? ?(?:cancers?|tumou?rs?)
                """
            ),
        ),
        Way(
            "spread",
            phrases(
                r"""
                (?<!non-)(?<!non)metasta\w+ | advanced | stages? (?:iii or )?(?:iv|4)(?![\w])
                (?:had|has|have|was|were)? ?spread (?:widely|far|to|through|around|into)
                (?:had|has|have|that) spread(?! to nearby) | inoperable | unresectable
                (?:could|can) ?not be (?:operated|removed|cut out|taken out)
                """
            ),
        ),
    ),
    "Say how far the cancer had gone.",
)
SEVERITY = Trait(
    (
        Way(
            "mild",
            phrases(
                r"""
                    mild(?:ly)?(?: \w+)?(?: (?:dementia|impairment|disease|cases?|infection|illness|form))?
                    (?:at an |the )early (?:point|stage|phase)s?(?: of)? | light cases
                """
            ),
        ),
        Way(
            "severe",
            phrases(
                r"""
                    severe(?:ly)? | (?:life-threatening|critical|septic shock|intensive care)
                    late (?:point|stage|phase)s?(?: of)? | very ill | gravely ill | worst cases
                """
            ),
            phrases("moderate"),
        ),
    ),
    "Say how ill these people were.",
)
FEELING = Trait(
    (
        Way(
            "well",
            phrases(
                r"""
                    (?:no|without|had no|free of) (?:any )?(?:symptoms|complaints|signs) | asymptomatic
                    felt (?:well|fine|healthy) | (?:did not|didn't) feel (?:ill|sick) | no trouble
                    symptom-free
                """
            ),
        ),
        Way(
            "unwell",
            phrases(
                r"""
                    (?<!no )(?<!without )(?<!of )(?:persistent|ongoing|with|had) symptoms | symptomatic
                    felt (?:very )?(?:ill|sick|unwell|poorly) | (?:still|also) (?:felt|feel) unwell
                    with trouble | very ill
                """
            ),
        ),
    ),
    "Say whether these people felt ill.",
)
URGENCY = Trait(
    (
        Way(
            "planned",
            phrases(
                r"""
                    elective | (?:had been |was |were )?planned (?:\w+ )?(?:operations?|surgery|ahead)
                    operation had been planned | scheduled surgery
                """
            ),
        ),
        Way(
            "urgent",
            phrases(
                r"""
                    (?:needed|need|having|had) an? (?:urgent|emergency) \w+
                    emergency (?:surgery|operations?) | urgent(?:ly)? (?:\w+ )?operat\w+
                """
            ),
        ),
    ),
    "Say whether the operation was planned or urgent.",
)
RISK = Trait(
    (
        Way(
            "high",
            phrases(
                r"""
                    (?:at |a |an )?(?:high|higher|increased|raised|elevated)[- ]risk | high risk
                    (?:have|had|with) a family history | first-degree relative | whose parents had
                """
            ),
        ),
        Way(
            "low",
            phrases(
                r"""
                    (?:at |a |an )?(?:low|lower|average|normal|ordinary|usual)[- ]risk
                    no (?:special|raised|particular) risk
                """
            ),
        ),
    ),
    "Say at what risk these people were.",
)
PRESSURE = Trait(
    (
        Way("high", phrases(r"(?:high|raised) blood pressure | (?<!without )hypertension | hypertensive")),
        Way("normal", phrases(r"(?:normal|healthy) blood pressure | normotensive")),
    ),
    "Say what these people's blood pressure was.",
)
HELD = Trait(
    (
        Way(
            "held",
            phrases(
                r"""
                    (?:well|viral load (?:was|is)) (?:held down|controlled|suppressed|in check)
                    (?<!un)controlled by | virally suppressed | (?<!not )held down
                    (?<!not )(?:well )?under control
                """
            ),
        ),
        Way(
            "not held",
            phrases(
                r"""
                    uncontrolled | poorly controlled
                    not (?:well )?(?:held down|controlled|under control|kept down) | stayed bad
                    out of control
                """
            ),
        ),
    ),
    "Say whether the disease was under control.",
)
TRACES = Trait(
    (
        Way(
            "found",
            phrases(
                r"""
                    (?<!un)detectable | (?:were|was) (?:still )?(?:found|detected|seen) in (?:their|the) blood
                    tested positive | \S*-positive | traces of it were
                """
            ),
        ),
        Way(
            "not found",
            phrases(
                r"""
                    undetectable | not detectable
                    no (?:more )?(?:traces?|signs?) (?:of it )?(?:were|was)? ?(?:found|left|seen)?
                    tested negative
                """
            ),
        ),
    ),
    "Say whether it was still found.",
)
PEOPLE_TRAITS = (
    TREATED, COURSE, SPREAD, SEVERITY, FEELING, SMOKING, HOME, URGENCY, RISK, WEIGHT, PRESSURE, HELD, HEALTH, TRACES,
    ROOTS, BORN, WALKING, GRAFT, SINCE,
)  # fmt: skip
"""What is one way or another of the people who were studied."""
