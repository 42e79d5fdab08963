"""How a study was done, in a specialist's and in a patient's words: by lot or by looking on, blind or open, and so on.

The traits are those that reporting guidelines ask for (CONSORT 2010 for trials, STROBE for observational studies,
PRISMA 2020 for reviews); the words are our own.
"""

from __future__ import annotations

from newsdraft.checking.report_traits import CHECKED, END, FORESEEN, NUMBER, OF_ALL, STATE
from newsdraft.checking.traits import Trait, Way, phrases

_WHO = (
    r"(?:people|patients|women|men|children|adults|participants|volunteers|those|parents|families|they"
    r"|clinics|wards)"
)

_BY_LOT = r"""
    (?<!non-)(?<!non)randomi[sz](?:ed|ation|ing|es?)
    randomly (?:\w+ )?(?:assigned|allocated|put|split|divided|picked|given|sorted)
    (?:assigned|allocated|put|split|divided|sorted|given|chosen|picked|placed\
        |drawn)(?: [\w,-]+){0,8}? (?:at random|by (?:pure )?(?:chance|lot|luck)|by lottery)
    at random | rcts? | (?:by|was|left) (?:a |the )?(?:pure )?lottery | a lottery
    (?:drew|draws|drawn|drawing) (?:\w+ ){0,2}?lots
    lots (?:were|was) drawn | by lots? | (?:the )?luck of the draw | (?:the )?(?:toss|flip) of a coin
    coin (?:toss|flip) | (?:tossed|flipped) a coin
    by (?:pure |sheer )?chance(?! findings?) | left (?:\w+ )?to chance
    (?:chance|luck|a computer) (?:alone |itself )?(?:decided|determined|decides|picked|chose|settled)
    as chance would have it | up to chance
"""
_LOOKED_ON = rf"""
    before-and-after | observational | retrospective(?:ly)? | non-?randomi[sz]ed | not (?:\w+ )?randomi[sz]ed
    case-control | cross-sectional | ecological study
    (?:prospective |birth |population-based )?cohort study | registry(?! number) | registries
    natural experiment | database study | insurance claims
    (?:treating |their |the )?(?:physicians?|doctors?|clinicians?)(?: in charge)? (?:had )?(?:decided|chose\
        |chosen|picked)
    (?:chose|picked|decided) (?:\w+ )?(?:for )?themselves | for themselves (?:chose|picked|decided)
    {_WHO} (?:had |who )?(?:chose|picked|chosen|were free to|could choose|could pick|decided (?:how|which|what|whether))
    free to (?:choose|pick|decide)
    (?:was|were) (?:left )?up to (?:their|the|each) (?:doctors?|patients?|parents?|families)
    wanted themselves
    according to clinical judge?ment | (?:simply|only|just|merely) (?:watched|looked on|observed|looked at what)
    (?:watched|looked on|looking on) without (?:changing|stepping in|giving)
    happened to (?:use|take|be|get|have|eat|drink)
    observed (?:\w+ ){{0,3}}who (?:had )?(?:chosen|chose) | without changing anything
    (?:went|looked|combed) (?:back )?through (?:the |old |past )*(?:files|records|charts|papers)
    review(?:ed)? of (?:the )?(?:medical |hospital |health |old |past )*(?:records|charts|files)
    medical records | health records
"""
WHO_GOT_WHAT = Trait(
    (
        Way(
            "by lot",
            phrases(_BY_LOT),
            phrases(r"random\w* | placebo | controlled trials? | assigned | allocated | mendelian | sham"),
        ),
        Way(
            "looked on",
            phrases(_LOOKED_ON),
            phrases("cohort | records | registr(?:y|ies) | survey(?:ed)? | observed | real-world | claims"),
        ),
    ),
    "Say whether chance decided who got what, or whether the researchers only looked on.",
)
_PEOPLE_KNEW = (
    r"(?:everybody|everyone|both|all|(?:patients|participants|people|doctors"
    r"|volunteers)(?: and (?:their )?(?:doctors|patients|staff|nurses))?)"
)
BLINDING = Trait(
    (
        Way(
            "blind",
            phrases(
                r"""
                (?:double|single|triple)[- ]blind(?:ed)?
                (?<!not )(?<!un)(?:blinded|masked) (?:trial|study|fashion)
                (?:assessors|patients|staff|investigators) (?:[\w,]+ ){0,5}?were (?:blinded|masked)
                (?:nobody|no one|neither|none)(?: [\w,-]+){0,12}? (?:knew|was aware|were aware|was told\
                    |were told|could tell)
                (?:did not|didn't|not) know (?:who|which|what|whether|if)
                (?:unaware|not aware) (?:of|which|who) | (?:kept |left )?in the dark
                without (?:\w+ )?knowing (?:who|which|what|whether)
                """
            ),
            phrases("blind(?:ed)? | masked | sham | placebo"),
        ),
        Way(
            "open",
            phrases(
                rf"""
                open[- ]label | unblinded | not (?:blinded|masked) | {_PEOPLE_KNEW} knew
                were told (?:who|which|what|whether)
                {_PEOPLE_KNEW} (?:were|was) aware
                """
            ),
        ),
    ),
    "Say whether those who took part knew what they got.",
)
COMPARISON = Trait(
    (
        Way(
            "none",
            phrases(
                r"""
                single[- ]arm | one[- ]arm | uncontrolled
                (?:no|without (?:a|any)?) ?(?:control|comparison|placebo|untreated)(?: (?:group|arm))?
                (?:no|not any|without (?:a|any)?) ?(?:\w+ )?group (?:to compare|for comparison)
                (?:did|does|do) not (?:include|have) (?:a )?(?:placebo|control|comparison)(?: group| arm)?
                no (?:child|patient|one|body|woman|man|person|participant) (?:was given|got|received\
                    |had) (?:a |the )?(?:dummy|placebo|fake)
                nobody (?:was given|got|received|had) (?:a |the )?(?:dummy|placebo|fake)
                all (?:\d+ )?(?:of (?:whom|them) )?(?:received|were given|got|had) (?:the )?(?:cell|active\
                    |real|actual|new|same) (?:therapy|drug|treatment|medicine)
                (?:nobody|no one) (?:without|else) [\w ]{0,20}(?:was|were) (?:studied|compared) | nothing to compare
                """
            ),
        ),
        Way(
            "compared",
            phrases(
                r"""
                placebo-controlled
                (?:with|and|or|included?|had) (?:a |the )?(?:comparison|control) (?:group|arm)
                or (?:a )?(?:placebo|dummy|sham|waiting list)
                (?:were|was|being) compared (?:with|to) (?:a group|another|others|people|those|patients\
                    |women|men|children|some)
                (?:some|half)(?: [\w-]+){0,8}? (?:a |the )?(?:dummy|placebo|fake|sham|inactive)
                (?:one|group) without(?: it)? | controlled trial | against (?:a )?(?:placebo|dummy)
                """
            ),
            phrases(
                "placebo | sham | dummy | usual care | control (?:group|arm)s? | controls | compared with"
            ),
        ),
    ),
    "Say whether there was a group to compare with, and which.",
)
STEP = Trait(
    (
        Way(
            "first",
            phrases(
                r"""
                phase[ -](?:1|i)(?![/\w]) | first-in-human | dose-escalation | pilot | feasibility
                proof-of-concept | early(?:[- ]stage)?,? (?:small )?(?:study|test|trial)
                first (?:small |ever |early )*(?:test|trial|study|tried) in (?:people|humans|patients|\d+)
                first (?:small |early )+(?:test|trial|study) | trial run
                (?:small|first) (?:early )?trial run | (?:first|early) (?:trial|test) in people
                """
            ),
        ),
        Way("middle", phrases(r"phase[ -](?:2|ii)(?![/\w]) | mid(?:dle)?-stage")),
        Way(
            "last",
            phrases(
                r"""
                phase[ -](?:3|iii)(?![/\w]) | pivotal | (?:late|final|last)[- ]stage | full-(?:size|scale)d?
                decisive (?:\w+ )?(?:trial|test|study)
                large (?:final|last|late)\S* (?:trial|test|study) | thousands of people
                """
            ),
        ),
    ),
    "Say how far on the testing is, as the passage does.",
)
LOOK = Trait(
    (
        Way(
            "back",
            phrases(
                r"""
                retrospective(?:ly)? | (?:looked|looking|went|going|gone) back (?:at|on|over|through|into|to)
                archived? | archives | post hoc | stored samples | put away
                (?:many |some )?years ago | (?:old|earlier|past|stored) (?:\w+ )?(?:samples|records|files|scans|x-rays)
                """
            ),
        ),
        Way(
            "forward",
            phrases(
                r"""
                prospective(?:ly)? | forward in time
                (?:followed|tracked|watched) (?:\w+ ){0,6}?(?:forward|from then on|from that day)
                (?:followed|tracked) newly diagnosed
                """
            ),
            phrases("prospective(?:ly)? | enrolled | recruited"),
        ),
    ),
    "Say whether the study looked back or followed people from then on.",
)
OFTEN = Trait(
    (
        Way(
            "once",
            phrases(
                r"""
                cross-sectional | once | a single time | one time(?: point)?
                at (?:a |one )(?:single )?(?:moment|point in time|time point) | one (?:blood )?sample each
                snapshot
                """
            ),
        ),
        Way(
            "over time",
            phrases(
                r"""
                (?:followed|tracked|watched|weighed|asked|measured|took|taken\
                    |kept)(?: [\w,'-]+){0,8}? (?:for years|for (?:many|several|\w+) years|over (?:several|the\
                    |many|\w+) (?:years|months)|again and again|time and again|repeatedly)
                again and again | longitudinal
                """
            ),
            phrases(
                r"""
                    follow(?:ed|-up|s) | over (?:\w+ )?(?:years|months)
                    every (?:\w+ )?(?:years?|months?|weeks?) | baseline
                """
            ),
        ),
    ),
    "Say whether people were looked at once or over time.",
)
_TRIED = r"(?:trial|experiment|test)"
WORK = Trait(
    (
        Way(
            "tried on people",
            phrases(
                rf"""
                (?:ran|run|runs|carried out|did|made) (?:a |an |one |another |new |its |their |own |large \
                    |randomi[sz]ed |clinical )+{_TRIED}(?! run)
                (?:new|own|single|randomi[sz]ed|controlled|clinical) {_TRIED}s?(?! run| (?:have|has) not\
                    | (?:is|are) (?:planned|needed|due))
                {_TRIED} (?:of their own|showed|proved|found)
                (?:in|from) (?:a|the) {_TRIED} (?:that|with|of)
                {_TRIED}s? (?:in|on|with|among) (?:the )?(?:patients|people|women|men|children|adults\
                    |volunteers|humans)
                (?:in|of|from) (?:patients|people|women|men|volunteers|children) who (?:took part\
                    |were (?:given|treated|in))
                (?:treated|vaccinated|gave) (?:\d[\d,]* )?(?:people|volunteers|patients|women|men|children)
                (?:patients|people|women|men|children|volunteers) were (?:treated|vaccinated|given)
                proved it
                put (?:\d[\d,]* )?(?:people|patients|carers|women|men|children|volunteers\
                    |adults)(?: [\w-]+){{0,3}} into
                in (?:a )?(?:trial|clinic|clinics|hospital|hospitals|practice|everyday care) while
                tried out (?:in|on|with) (?:clinics|patients|people)
                (?:followed|tracked) (?:single )?(?:people|persons|patients|women|men)
                """
            ),
            phrases(
                r"(?:randomly|randomi[sz]ed(?! (?:controlled |clinical )*trials)|was treated|were treated"
                r"|received|enrolled|recruited|phase[ -]\d|case report|placebo)"
            ),
        ),
        Way(
            "brought together",
            phrases(
                r"""
                (?:systematic|umbrella|literature) review | (?:network )?meta-analys[ie]s
                pooled (?:data|analysis|results|individual)
                (?:previous|earlier|older|past) (?:trials|studies|summaries|research)(?! of) | no new data
                reviewed the evidence
                (?:put|joins?|joined|threw|thrown|brought|gathered|summed)(?: [\w-]+){0,6}? (?:together|up)
                combined \d+ (?:trials|studies)
                """
            ),
        ),
        Way(
            "reckoned",
            phrases(
                r"""
                    mathematical models? | simulat(?:ion|ions|ed) | in silico | computer models?
                    model?ling study
                    (?:calculation|calculated|reckoned|worked out) (?:on|by|with) (?:a )?computers?
                """
            ),
        ),
        Way(
            "in the laboratory",
            phrases(
                r"""
                    in culture(?: dishes)? | in a (?:lab )?dish | in (?:lab|culture|petri) dishes
                    in the lab(?:oratory)? | laboratory tests? | test tubes? | cell lines | in mice
                    mouse experiments
                """
            ),
        ),
        Way(
            "argued",
            phrases(
                r"""
                    editorial | commentary | opinion piece | give their opinion | position paper
                    consensus statement | guideline | votes | (?:the |a )panel (?:of|reviewed|voted)
                """
            ),
        ),
        Way(
            "asked",
            phrases(
                r"""
                    survey | (?:postal|online|mailed) questionnaires? | semi-structured interviews? | interviews with
                    focus groups?
                    interviewed
                """
            ),
        ),
        Way(
            "read in genes and samples",
            phrases(
                r"""
                    genome-wide association | mendelian randomi[sz]ation | stored (?:dna|samples|blood)
                    biobanks? | archived \w+ | (?:from|in) the archives?
                """
            ),
        ),
        Way("compared countries", phrases(r"ecological study | no data on individuals | whole countries")),
    ),
    "Say what kind of work it was, as the passage does.",
)
REPORTED_CASES = Trait(
    (
        Way(
            "cases",
            phrases(
                r"""
                    case series | case report | a single case
                    (?:one|a single|a lone) (?:patient|man|woman|child|boy|girl|case)
                """
            ),
        ),
        Way("trial", phrases(r"(?:clinical|randomi[sz]ed|controlled|large) (?:clinical )?trials?")),
    ),
    "Say that these are cases that doctors saw.",
)
DESIGN_TRAITS = (
    WHO_GOT_WHAT, BLINDING, COMPARISON, STEP, LOOK, OFTEN, STATE, END, CHECKED, FORESEEN, OF_ALL, WORK, NUMBER,
    REPORTED_CASES,
)  # fmt: skip
"""What is one way or another of how a study was done."""
