"""How far a study is, whether others checked it, what of it is reported, in a specialist's and in a patient's words."""

from __future__ import annotations

from newsdraft.checking.traits import Trait, Way, phrases

STATE = Trait(
    (
        Way(
            "running",
            phrases(
                r"""
                interim | ongoing | still (?:going on|running|under way|recruiting|taking part)
                is continuing | not (?:yet )?(?:over|finished|complete|completed|ended)
                part(?:way| of the way)(?: through)? | half-?way through | final results (?:are|is) expected
                has (?:just )?begun
                """
            ),
        ),
        Way(
            "over",
            phrases(
                r"""
                (?:trial|study|it) is (?:over|finished|complete|done)
                (?:its|the|these are the|their) final (?:results|numbers|figures|analysis)
                has (?:ended|finished|been completed)
                """
            ),
        ),
    ),
    "Say whether the study is still going on.",
)
END = Trait(
    (
        Way(
            "early",
            phrases(
                r"""
                    (?:stopped|ended|halted|closed|terminated|broken off|cut short)(?: \w+)? early
                    for futility | cut short | broken off | stopped ahead of
                """
            ),
        ),
        Way(
            "planned",
            phrases(
                r"""
                    (?:to|until) (?:its|the) (?:planned|scheduled) end
                    ran (?:its )?(?:full|whole) (?:course|time|length) | ran as planned | finished as planned
                """
            ),
        ),
    ),
    "Say that it was stopped early, or that it was not.",
)
CHECKED = Trait(
    (
        Way(
            "not checked",
            phrases(
                r"""
                preprints? | not (?:yet )?(?:been )?(?:peer[ -])?reviewed
                not (?:yet )?(?:been )?published in a peer | without peer review | unreviewed
                (?:not|n't) (?:yet )?(?:been )?(?:checked|vetted|looked over|come out\
                    |passed review)(?: by (?:other|outside|independent))?
                (?:have|has) not (?:yet )?(?:checked|vetted|looked|seen|been published)
                (?:other|outside|independent) (?:experts|scientists|researchers) have (?:not|yet to)
                """
            ),
        ),
        Way(
            "checked",
            phrases(
                r"""
                (?<!not )peer[ -]reviewed(?! journal\W) | (?:passed|through|after|past) (?:peer )?review
                (?:other|outside|independent) (?:experts|scientists|researchers) (?:have |had \
                    |already )+(?:checked|vetted|approved|looked)
                (?:checked|vetted) by (?:other|outside|independent) (?:experts|scientists|researchers)
                (?:came|come|comes) out in a (?:\w+ )?journal | a journal has (?:published|accepted)
                """
            ),
            phrases("(?<!a )(?<!to a )journal (?:of|article) | published in"),
        ),
    ),
    "Say whether other experts have checked it.",
)
FORESEEN = Trait(
    (
        Way(
            "afterwards",
            phrases(
                r"""
                    post hoc | not (?:been )?(?:pre-?specified|planned) | unplanned | second look
                    exploratory | had not been planned
                """
            ),
        ),
        Way(
            "foreseen",
            phrases(
                r"""
                    (?<!not )pre-?specified
                    (?:had |was |were )?planned (?:\w+ )?from the (?:start|outset|beginning)
                    planned (?:it )?in advance | set out to answer just
                """
            ),
        ),
    ),
    "Say whether the question was asked from the start.",
)
OF_ALL = Trait(
    (
        Way(
            "of a part",
            phrases(
                r"""
                    substudy | sub-study | subset | small part of
                    a (?:small )?(?:part|share|fraction) of the (?:women|men|people|patients|participants)
                    \d[\d,]* of the \d[\d,]*
                """
            ),
        ),
        Way(
            "of all",
            phrases(
                r"(?:in|of|for|on) all (?:of )?(?:the )?(?:women|men|people|patients|participants|children|adults)"
            ),
        ),
    ),
    "Say in how many it was measured.",
)
NUMBER = Trait(
    (
        Way(
            "one",
            phrases(
                r"""
                    (?:one|a) single (?:\w+ )*(?:trial|study|test) | single (?:early|late|new) trial
                    one single (?:trial|study)
                """
            ),
        ),
        Way(
            "several",
            phrases(
                r"""
                    (?:two|three|four|five|six|seven|eight|nine|ten|[2-9]\
                        |\d\d+) (?:\w+ )*(?:phase \d )?(?:trials|studies)
                    meta-analys[ie]s | systematic review
                """
            ),
        ),
    ),
    "Say whether it is one study or several.",
)
