"""Words that the support score treats apart: those that state nothing, and those that are opposites.

Our own lists of general English; none is drawn from a data set's rows.
"""

from __future__ import annotations

from newsdraft.checking.numerals import SMALL_WORDS, word_set

STOP = word_set(
    """
    a an and are as at be been being but by can could did do does for from had has have he her hers him
    his how i if in into is it its itself me my of on or our she should so some such than that the their
    theirs them then there these they this those to too was we were what when where which while who whom
    whose why will with would you your also about just both each any all own same other others s t re ve
    ll d m am because until during before after above below between through over under again once here
    very may might must shall upon per via within whether lsquo rsquo ldquo rdquo quot amp nbsp
    """
)
# How people introduce, join and attribute what they say. New ones seldom add a fact that needs a passage.
FRAME = word_set(
    """
    according article articles author authors text passage passages source sources story report reports
    reported reporting reportedly piece mention mentions mentioned mentioning discuss discusses discussed
    discussing describe describes described describing state states stated stating note notes noted noting
    say says said suggest suggests suggested suggesting argue argues argued arguing claim claims claimed
    explain explains explained explaining highlight highlights highlighted highlighting emphasize
    emphasizes emphasized reveal reveals revealed add adds added believe believes express expressed focus
    focuses focused based given provided provide provides providing answer question information summary
    summarize words here's following follows follow including include includes included additionally
    furthermore moreover however therefore thus overall meanwhile finally conclusion despite although due
    various several multiple different specific certain like example well additional another way ways make
    makes making made take takes taking took become becomes became get gets getting got having use uses
    used using need needs needed help helps order involve involves involved regarding related around
    throughout towards among along further currently still even since later eventually issue issues case
    situation incident event events concern concerns effort efforts step steps process place part number
    amount main key important importance continue continues continued remain remains remaining lead leads
    leading led result results resulted resulting cause causes caused causing receive received it's
    there's he's she's they're one's aim aims aimed face faces faced facing expected upcoming recent
    recently previously respond response responded address addressed considered known called named sure
    let study studies researchers scientists team trial significant significantly difference differences
    similar similarly necessary potential potentially present brief briefly total general generally common
    commonly possible possibly able unable ability require requires required allow allows allowed allowing
    ensure ensures contribute contributes contributed play plays role impact show shows showed shown work
    works time good only often usually typically sometimes particularly especially specifically directly
    quickly next not no never none nor neither without cannot rather instead first second last main new
    vary varies depend depends depending factor factors type types kind kinds form forms aspect aspects
    range ranges instruction instructions detail details detailed refer refers referred mean means meant
    come comes came go goes went give gives gave put set keep keeps kept see seen look looks find finds
    found know think want wants try tries tried seek seeks sought begin begins began start starts started
    happen happens happened occur occurs occurred change changes changed question questions many
    much more most less least few little lot large small great big high low long short full whole entire
    best better available associated related relate involvement experience experienced away
    together up down out off around towards toward upon against yet even ever always already
    today now ago both either following later earlier eventually ultimately initially originally
    people person individual individuals thing things someone something others another whose having
    serve serves served act acts acted choose decide decided plan plans planned appear appears appeared
    seem seems seemed consider considers offer offers offered bring brings brought hold holds held
    move moves moved turn turns turned feel feels felt ask asks asked call calls calling face aware
    clear clearly unclear true real really likely unlikely perhaps probably simply merely largely mostly
    percent percentage mainly primarily approximately roughly nearly almost about successfully properly
    """
)
NEGATIONS = word_set(
    """
    no not never none nobody nothing neither nor without cannot fail fails failed lack lacks lacked unable
    """
)
# Each line: words for one side, a slash, words for the other.
_OPPOSITES = """
    increase rise rose risen grow grew gain more higher greater longer up above improve better raise elevate / decrease fall fell decline drop less lower fewer shorter down below worsen worse reduce reduction diminish
    promote stimulate induce trigger enable facilitate favor / inhibit suppress prevent block impair hinder
    activate activation upregulate enhance accelerate / inactivate deactivate downregulate attenuate delay slow
    sensitive sensitivity / resistant resistance
    essential required necessary / dispensable unnecessary
    beneficial benefit helpful / harmful harm detrimental
    presence present / absence absent lack
    positive / negative
    effective / ineffective
    win won / lose lost
    alive survive survived survival / dead died death mortality
    approve agree accept allow / oppose reject deny refuse ban
    guilty convicted / innocent acquitted
    open start begin / close end stop
    male man men boy father son husband / female woman women girl mother daughter wife
    early earlier / late later
    common frequent / rare infrequent
    safe / dangerous unsafe
    old older / young younger
    right / left
    first / last
    before / after
    major / minor
    acute / chronic
    hot warm / cold cool
    high / low
"""  # noqa: E501 - one pair of sides a line


def _sides() -> list[tuple[list[str], list[str]]]:
    lines = (line.split("/") for line in _OPPOSITES.strip().splitlines())
    return [(one.split(), other.split()) for one, other in lines]


OPPOSITES = _sides()
"""Pairs of word lists; every word of one side says the opposite of every word of the other."""

_RANKS = "first third fourth fifth sixth seventh eighth ninth tenth twice"
DIGITS = {word: str(value) for word, value in SMALL_WORDS.items()} | dict(
    zip(_RANKS.split(), ["1", "3", "4", "5", "6", "7", "8", "9", "10", "2"], strict=True)
)
"""Small numbers in words as their digits, so that "three" and "3" are one word."""

FORMS = {
    form: base
    for base, *forms in (
        line.split()
        for line in """
        say said saying
        go went gone goes
        die died dies dead death deaths
        child children kid kids
        man men
        woman women
        person people persons
        buy bought
        sell sold sale sales
        give gave given
        take took taken
        find found
        make made
        begin began begun start started starting starts
        lead led
        leave left
        speak spoke spoken
        write wrote written
        see saw seen
        know knew known
        grow grew grown growth
        think thought
        tell told
        show showed shown
        win won
        lose lost loss
        become became
        fall fell fallen
        hold held
        meet met
        pay paid
        keep kept
        run ran
        bring brought
        choose chose chosen choice
        hear heard
        high higher highest
        low lower lowest
        big bigger biggest large larger largest
        good better best
        bad worse worst
        long longer longest length
        strong stronger strength
        old older oldest
        """.strip().splitlines()
    )
    for form in forms
}
"""Irregular forms and the word that they are forms of, so that both have one stem."""
