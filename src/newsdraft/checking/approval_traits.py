"""Whether a drug, test or device may be sold or used, in a regulator's and in a patient's words.

The steps are those of the regulators' own terms (FDA, "Development & Approval Process"; EMA, "From laboratory to
patient"): asked for and looked at, allowed, refused or taken back. The words are our own.
"""

from __future__ import annotations

from newsdraft.checking.traits import Trait, Way, phrases

_MAKER = r"(?:makers?|manufacturer|company|sponsor|firm|they|it)"
_AGENCY = (
    r"(?:agency|agencies|regulators?|fda|ema|authority|authorities|europe|countries|commission|body|ministry)"
)
_ALLOWED = rf"""
    (?<!un)approv(?:ed|es|al)(?! application)
    (?:has|have|had) (?:been )?(?:fully |now |long |already )*(?:allowed|permitted|licen[sc]ed|authori[sz]ed\
        |cleared)
    (?:is|are|was|were|be|been) (?:(?!not\b|never\b|no\b)\w+ ){{0,2}}?(?:allowed|permitted|licen[sc]ed\
        |authori[sz]ed|cleared)
    (?:{_AGENCY}|australia|canada|japan|switzerland) (?:\w+ )?allowed
    (?:received|granted|got|won|issued|gave|given) (?:(?!no\b|not\b)\w+ ){{0,5}}?(?:clearance\
        |authori[sz]ation|approval|permission|licen[sc]e|go-ahead|green light)
    marketing authori[sz]ation | ce mark | over-the-counter sale | indication (?:is|was)
    (?:may|can) (?:now |already |also )*be (?:sold|bought|used|given|prescribed|marketed|had|ordered)
    (?:patients|doctors|people|teenagers|children|anyone|anybody|everyone|they|that people) (?:\w+ )?(?:can\
        |may)(?: now| already| also)? (?:get|buy|prescribe|use|have|order)
    (?:doctors|patients|people) (?:have been able to|can already) | on sale
    (?:already |now |been )on the market | onto the market | remains on the market | still be had
    said yes | says yes | go-ahead | green light | (?:has|have) (?:already )?(?:got )?(?:a |the )?permission
    permission (?:stays|was given|is given|granted)
    (?:were|was|been) given permission | passed all (?:the )?tests | in favou?r and | has decided in favou?r
    request has been granted | given its final word | (?:fully|long) allowed
    treatment that is allowed | (?:authori[sz]ation|approval|licen[sc]e) (?:was|is) (?:issued|granted|given)
    available (?:for|to|in) | checked and allowed | allowed so far | final word, and
"""
_WAITING = r"""
    under (?:\w+ )?review
    (?:is|are) (?:already |still |now )*(?:reviewing|looking at|going through|weighing|reading|considering\
        |examining|being reviewed)
    priority review | accepted the application | decision (?:date|is pending|is expected|pending)
    decisions? (?:are|is) (?:still )?(?:awaited|pending|to come|expected)
    (?:yet to|will|wants? to|must) decide | (?:has|have) not (?:yet )?decided | make a final decision
    make up its mind | target date | opinion (?:is )?expected
    (?:plans?|expects?|intends?|wants?|hopes?|aims?|want|planning) to (?:\w+ )?(?:submit|file|ask|apply|seek\
        |request)
    has asked | submitted an? | resubmitted | tried again | filing
    regulatory submission | application is | (?:asked|ask|asking) for permission | request (?:is|lies)
    investigational | (?:has|have) not (?:yet )?(?:been )?(?:approved|allowed|licensed|cleared|authori[sz]ed)
    (?:not|no) (?:yet|vaccine yet) (?:be )?(?:allowed|approved|licensed|cleared|used|authori[sz]ed\
        |on the market|sold)
    still (?:being |to be )?(?:tested|studied|tried) | being (?:studied|tested|tried)
    trials? (?:in [\w ]{1,30} )?(?:are continuing|continues?|is due|still to come)
    (?:remains?|is still) experimental | only in clinical trials | in trials only | belongs? in trials
    research use only | (?:therapy|drug|device|status|track|medicine) (?:status|designation)
    designation (?:was|to|for|from|which) | fast[ -]track | orphan (?:drug|medicine) | special status
    has a status | given the \w+ a status
    positive opinion | (?:voted|spoke|speak|were) (?:\w+ ){0,6}?in favou?r of | advisers voted
    final word is still | rolling review | candidates | late-stage trials | far along in testing
    not been evaluated | has no approval | no permission | may become | large trial is still
"""
_REFUSED = rf"""
    declin(?:ed|es) to approve | reject(?:ed|s|ion) | refus(?:ed|es|al) | said no | says no | turned down
    complete response letter | did not (?:approve|allow|recommend|clear)
    with(?:drew|drawn|drawal) | revoked | (?:taken|took|pulled) (?:back|off|its) | pulled back | suspended
    put on ice | on hold | clinical hold | no longer (?:be )?(?:available|sold|allowed|approved) | has ended
    discontinued | recalled | called back | off[- ]label
    (?:advised|voted|spoke|was|wants|wanted) (?:[\w ]{{1,20}} )?against | against recommending
    (?:may|can|could)(?: not|not|'t) (?:yet |now |still |longer )*(?:be (?:sold|bought|used|given|prescribed\
        |marketed|had|ordered|done)|get|buy)
    neither \w+ (?:\w+ )?(?:has|is|was)
    taken (?:off|from) the market | {_MAKER} (?:\w+ )?(?:has |have )?(?:withdr\w+|pulled)
"""
STANDING = Trait(
    (
        Way("allowed", phrases(_ALLOWED)),
        Way("waiting", phrases(_WAITING)),
        Way("refused", phrases(_REFUSED)),
    ),
    "Say whether it is allowed, asked for, or refused, and for what.",
)
CONDITIONS = Trait(
    (
        Way(
            "with conditions",
            phrases(
                r"""
                    conditional(?:ly)? | accelerated approval | provisional(?:ly)? | for now
                    for the time being | as long as | (?:seven|five|\d+)[- ]year conditional | at first
                """
            ),
        ),
        Way(
            "without",
            phrases(
                r"""
                    without (?:any )?conditions | permanent(?:ly)? | unconditional(?:ly)?
                    (?:full|regular|traditional|standard) (?:approval|permission|authori[sz]ation)
                    a regular one | for good
                """
            ),
            phrases("fully approved"),
        ),
    ),
    "Say whether the approval has conditions.",
)
COUNTER = Trait(
    (
        Way(
            "on prescription",
            phrases(
                r"""
                    (?:for |on )prescription(?: use| only)? | prescription-only
                    (?:still )?needs? a (?:doctor's slip|prescription) | doctor's slip | prescribe the
                """
            ),
        ),
        Way(
            "without",
            phrases(
                r"""
                    over[- ]the[- ]counter | without (?:a |any )?(?:prescription|seeing a doctor|doctor)
                    prescription is no longer | no longer needs? a prescription | off the shelf
                """
            ),
        ),
    ),
    "Say whether it needs a prescription.",
)
PAID = Trait(
    (
        Way(
            "paid",
            phrases(
                r"""
                    recommended reimbursement
                    (?:wants?|should|recommends? that) (?:\w+ )?(?:insurers|every patient\
                        |the health service) to (?:pay|get)
                    recommended (?:for|it for) (?:routine )?use | will be paid
                """
            ),
        ),
        Way(
            "unpaid",
            phrases(
                r"""
                    not recommend(?:ed)? (?:the \w+ )?(?:for )?(?:routine|reimbursement|use)
                    (?:advised|decided|spoke out) against (?:paying|its use)
                    (?:does|did) not want (?:\w+ ){1,3}to pay | will not be paid
                """
            ),
        ),
    ),
    "Say whether it is to be paid for.",
)
TRIAL_HELD = Trait(
    (
        Way(
            "held",
            phrases(
                r"""
                    clinical hold | (?:stopped|halted|paused|suspended) the (?:trial|study)
                    (?:trial|study) (?:was|is|has been) (?:stopped|halted|paused|suspended|put on hold)
                """
            ),
        ),
        Way(
            "running",
            phrases(
                r"""
                    lifted (?:its|the) (?:stop|hold|pause)
                    (?:trial|study) (?:goes on|resumed|has resumed|may go on|can go on)
                """
            ),
        ),
    ),
    "Say whether the trial is stopped.",
)
ACCESS = Trait(
    (
        Way(
            "few",
            phrases(
                r"""
                compassionate use | (?:only|limited to)(?: \w+){0,3} (?:clinical )?trials? | in trials only
                nothing else left | special programme?
                belongs? in trials | only in (?:clinical )?(?:trials|studies) | remains experimental
                without other options
                """
            ),
        ),
        Way(
            "anybody",
            phrases(
                r"""
                (?:anybody|anyone|everybody|everyone|any patient|all patients) (?:can|may) (?:get|have|buy\
                    |order|use)
                (?:at|from|in) (?:the|any|every|your) pharmac(?:y|ies)
                (?:a )?(?:normal|regular|usual|routine) part of care | as (?:a )?(?:matter of )?routine
                """
            ),
        ),
    ),
    "Say who can get it.",
)
APPROVAL_TRAITS = (CONDITIONS, COUNTER, PAID, TRIAL_HELD, ACCESS)
"""What else is one way or another of an approval."""
