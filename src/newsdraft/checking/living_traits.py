"""How people who were studied live, and what marked them before: smokers, at home, healthy, born early, and so on."""

from __future__ import annotations

from newsdraft.checking.traits import Trait, Way, phrases

SMOKING = Trait(
    (
        Way("never", phrases(r"never[- ]smok\w+ | never smoked | non-?smok\w+ | (?:do|did|does) not smoke")),
        Way(
            "smoke",
            phrases(
                r"""
                    (?<!non-)(?<!never )smokers | (?:have|had|has) smoked | currently smoke | pack-years
                    who smoke(?:d)?
                """
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
                r"""
                    (?:lived?|living) (?:\w+ )?(?:at home|in their own|on their own|independently)
                    community-dwelling | treated at home | outpatients? | in their own homes | at home
                """
            ),
        ),
        Way(
            "care",
            phrases(
                r"""
                    nursing homes? | care homes? | residential care | intensive care | hospitali[sz]ed
                    admitted to | inpatients?
                """
            ),
        ),
    ),
    "Say where these people lived or were treated.",
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
HEALTH = Trait(
    (
        Way(
            "healthy",
            phrases(
                r"""
                    healthy (?:[\w-]+ )?(?:volunteers|people|adults|men|women|participants|subjects\
                        |individuals|persons|grown-ups|babies|teenagers|infants|children)
                    were healthy | in good health | blood donors
                """
            ),
        ),
        Way(
            "ill",
            phrases(
                r"""
                (?:all|everybody|every|each) (?:\d[\d,]* )?(?:participants? |patients? )?(?:had|has\
                    |with) (?:type|established|an?) \w+
                (?:patients|people|adults|men|women|children|infants) (?:with|who had) (?!no )\w+
                inject drugs | heart defect | premature
                """
            ),
            phrases("healthy | volunteers | controls | well"),
        ),
    ),
    "Say whether these people were healthy.",
)
ROOTS = Trait(
    (
        Way(
            "mostly one",
            phrases(
                r"""
                    \d+ ?% (?:of (?:them|participants) )?were (?:white|black|asian|hispanic)
                    (?:nearly|almost) all (?:\w+ ){0,4}(?:white|black|asian) | mostly (?:white|black|asian)
                """
            ),
        ),
        Way(
            "mixed",
            phrases(
                r"""
                    (?:many|all|different|various|diverse) (?:\w+ )?(?:backgrounds|origins|ethnicities|races)
                    all walks of life | equal numbers
                """
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
                r"""
                    born (?:much |far )?(?:too early|early|prematurely|preterm) | premature | preterm
                    before \d\d weeks | came too early
                """
            ),
        ),
        Way(
            "in time",
            phrases(
                r"""
                    (?:born )?(?:at|on) (?:the )?(?:normal|usual|due|right) (?:time|date) | full[- ]term
                    at term | born on time
                """
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
                r"""
                    no longer walk | (?:cannot|could not|can't|couldn't|unable to) walk
                    (?:needed|need|used|use|in|using) a wheelchair | non-ambulatory
                """
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
                r"""
                    transplant recipients
                    (?:had|received|got|live|lived|living) (?:with )?(?:a )?(?:new|donor|transplanted\
                        |transplant) ?(?:kidney|liver|heart|lung|organ)?
                    transplanted patients
                """
            ),
        ),
        Way(
            "waiting",
            phrases(
                r"""
                    waiting (?:for|list for) (?:a |an )?(?:new|donor|transplant)\S*(?: \w+)?
                    on the (?:transplant )?waiting list | transplant candidates
                """
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
                r"""
                    gestational | (?:while|when) (?:they were |she was )?(?:pregnant|expecting)
                    during (?:the |their )?pregnancy
                """
            ),
        ),
        Way(
            "in childhood",
            phrases(
                r"""
                    since (?:they were |she was |he was )?(?:childhood|children|a child|birth|kids)
                    from (?:childhood|birth) | (?:born|inborn) with | congenital | lifelong | childhood
                """
            ),
        ),
        Way(
            "late in life", phrases(r"late(?:r)? in life | in old age | as older people | when they were old")
        ),
    ),
    "Say when in life the disease began.",
)
