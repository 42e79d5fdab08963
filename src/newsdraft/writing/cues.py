"""What the extract writer looks for in a sentence: word lists and patterns, as data."""

from __future__ import annotations

import re


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")", re.IGNORECASE)


NUMBER = re.compile(r"\d")
STATISTIC = re.compile(
    r"\d\s*(?:%|per\s?cent)|\bhazard ratio|\bodds ratio|\brelative risk|\bconfidence interval|\bp\s*[<=>]"
    r"|\b\d+(?:\.\d+)?\s+(?:months?|years?|weeks?|days?)\b|\bmedian\b"
    r"|\b\d[\d,]*\s+(?:of|out of)\s+(?:the\s+)?\d"
    r"|\b(?:doubled|tripled|halved|two-thirds|one in \w+)\b|\btimes (?:as|more|less|higher|lower)\b",
    re.IGNORECASE,
)
RESULT = _any(
    r"(?<!was )(?<!were )found\b", r"longer than", r"lived\b", r"similar\b", r"impact on",
    r"(?<!be )show(?:s|ed|n)?\b", r"reveal(?:s|ed)?\b", r"report(?:s|ed)?\b", r"compared (?:with|to)\b",
    r"versus\b", r"vs\b", r"significant", r"surviv", r"liv(?:ed|ing) longer", r"respon(?:se|ded)",
    r"shr[aiu]nk", r"reduc(?:ed|es|tion)", r"increas(?:ed|es)", r"improv(?:ed|es|ement)", r"lower(?:ed)?\b",
    r"higher\b", r"fewer\b", r"associated with", r"linked (?:to|with)", r"detected\b", r"accura",
    r"sensitivity", r"specificity", r"progress(?:ion|ed)", r"recurr", r"no difference", r"correctly",
    r"identified\b", r"prevented\b", r"had (?:a|an|no|fewer|lower|higher)\b", r"results?\b", r"died\b",
    r"alive\b", r"effective", r"flagged\b", r"smaller\b", r"larger than", r"less likely", r"more likely",
    r"differen(?:ce|t from)", r"due to chance", r"less difficulty",
)  # fmt: skip
METHOD = _any(
    r"random(?:i[sz]ed|ly)", r"trial\b", r"phase (?:[1-4]|I{1,3}V?)\b", r"enrol?led", r"recruited",
    r"participants", r"cohort", r"study (?:included|involved|of|looked|compared|tested)", r"analy[sz]ed", r"placebo",
    r"follow(?:ed)?[- ]up", r"assigned", r"volunteers", r"samples from", r"mice\b",
    r"patients (?:with|who)", r"published\b", r"presented\b", r"were (?:then )?(?:given|treated|followed|divided)",
    r"data from", r"surveyed", r"were asked", r"experiments?\b",
)  # fmt: skip
BACKGROUND = _any(
    r"currently\b", r"standard (?:of care|treatment|therapy)", r"each year", r"every year", r"per year",
    r"annually", r"most common", r"leading cause",
    r"(?:is|are) (?:usually|often|typically|commonly|generally|known|used)",
    r"(?:is|are) (?:a|an|the|one of) ", r"until now", r"previous(?:ly)?\b",
    r"earlier (?:studies|work|research)", r"known (?:to|as|for)", r"such as\b", r"(?:is|are) estimated", r"diagnosed",
    r"rates? of\b", r"accounts? for", r"affects?\b", r"occurs?\b", r"(?:is|are) called\b", r"belongs? to",
    r"traditional", r"conventional", r"in the past", r"rarely\b",
    r"(?:most|many|some) (?:patients|people|women|men|cancers?|drugs|tumou?rs|children)",
    r"in the (?:united states|u\.?s\.?|uk|world)\b", r"worldwide", r"risk factors?", r"statistics",
    r"in (?:many|most|some) \w+", r"(?:about |roughly )?one in \w+", r"suspected\b", r"routinely",
)  # fmt: skip
HARM = _any(
    r"side[- ]effects?", r"adverse", r"toxic", r"\bsafe\b",
    r"safety (?:profile|concerns?|signals?|problems?|data|results)", r"tolera(?:ted|ble|bility)",
    r"complication", r"grade (?:[345]|three|four|five)\b", r"lost (?:more than )?.{0,12}weight",
    r"false[- ]positive", r"false alarms?", r"over-?diagnos", r"unnecessar", r"overtreat",
    r"hazards?\b(?! ratio)", r"call-?backs?\b", r"recalled\b",
    r"harm(?:s|ful|ed)?\b", r"died (?:from|of|during) (?:the )?treatment", r"discontinu",
    r"may harm", r"related to (?:the )?treatment", r"lost (?:more|over) than",
    r"(?:minimal|few|no|serious|low|known) risks?\b", r"who are called back", r"quit the study", r"not free of",
)  # fmt: skip
# May be a harm of what was tested, or of the disease.
SYMPTOM = _any(
    r"incontinence", r"impotence", r"erectile", r"nausea", r"fatigue\b", r"neuropathy", r"infection",
    r"bleeding", r"an[a]?emia", r"weight loss", r"pain\b", r"diarrh", r"rash\b", r"vomiting",
    r"liver damage",
)  # fmt: skip
# A word about harm at all, however loose: only where none of these stands may the draft say "not mentioned".
HARM_AT_ALL = re.compile(
    f"{HARM.pattern}|{SYMPTOM.pattern}"
    f"|{_any('risk', 'burden', 'danger', 'injur', 'damage', 'hot flash').pattern}",
    re.IGNORECASE,
)
LIMIT = _any(
    r"caution", r"limitation", r"limited (?:by|to|in)\b", r"however\b.{0,80}\b(?:small|not|more|further)",
    r"small (?:study|trial|number|sample|group)", r"pilot\b", r"preliminary", r"limits?\b",
    r"(?:was|were|is|are) not (?:randomi[sz]ed|blinded|representative|confirmed|large enough)",
    r"(?:of|from|at|in) (?:only )?(?:one|a single) (?:\w+ )?(?:manufacturer|center|centre|hospital|country|city"
    r"|clinic)",
    r"only (?:one|once|a few|in (?:mice|animals|cells|the lab))\b", r"too small", r"did not compare",
    r"no comparison group", r"due to chance", r"may explain", r"few (?:participants|patients|people|women|men)\b",
    r"(?:whether|if) (?:\w+ ){1,6}(?:is|are|remains?) (?:not|un)", r"remains? to be (?:seen|shown|tested)",
    r"(?:if|once|when|until) (?:\w+ ){0,3}(?:validated|confirmed)", r"recommends? (?:\w+-?\w* ){0,3}trials?",
    r"would need to be followed", r"longer follow-?up", r"not (?:yet )?(?:been )?approved", r"don['’]t know",
    r"not (?:yet )?(?:known|clear|proven|peer)",
    r"further (?:research|stud|trial|testing|work|investigation|sample)",
    r"more (?:research|stud|trials|work|data)", r"larger (?:stud|trial|group|sample)",
    r"need(?:s|ed)? to be (?:confirmed|tested|studied|done|repeated|validated)",
    r"(?:is|are|were|be) needed\b", r"cannot (?:prove|show|say|tell|rule out|answer)", r"does not (?:prove|mean|show)",
    r"cause and effect", r"observational", r"single (?:cent|strain|arm|patient|institution|hospital)",
    r"not (?:been )?(?:given|tested|studied|designed)", r"did not (?:measure|include|look|reach|answer)",
    r"too (?:early|soon|few)", r"unknown",
    r"uncertain", r"not exactly understood", r"self-report", r"in the laboratory",
    r"before (?:it|this|they) can", r"unclear", r"caveat", r"warn(?:s|ed)?\b", r"should be interpreted",
    r"not (?:everyone|all patients)", r"not as good", r"no (?:accurate|comparison|control)",
)  # fmt: skip
AVAILABLE = _any(
    r"approv(?:al|ed|e|es)\b", r"available\b", r"FDA\b", r"EMA\b", r"NICE\b", r"NHS\b",
    r"Food and Drug Administration", r"European Medicines Agency", r"licen[cs]ed", r"on the market",
    r"commercial", r"insurance", r"medicare", r"costs?\b", r"price", r"reimburse", r"guidelines?\b",
    r"standard of care", r"recommend",
)  # fmt: skip
NEXT = _any(
    r"(?:is|are) (?:due|set|scheduled) to", r"confirmatory (?:trial|study)", r"(?:is|are) planned",
    r"(?:larger|further|full) (?:clinical )?(?:trial|stud(?:y|ies))",
    r"next (?:step|phase|stage)", r"future (?:stud|trial|research|work)", r"plan(?:s|ned|ning)? to",
    r"hopes? to", r"will (?:begin|start|test|be tested|enrol?l|recruit|have to|need)",
    r"clinical trials?\b(?=.{0,100}(?:under ?way|ongoing|approved|recruit))",
    r"(?:is|are|still|now|begin|start) recruiting", r"patient recruitment", r"underway", r"under way",
    r"ongoing", r"now looking to", r"clinical trials? (?:is|are|will)", r"further (?:sample )?testing",
    r"preparing",
)  # fmt: skip
ADVICE = _any(
    r"talk (?:to|with) (?:your|their|a|us)\b", r"ask (?:your|their|a)\b", r"consult (?:your|their|a)\b",
    r"patients (?:should|can|may want|who are)", r"women should", r"men should", r"people should",
    r"should (?:not|be|consider|discuss|have|continue)", r"option for", r"choose\b", r"(?:your|their) doctors?\b",
    r"physicians? (?:should|can)", r"symptoms?\b", r"screening (?:every|should)",
)  # fmt: skip
# The two letters count only as capitals.
AI = re.compile(
    r"\b(?-i:A\.?I\b)|\bartificial[- ]intelligen|\bmachine[- ]learning|\bdeep[- ]learning|\bneural network"
    r"|\blarge language model|\bchatbot|\bcomputer vision|\bcomputer-aided|\bautomated image",
    re.IGNORECASE,
)
COST = _any(r"costs?\b", r"price", r"expens", r"insurance", r"afford", r"reimburs", r"dollar")
MONEY = re.compile(r"[$£€]\s?\d")
HYPE = _any(
    r"breakthrough(?! therapy designation| device)", r"game[- ]chang", r"landmark", r"revolution",
    r"ground-?breaking", r"miracle", r"cures?\b", r"cured\b", r"home run", r"transform", r"life[- ]sav",
    r"saving lives", r"remarkabl", r"dramatic", r"exciting", r"unprecedented", r"first-of-its-kind",
    r"cutting[- ]edge", r"world[- ]renowned", r"hail(?:ed|s)\b", r"amazing", r"melts?\b", r"weapon",
    r"battle", r"milestone", r"(?:major|big|huge|giant) (?:step|advance|leap)", r"great news",
    r"next-generation", r"proud\b", r"step forward", r"thing of the past", r"very pleased", r"delighted",
    r"thrilled", r"opens? (?:up )?(?:the|a|new) (?:door|way|path|avenue)", r"ray of hope", r"promising",
    r"all (?:diseases|patients|cancers)\b", r"winners?\b", r"never gets tired", r"triumph", r"stunning",
    r"astonish", r"spectacular", r"life-?changing", r"new hope", r"holy grail", r"paradigm",
)  # fmt: skip
# Enthusiasm that a sentence may survive when it carries what is needed.
WARM = _any(
    r"novel\b", r"powerful", r"hope(?:s|ful)?\b(?! to)", r"huge", r"successful", r"promises?\b", r"pioneer",
    r"innovative", r"excited", r"clearly\b", r"striking", r"potent\b", r"completely\b", r"excellent",
)  # fmt: skip
# A sentence that begins like this leans on the one before it.
LEANS = re.compile(
    r"^[\"'“‘(]*(?:this|these|that|those(?! (?:who|with|given|in|without|whose|that)\b)|they|their|it"
    r"|its|he|she|his|her|such|both|but|however|also|and|or|so|then"
    r"|in addition|moreover|furthermore|meanwhile|instead|of (?:these|them|this|those)|among (?:them|these)"
    r"|by contrast|in contrast|on the other hand|the (?:former|latter|same|other|others)|similarly|likewise"
    r"|additionally|for example|as a result|therefore|thus|equally important|a few|another|until then"
    r"|after that|although,|in such|within \w+ h(?:er|is)|of the \d[\d,]*(?! (?:people|patients|women"
    r"|men|participants|adults))"
    r"|the most common were)\b",
    re.IGNORECASE,
)
# A word in the middle that points to something said before.
POINTS_BACK = re.compile(r"\b(?:of|among) (?:them|these|those)\b(?! who)", re.IGNORECASE)
# From a paragraph that begins like this on, a release talks about itself.
ABOUT = re.compile(
    r"^\s*(?:#{2,}|\*{3,}|-{3,}|about\b(?! (?:half|a |one|two|three|\d))|notes? (?:to|for) editors?"
    r"|(?:media|press) contacts?|contacts?:"
    r"|for (?:more|further|media|press|additional) (?:info|inquir|enquir|detail)"
    r"|(?:further|more) information|related (?:links|stories|articles)|image credits?|photo|video|follow us"
    r"|references?:?$|sources?:|disclaimer|editor'?s? notes?|forward-looking|cautionary"
    r"|safe harbor|copyright|©|download)",
    re.IGNORECASE,
)
CHATTER = re.compile(
    r"https?://|www\.|@\w|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|\b\d{5} \d{6}\b|©|all rights reserved"
    r"|click here|read more|sample release|subscribe|newsletter|press release distributed"
    r"|video in which|can be found here|^\W*(?:citation|abstract|reference|authors are)\b[ \d]*:"
    r"|\bnonprofit\b|academic medical cent|regents professor|\bonly (?:center|centre|hospital) in\b"
    r"|nci-designated|comprehensive cancer center in|nobel|academ(?:y|ies) of sciences|ranked\b"
    r"|mission is|is home to|founded in|headquartered|nasdaq|nyse|track record of achievement"
    r"|trademark|forward-looking",
    re.IGNORECASE,
)
CREDIT = _any(
    r"funded\b", r"funding (?:for|came|was)", r"supported (?:by|in part)", r"paid for by",
    r"grants?\b (?:from|number|r01)", r"co-?authors?\b", r"additional authors",
    r"other (?:authors|investigators|researchers)", r"collaborators include", r"conflicts? of interest",
    r"consultant for", r"patents?\b", r"sponsored by", r"(?:professor|chair|director) (?:of|in)\b", r"was co-?led",
)  # fmt: skip
ANECDOTE = re.compile(
    r"\b(?!Patients|People|Women|Men|Participants|Children|Volunteers|They|Who)[A-Z][a-z]+"
    r" (?:enrolled|was diagnosed|was found|is back|has been able)\b|\b\d{1,3}-year-old\b|\bMrs?\.? [A-Z]"
    r"|\b(?:his|her) (?:family|husband|wife|mother|father|doctors?|tumou?rs?|cancer|pain|abdomen|hometown)\b"
)
SPECIES = re.compile(
    r"\b(mice|mouse|rats?|dogs?|zebrafish|pigs?|monkeys?|rabbits?|hamsters?)\b", re.IGNORECASE
)
ONE_PERSON = re.compile(
    r"\b(?:one|1|single|a single) (?:patient|person|man|woman|participant|volunteer)\b"
    r"|\bcase (?:study|report)\b|\bN-of-1\b",
    re.IGNORECASE,
)
SITES = (
    "non-small cell lung", "small cell lung", "head and neck", "triple-negative breast", "breast", "lung",
    "prostate", "colorectal", "colon", "rectal", "pancreatic", "ovarian", "cervical", "liver", "stomach",
    "gastric", "oesophageal", "esophageal", "bladder", "kidney", "brain", "skin", "thyroid", "endometrial",
    "uterine", "oropharyngeal", "oral", "testicular", "bile duct", "anal", "bone", "blood", "pediatric",
    "childhood",
)  # fmt: skip
TOPIC = re.compile(
    r"\b(?:(" + "|".join(SITES) + r")(?: and \w+)? (?:cancers?|tumou?rs?|carcinoma)"
    r"|(melanoma|leuka?emia|lymphoma|myeloma|sarcoma|glioblastoma|neuroblastoma|mesothelioma|glioma))\b",
    re.IGNORECASE,
)
# The commonest words, which say nothing about what a sentence is about.
STOPWORDS = frozenset({
    "the", "a", "an", "of", "in", "to", "and", "or", "for", "with", "on", "at", "by", "from", "as", "is",
    "are", "was", "were", "be", "been", "that", "this", "these", "those", "it", "its", "their", "they",
    "who", "which", "than", "more", "also", "may", "can", "could", "would", "will", "not", "no", "had",
    "has", "have", "said", "says",
})  # fmt: skip
# A reference note that tells a reader where to turn.
REFERS = _any(
    r"1-800", r"call\b", r"ask(?:ing)?\b", r"talk (?:to|with)", r"care team", r"your doctor",
    r"clinicaltrials\.gov", r"information service", r"second opinion", r"questions? to",
    r"find (?:a|open|clinical) trial", r"chat\b",
)  # fmt: skip
# "CLEVELAND, Ohio (November 28, 2016)--" at the head of a release.
DATELINE = re.compile(
    r"^(?:Newswise\s*[–—-]+\s*(?:[A-Z][a-z]+, (?:[A-Z][a-z]+\.|[A-Z]{2}) [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
    r"\s*[–—-]+\s*|\([^()]{10,90}\)\s*)?(?=[A-Z\"“])"
    r"|[A-Z][A-Z .,]{2,40}\b[^/\n]{0,30}/PRNewswire/\s*(?:--|[–—-])\s*"
    r"|\([A-Z][\w ,.]{2,40}(?:\s*[–—-]\s*[A-Z][a-z]+\.? \d{1,2}, \d{4})?\)\s*(?:[–—-]+\s*)?(?=[A-Z\"“])"
    r"|[A-Z][a-z]+, (?:The )?[A-Z][a-z]+:\s+(?=[A-Z\"“])"
    r"|(?=[^a-z]{3,}|[A-Z]{3,})[A-Z][\w.,' ]{2,40}?"
    r"(?:[\s,(]*(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+\.? \d{4})\)?)?"
    r"\s*(?:--|[–—]|\s-)\s*(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}\s*(?:--|[–—]|-)\s*)?(?=[A-Z\"“]))"
)
# What one part of the people got or had: a result or a method, never background.
GROUPS = _any(
    r"half (?:of )?the\b", r"received\b", r"were (?:given|assigned|allocated)", r"the other half", r"arm\b",
    r"compared (?:with|to)\b", r"versus\b", r"counterparts",
)  # fmt: skip
# Who ran or told of the work: no result.
RUN = _any(
    r"led (?:by|in)\b", r"(?:will be|was|were|is being|being|be) (?:presented|published)",
    r"principal investigator", r"announced (?:today|that)", r"in a new (?:paper"
    r"|study) published", r"believe\b", r"(?:results|findings) of [\w-]+ appeared",
)  # fmt: skip
STUDY = _any(
    r"(?:the|this|new|our|recent) (?:\w+ )?(?:study|trial|results?|findings|researchers)\b",
    r"(?:the|this|new|our) (?:\w+ )?(?:work|paper|analysis)\b", r"team\b",
    r"(?:findings|results) (?:were|are)\b",
)  # fmt: skip
# A figure that could be a result's.
COUNTED = re.compile(
    rf"{STATISTIC.pattern}|\b\d[\d,]*\s+(?:\w+\s+){{0,3}}(?:patients|people|women|men|mice|cases)\b",
    re.IGNORECASE,
)
# A result that shows no difference, or none that chance cannot explain.
NULL = _any(
    r"not (?:been )?statistically significant", r"no (?:statistically |significant )*difference",
    r"due to chance", r"did not (?:differ|improve|lower|reduce|reach|appear)", r"not significantly",
    r"no (?:significant )?(?:effect|impact)", r"none of the \w+ had an impact",
)  # fmt: skip
# What was known before, or holds for everybody: never a result of the study at hand.
PRIOR = _any(
    r"each year", r"every year", r"annually", r"worldwide", r"will be diagnosed", r"in their lifetimes?",
    r"according to the (?:national|american|world|centers)", r"most common (?:\w+ )?cancer",
    r"leading (?:\w+ )?cause", r"(?:second|third|fourth)[- ](?:leading|most)",
    r"(?:many |most )?previous (?:studies|research|work)", r"earlier (?:studies|research|work|analys[ie]s)",
    r"other studies", r"studies (?:have|had) (?:shown|found)", r"research has (?:shown|found)", r"until now",
    r"accounts? for (?:about|around|some|more|\d)", r"currently\b", r"routinely", r"vaccination rates",
    r"new cases", r"expected to live", r"it is estimated", r"^in the (?:us|u\.s\.|uk|united states),",
    r"cases are diagnosed",
)  # fmt: skip
# What can only be a result or a method of the study at hand.
OWN_RESULT = re.compile(
    r"\bvs?\b\.?(?! nature)|\bversus\b|\bp\s*[<=>]|\bCI\b|\bhazard ratio|\bparticipants\b"
    r"|\barm\b|\bgroups? (?:of|that|who|given|got|receiv\w+)\b"
    r"|\b(?:each|both|control|placebo|other|negative) groups?\b"
    r"|\b(?:fell|rose|grew|dropped) by\b|\(\d[\d.,]*\s?(?:%|per ?cent)|\bcompared (?:with|to)\b|\bwere alive\b"
    r"|\b(?:the|this) (?:trial|study|team)\b|\bhad an impact\b|\btranslated (?:in)?to\b"
    r"|\bwere (?:then )?(?:analy[sz]ed|measured|collected|read|divided|given)\b"
    r"|\bwas (?:read|lower|higher|longer)\b",
    re.IGNORECASE,
)
# A figure with its unit, and what stands between two of them.
AMOUNT = re.compile(
    r"\d[\d,.]*\s*(?P<unit>%|per\s?cent|months?|years?|weeks?|days?|hours?|mm|cm|per \d[\d,]*"
    r"|(?:out )?of (?:the )?\d)",
    re.IGNORECASE,
)
INTERVAL = re.compile(r"\b\d+(?:\.\d+)?%?\s*(?:CI|confidence interval)\b[^;)]*", re.IGNORECASE)
COMPARES = re.compile(
    r"\b(?:vs?|versus|compared (?:with|to)|than|the other|others|and \d|in \d|while|with|without|respectively|those)"
    r"\b",
    re.IGNORECASE,
)
# The next sentence goes on with the other group: "The two radiologists had flagged …".
OTHER_GROUP = re.compile(
    r"^(?:the (?:two|other|control|comparison|placebo|untreated)|those (?:who|given|in|without)"
    r"|in the (?:other|placebo|control)|with(?:out)?|among (?:those|the)|in untreated)\b",
    re.IGNORECASE,
)
# From a sentence like these on, a paragraph goes on about harms, or about limits.
HARM_OPENS = _any(
    r"side[- ]effects?", r"adverse (?:events?|effects?|reactions?)", r"not free of harm", r"toxicit",
    r"more call-?backs", r"false alarms",
)  # fmt: skip
LIMIT_OPENS = _any(
    r"(?:list|note|name|acknowledge|mention)s? (?:\w+ ){0,2}(?:limits|limitations|weaknesses)",
    r"limitations? (?:of|include)", r"(?:authors?|researchers?|scientists) (?:caution|note that|stress|warn)",
)  # fmt: skip
# Words of a limit, however loose: only where none of these stands may a draft say that none was found.
LIMIT_AT_ALL = re.compile(
    f"{LIMIT.pattern}|{NULL.pattern}"
    r"|\b(?:however|although|caveat\w*|only|whether|yet|cautio\w+|small|early|first step|cannot|can't|limit\w*"
    r"|not (?:all|every\w*)|larger|further|more (?:\w+ )?(?:research|stud\w+|trials?|data)"
    r"|if (?:\w+ ){0,3}(?:validated|confirmed)|hypothesis|inconclusive)\b",
    re.IGNORECASE,
)
ALGORITHM = re.compile(r"\balgorithms?\b", re.IGNORECASE)
# What an AI program was made of, said without the word AI.
TRAINED = re.compile(
    r"\b(?:program|system|model|software|tool|algorithm) (?:was|had been|has been|is) trained\b",
    re.IGNORECASE,
)
# What the AI did in the work at hand.
AI_ROLE = _any(
    r"tested whether", r"take the place", r"trained on", r"used to\b", r"suggest(?:s|ed)?\b", r"doses?\b",
    r"flag(?:s|ged)?\b", r"marks?\b", r"scores?\b", r"reads?\b", r"paired with", r"guided",
    r"predict(?:s|ed)?\b", r"together with",
)  # fmt: skip
# A regulator's decision and its terms.
DECISION = _any(
    r"approv(?:al|ed|es)\b", r"authori[sz](?:ation|ed|es)\b", r"conditional", r"label\b", r"withdraw",
    r"covers\b", r"based its decision", r"licen[cs]ed?\b",
)  # fmt: skip
# The size of an effect, adjusted or tested.
EFFECT = re.compile(r"\bhazard ratio|\bodds ratio|\brelative risk|\bHR\b|\d% CI\b|\bp\s*[<=]", re.IGNORECASE)
