"""Who was studied, in a specialist's and in a patient's words: treated before or not, early or late, ill or well.

The traits are those by which trials choose whom they take in (CONSORT 2010, item 4a); the words are our own.
"""

from __future__ import annotations

from newsdraft.checking.traits import Trait, Way, phrases

_DRUG = r"(?:treatments?|treated|therap(?:y|ies)|chemotherapy|chemo|immunotherapy|medicines?|medications?|drugs?|pills|tablets|antidepressants?|inhalers?|creams?|hormones?|anything|lines?|hormonal agents?)"

TREATED = Trait(
    (
        Way(
            "before",
            phrases(
                rf"""
                previously treated | pre-?treated | prior (?:\w+ )?(?:line|{_DRUG}) | refractory | treatment-resistant | (?:not|n't) (?:\w+ )?(?:responded|respond|helped|worked|got better|lifted)
                (?:progressed|worsened|grew|grown|relapsed|returned|come back)(?: \w+)? (?:on|after|despite|during|in spite of) (?:\w+ ){{0,4}}{_DRUG}
                (?:failure of|failed|despite|in spite of) (?:[\w-]+ ){{0,4}}{_DRUG} | (?:chemotherapy|chemo|treatment|therapy|drugs?|medicines?) (?:had|has|have) failed
                at least (?:one|two|three|four|\d) (?:other |earlier |previous |prior )*{_DRUG} | already (?:had|tried|taken|taking|been treated|received)
                have had (?:\w+ )?(?:two|three|other|earlier) (?:\w+ )?{_DRUG} | taking pills for it | everybody (?:\w+ ){{0,4}}had taken
                """
            ),
        ),
        Way(
            "never",
            phrases(
                rf"""
                treatment-na[iï]ve | untreated | never (?:\w+ )?(?:taken|had|been|received|tried|used) (?:been |any |a )?(?:treated|{_DRUG}|anything) | no (?:prior|previous|earlier) {_DRUG}
                (?:had|had had|received) no (?:\w+ )?{_DRUG}(?: before)? | first-line | first (?:ever )?(?:treatment|therapy) | (?:nobody|none) (?:\w+ ){{0,3}}had taken | (?:took|take|taking) nothing for
                without (?:any )?(?:prior|previous|earlier) {_DRUG} | newly diagnosed and none | not (?:yet )?(?:been )?treated | initial treatment
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
                newly diagnosed | (?:just|only just|recently|freshly) (?:been )?(?:told|diagnosed|learned|found out) | new(?:ly)? (?:diagnosis|found)
                new patients | for the first time
                """
            ),
        ),
        Way(
            "back",
            phrases(
                r"""
                recurrent | relapsed | (?:had|has|have) (?:come|came) back | came back | returned after | recurrence(?:d)?
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
                early[- ]stage(?! trial) | non-?metastatic | locali[sz]ed | (?:had |has |have )?not (?:yet )?spread(?: beyond| outside)? | an early (?:\w+ )?(?:cancer|tumou?r|form) | found early | caught early
                stages? (?:0|i|ii|1|2)(?! or (?:iii|iv|3|4))(?![\w/]) | (?:taken|cut) out | resected | confined to
                (?:early|small) (?:breast|skin|lung|prostate|bowel|colon|kidney|bladder|head and neck)? ?(?:cancers?|tumou?rs?)
                """
            ),
        ),
        Way(
            "spread",
            phrases(
                r"""
                (?<!non-)(?<!non)metasta\w+ | advanced | stages? (?:iii or )?(?:iv|4)(?![\w]) | (?:had|has|have|was|were)? ?spread (?:widely|far|to|through|around|into) | (?:had|has|have|that) spread(?! to nearby) | inoperable | unresectable
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
                r"mild(?:ly)?(?: \w+)?(?: (?:dementia|impairment|disease|cases?|infection|illness|form))? | (?:at an |the )early (?:point|stage|phase)s?(?: of)? | light cases"
            ),
        ),
        Way(
            "severe",
            phrases(
                r"severe(?:ly)? | (?:life-threatening|critical|septic shock|intensive care) | late (?:point|stage|phase)s?(?: of)? | very ill | gravely ill | worst cases"
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
                r"(?:no|without|had no|free of) (?:any )?(?:symptoms|complaints|signs) | asymptomatic | felt (?:well|fine|healthy) | (?:did not|didn't) feel (?:ill|sick) | no trouble | symptom-free"
            ),
        ),
        Way(
            "unwell",
            phrases(
                r"(?<!no )(?<!without )(?<!of )(?:persistent|ongoing|with|had) symptoms | symptomatic | felt (?:very )?(?:ill|sick|unwell|poorly) | (?:still|also) (?:felt|feel) unwell | with trouble | very ill"
            ),
        ),
    ),
    "Say whether these people felt ill.",
)
SMOKING = Trait(
    (
        Way("never", phrases(r"never[- ]smok\w+ | never smoked | non-?smok\w+ | (?:do|did|does) not smoke")),
        Way(
            "smoke",
            phrases(
                r"(?<!non-)(?<!never )smokers | (?:have|had|has) smoked | currently smoke | pack-years | who smoke(?:d)?"
            ),
        ),
    ),
    "Say whether these people smoked.",
)
HOME = Trait(
    (
        Way(
            "home",
            phrases(
                r"(?:lived?|living) (?:\w+ )?(?:at home|in their own|on their own|independently) | community-dwelling | treated at home | outpatients? | in their own homes | at home"
            ),
        ),
        Way(
            "care",
            phrases(
                r"nursing homes? | care homes? | residential care | intensive care | hospitali[sz]ed | admitted to | inpatients?"
            ),
        ),
    ),
    "Say where these people lived or were treated.",
)
URGENCY = Trait(
    (
        Way(
            "planned",
            phrases(
                r"elective | (?:had been |was |were )?planned (?:\w+ )?(?:operations?|surgery|ahead) | operation had been planned | scheduled surgery"
            ),
        ),
        Way(
            "urgent",
            phrases(
                r"(?:needed|need|having|had) an? (?:urgent|emergency) \w+ | emergency (?:surgery|operations?) | urgent(?:ly)? (?:\w+ )?operat\w+"
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
                r"(?:at |a |an )?(?:high|higher|increased|raised|elevated)[- ]risk | high risk | (?:have|had|with) a family history | first-degree relative | whose parents had"
            ),
        ),
        Way(
            "low",
            phrases(
                r"(?:at |a |an )?(?:low|lower|average|normal|ordinary|usual)[- ]risk | no (?:special|raised|particular) risk"
            ),
        ),
    ),
    "Say at what risk these people were.",
)
WEIGHT = Trait(
    (
        Way("heavy", phrases(r"obes\w+ | overweight | very heavy | weighed too much | too heavy")),
        Way(
            "usual",
            phrases(
                r"(?:normal|healthy|usual|ordinary)[- ]weight | of (?:normal|healthy) weight | slim | lean"
            ),
        ),
    ),
    "Say how heavy these people were.",
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
                r"(?:well|viral load (?:was|is)) (?:held down|controlled|suppressed|in check) | (?<!un)controlled by | virally suppressed | (?<!not )held down | (?<!not )(?:well )?under control"
            ),
        ),
        Way(
            "not held",
            phrases(
                r"uncontrolled | poorly controlled | not (?:well )?(?:held down|controlled|under control|kept down) | stayed bad | out of control"
            ),
        ),
    ),
    "Say whether the disease was under control.",
)
HEALTH = Trait(
    (
        Way(
            "healthy",
            phrases(
                r"healthy (?:[\w-]+ )?(?:volunteers|people|adults|men|women|participants|subjects|individuals|persons|grown-ups|babies|teenagers|infants|children) | were healthy | in good health | blood donors"
            ),
        ),
        Way(
            "ill",
            phrases(
                r"""
                (?:all|everybody|every|each) (?:\d[\d,]* )?(?:participants? |patients? )?(?:had|has|with) (?:type|established|an?) \w+ | (?:patients|people|adults|men|women|children|infants) (?:with|who had) (?!no )\w+
                inject drugs | heart defect | premature
                """
            ),
            phrases("healthy | volunteers | controls | well"),
        ),
    ),
    "Say whether these people were healthy.",
)
TRACES = Trait(
    (
        Way(
            "found",
            phrases(
                r"(?<!un)detectable | (?:were|was) (?:still )?(?:found|detected|seen) in (?:their|the) blood | tested positive | \S*-positive | traces of it were"
            ),
        ),
        Way(
            "not found",
            phrases(
                r"undetectable | not detectable | no (?:more )?(?:traces?|signs?) (?:of it )?(?:were|was)? ?(?:found|left|seen)? | tested negative"
            ),
        ),
    ),
    "Say whether it was still found.",
)
ROOTS = Trait(
    (
        Way(
            "mostly one",
            phrases(
                r"\d+ ?% (?:of (?:them|participants) )?were (?:white|black|asian|hispanic) | (?:nearly|almost) all (?:\w+ ){0,4}(?:white|black|asian) | mostly (?:white|black|asian)"
            ),
        ),
        Way(
            "mixed",
            phrases(
                r"(?:many|all|different|various|diverse) (?:\w+ )?(?:backgrounds|origins|ethnicities|races) | all walks of life | equal numbers"
            ),
        ),
    ),
    "Say what backgrounds these people had.",
)
BORN = Trait(
    (
        Way(
            "early",
            phrases(
                r"born (?:much |far )?(?:too early|early|prematurely|preterm) | premature | preterm | before \d\d weeks | came too early"
            ),
        ),
        Way(
            "in time",
            phrases(
                r"(?:born )?(?:at|on) (?:the )?(?:normal|usual|due|right) (?:time|date) | full[- ]term | at term | born on time"
            ),
        ),
    ),
    "Say whether these babies were born early.",
)
WALKING = Trait(
    (
        Way(
            "walk",
            phrases(
                r"(?:can|could|able to)(?: still)? walk | still walk(?:s|ed|ing)? | ambulatory | on their feet"
            ),
        ),
        Way(
            "not walk",
            phrases(
                r"no longer walk | (?:cannot|could not|can't|couldn't|unable to) walk | (?:needed|need|used|use|in|using) a wheelchair | non-ambulatory"
            ),
            phrases("wheelchair users were included"),
        ),
    ),
    "Say whether these people could walk.",
)
GRAFT = Trait(
    (
        Way(
            "had",
            phrases(
                r"transplant recipients | (?:had|received|got|live|lived|living) (?:with )?(?:a )?(?:new|donor|transplanted|transplant) ?(?:kidney|liver|heart|lung|organ)? | transplanted patients"
            ),
        ),
        Way(
            "waiting",
            phrases(
                r"waiting (?:for|list for) (?:a |an )?(?:new|donor|transplant)\S*(?: \w+)? | on the (?:transplant )?waiting list | transplant candidates"
            ),
        ),
    ),
    "Say whether these people had the transplant or waited for it.",
)
SINCE = Trait(
    (
        Way(
            "in pregnancy",
            phrases(
                r"gestational | (?:while|when) (?:they were |she was )?(?:pregnant|expecting) | during (?:the |their )?pregnancy"
            ),
        ),
        Way(
            "in childhood",
            phrases(
                r"since (?:they were |she was |he was )?(?:childhood|children|a child|birth|kids) | from (?:childhood|birth) | (?:born|inborn) with | congenital | lifelong | childhood"
            ),
        ),
        Way(
            "late in life", phrases(r"late(?:r)? in life | in old age | as older people | when they were old")
        ),
    ),
    "Say when in life the disease began.",
)
PEOPLE_TRAITS = (
    TREATED, COURSE, SPREAD, SEVERITY, FEELING, SMOKING, HOME, URGENCY, RISK, WEIGHT, PRESSURE, HELD, HEALTH, TRACES, ROOTS, BORN, WALKING, GRAFT, SINCE,
)  # fmt: skip
"""What is one way or another of the people who were studied."""
