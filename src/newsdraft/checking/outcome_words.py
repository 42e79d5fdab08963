"""How patients and papers name the same outcome, and how either says what became of it.

The lists are our own; a key may have several lines. A key of ``OUTCOMES`` ends in "+" or "-": whether its phrases speak
of more or of less of the outcome ("survive", "die"); in "=" where it names what people were exposed to, or a place, of
which nothing is told. ``GOOD`` says of an outcome whether more of it is good (1) or bad (-1) for a patient.
"""

from __future__ import annotations

from newsdraft.checking.numerals import word_set

OUTCOMES = """
survival+: survival, survive, survivor, live, alive, life, lifespan, lifetime, outlive, outlived
survival+: time to live, more time, extra time, less time, years of life, longevity, remaining life
survival+: months of life, time left, made it, still living
survival-: death, die, died, dead, dying, mortality, fatal, lethal, lose life, perish, pass away
survival-: passed away, lost their lives, lost their life, cost lives, deadly, deadlier
recurrence+: recurrence, recur, relapse, come back, came back, coming back, cancer event
recurrence+: return of the cancer, reappear, resurface, crop up again, flare up again, returned cancer
recurrence+: new tumor
recurrence-: disease free, free of cancer, free of disease, recurrence free, relapse free, cancer away
recurrence-: cancer free, stay cancer free, remained cancer free, stay clear of cancer, cancer at bay
progression+: progression, progress, get worse, got worse, cancer worsen, disease worsen, tumor growth
progression+: cancer growth, cancer to grow, cancer from growing, cancer grow, tumor grow, cancer get worse
progression+: disease get worse, cancer advance, disease advance, advance of the disease
progression+: before cancer got worse, cancer developing, before their cancer got worse
progression-: progression free, stay in check, kept in check, keep in check, disease back, cancer back
progression-: under control, disease at bay, stable disease, disease under control, from getting worse
progression-: disease control, tumor control
progression+: stop growing, stopped growing, stopped dividing, growth, grow, grew, grown, divide, dividing
progression+: division, multiply, multiplying, proliferate, proliferation
spread+: spread, into nearby tissue, metastasis, metastases, metastatic, metastasize, invade, invasion
spread+: push into, travel to, new site, other organ, reach other organs, distant site, colony, colonize
spread+: seed
size-: shrink, shrank, shrunk, shrinkage, shrinking, get smaller, got smaller, gotten smaller, regress
size-: regression, melt away, smaller tumor, reduction in tumor size
response+: response, respond, responder, remission, work, worked, effective, effectiveness, efficacy, react
response+: reacted, partial response, react to treatment, do its job, benefit from the drug
adverse+: adverse, adverse event, adverse reaction, toxicity, toxic, harsh effect, tolerate poorly
adverse+: unwanted effect, bad reaction, ill effect, safety, tolerability, safety issue, reaction
adverse+: complication, safety concern, safety problem, problem with the
pain+: pain, painful, hurt, ache, sore, soreness, discomfort, painkiller, cramp, joint pain, suffer
fatigue+: fatigue, tired, tiredness, exhausted, exhaustion, worn out, weary, weariness, lack of energy
fatigue+: drained, energy loss, run down, sluggish, sleepy, wiped
sleep+: sleep, slept, insomnia, rest at night, sleeping, sleeplessness, awake at night, night rest
anxiety+: anxiety, anxious, worry, worried, fear, nervous, distress, distressed, nervousness, unease, uneasy
anxiety+: anxiousness, panic, calmness
depression+: depression, depressive, depressed, low mood, sadness, feel down, gloom, gloomy, hopeless
depression+: melancholy, sad
mood+: mood, spirit, wellbeing, outlook, emotional wellbeing, emotional health, cheerful, happier
qol+: qol, feel well, felt well, daily life, life quality, everyday life, how well people felt, feel good
qol+: get through the day, daily functioning
nausea+: nausea, nauseous, vomit, vomiting, feel sick, throw up, stomach, sick to their stomach, queasy
nausea+: queasiness, vomited, throwing up, threw up, upset stomach
appetite+: appetite, eat well
infection+: infection, infected, catch infection, germ, pneumonia, sepsis, catch more infections, septic
bleeding+: bleeding, bleed, blood loss, lose blood, lost blood, hemorrhage, bled, blood was lost
bleeding+: losing blood, lose less blood, lose more blood
weight+: weight, weigh, body weight, body mass, heavier, lighter, thinner
weight-: weight loss, loss of weight
weight+: weight gain
hair+: hair loss, lose hair, lost hair, losing hair, losing their hair, lost their hair, lose their hair
hair+: alopecia, keep their hair, hair fall, go bald, going bald, bald, baldness, fell out
skin+: skin, rash, dermatitis
heart+: heart, cardiac, cardiovascular, heart attack, coronary, heart trouble, heart problem, heart failure
heart+: heart damage, heart disease
liver+: liver, hepatic
kidney+: kidney, renal
brain+: brain, cerebral, intracranial, blood brain barrier
thinking+: cognitive, cognition, think, thinking, memory, concentrate, concentration, clear headed
thinking+: brain fog, foggy, mental sharpness, remember, forgetful, forgetfulness, sharp mind
nerve+: nerve, neuron, neuropathy, numbness, numb, nerve cell, tingling, pins and needles, nerve pain
nerve+: nerve damage
bladder+: continence, continent, bladder control, control of their bladder, bladder
bladder-: incontinence, incontinent, leak urine, leaking urine
swallowing+: swallow, swallowing, dysphagia
inflammation+: inflammation, inflamed, inflammatory, swelling, swollen, swell
immune+: immune, immunity, t cell, lymphocyte, immune cell, white blood cell
stress+: cortisol, stress hormone, stress
steroid+: steroid, dexamethasone, prednisone, cortisone
hospital+: hospital stay, hospitalization, in the hospital, in hospital, readmission, readmitted
hospital+: recurrence to the hospital, hospital admission, recurrence to hospital, admitted, hospital
hospital+: stay in hospital, stay in the hospital, hospitalized, hospitalised, recurrence to the clinic
hospital+: readmit, days in hospital, inpatient, come back to the hospital, coming back to the hospital
hospital+: have to come back to the hospital
hospital-: leave the hospital, left the hospital, go home, went home, discharge, discharged from hospital
hospital-: going home, leave hospital, left hospital, get home, got home, out of hospital
hospital-: out of the hospital, sent home
detection+: detect, detection, find cancer, found cancer, found more cancer, pick up, spot, spotted, flag
detection+: turn up, surface, diagnose, diagnosis, notice, sensitivity of, find most, found most
detection+: catch cancer, caught cancer, catch the disease, caught early, recognize, identify, discover
detection+: see the cancer, spotting, detected, came to light, come to light, emerge, find tumor
detection+: found tumor
detection+: find most, found most, find any, found any
detection-: miss, missed, overlook, overlooked, unnoticed, slip through, go unnoticed, went unnoticed
detection-: escape notice, fail to see, go undetected, went undetected, undetected, unseen, hidden
alarm+: false alarm, false positive, wrong alarm, recall, call back, further test, more test, extra test
alarm+: return for test, unneeded test, recurrence for test, recurrence for more test, callback, called back
alarm+: false alert, unnecessary biopsy, needless test, called in again, recalled
reading+: reading time, time to read, read the scan, reading the scan, workload
advanced+: advanced stage, late stage, later stage, advanced cancer, advanced disease, later diagnosis
advanced+: late diagnosis, more advanced, late stage disease, late cancer, at later stages, advanced tumor
advanced-: early stage, earlier stage
sensitivity+: sensitive, vulnerable, susceptible, easy to kill, easier to kill, harder to kill
sensitivity+: harder to treat, easier to treat, rescue, responsive, weak spot, prone to
sensitivity-: resistant, resistance, hard to kill, shrug off, withstand, stand up to, unresponsive, stubborn
sensitivity-: stop responding, stopped responding, no longer responds
killing+: kill, destroy, wipe out, die off, eliminate, killed, destroyed, death of cancer cells, cell death
killing+: wiped out, clear away
attack+: attack, active against, immune attack, immune defense, go after, fight cancer, fighting cancer
screened=: screened, screening
uptake+: participation, uptake, take up screening, get screened, got screened, to screening
uptake+: bring in more people, brought in more people, sign up, take part in screening, turn out
uptake+: accept the invitation, get tested, got tested, vaccinated, uptake of screening
checkup+: check up, follow up visit, follow up appointment, appointment, attend, show up, check ups
checkup+: follow up care, keep appointments, come to their check ups, clinic visit
keepbreast+: keep their breast, kept their breast, keep the breast, kept the breast, breast conserving
keepbreast+: breast conservation, avoid having a breast removed, spare the breast
keepbreast-: mastectomy, breast removed, lose a breast, lose the breast
operation=: operation, surgery, surgical, operate, operated, resection, removal
wound+: wound
margin+: positive margin, margin, edge, edge of the tissue
hardening+: hardening, harden, fibrosis, fibrotic, scar tissue, scarring, stiff, stiffness, lump
flash+: hot flash, hot flush, night sweat, hot spell, flush, flushes
pregnant+: pregnant, pregnancy, conceive, have a baby, had a baby, get pregnant, got pregnant, birth
pregnant+: give birth
inherited+: inherit, inherited, pass on, passed on, hand down, handed down, hereditary, germline, born with
inherited+: run in the family, runs in families, from their parents, from parents, family trait
recommend+: recommends against, advises against, recommend against, advise against, recommend, recommended
recommend+: advise, advice, advises, suggest that people, guideline
test=: tested, studied, tried out, try out, tested in, examine
control+: control group, comparison group, comparator, comparison arm, compared group
control+: compared with a control
predict+: predict, prediction, foresee, foretell, forecast, tell whether, told whether, hint, tell which
predict+: told which, predictor, indicate who, tell who, told who, tell how, told how, give a clue, clue to
predict+: point to, foretold, sign of
link=: association, associate, link, tie, correlate, relation, relationship, connect, connection, go along
link=: went along, go together, went together, go hand in hand, goes with, goes along, linked, tied
link=: bound up, connected, correlation, hang together, related
explain+: explain, reason, account for, due to, because of, explanation, behind this, down to, culprit
cure+: cure, cured, disappear, vanish, complete response, vanished
disease+: incidence, strike, struck, get cancer, got cancer, get this cancer, get the disease
disease+: got the disease, develop cancer, developed cancer, developing cancer, come down with
disease+: fall ill with, diagnosed with cancer, new cancer, cancer case, get the cancer, getting cancer
disease+: getting the disease
harm+: harm, damage, hurt by, injure, injury, unharmed, come to harm, hurt, harmed, unharmful, injured
harm+: toxic to, unhurt
polyp+: polyp
birthdefect+: birth defect, malformation, unborn
voted+: vote
role+: role, take part, took part, part in, involve, involved
money+: money, fund, funding, pay, paid
price+: price, cost, cheap, expensive
available+: available, prescribe, offered, on the market, in pharmacies
benefit+: benefit, gain from, get out of, got out of, derive benefit, advantage, better off, profit, useful
benefit+: worthwhile, help from, gained from
stop+: stopped the tablet, stop the tablet, stopped the pill, stop the pill, stopped early, stop early
stop+: had to stop, stop the treatment, stopped the treatment, discontinue, discontinuation, stop treatment
stop+: stop the drug, stopped the drug, quit treatment, stopped treatment, stop taking, stopped taking
stop+: give up the drug, dropped out, drop out, come off treatment, came off treatment, stop therapy
stop+: break off treatment, cut treatment short, stopping treatment
dose=: dose, dosage
smoking=: smoke, smoking, smoker, tobacco, cigarette
alcohol=: alcohol, drinking alcohol, heavy drinker, heavy drinking, drank
poultry=: poultry, chicken, turkey
meat=: red meat, meat, beef, pork
bowel=: colorectal, bowel, colon, rectal, gut
vitamin+: vitamin, supplement
fiber=: fiber, fibre
exercise=: exercise, exercised, active, being active, work out, worked out, working out, physical activity
exercise=: walk, training, workout
age=: age, young, younger, old, older, elderly
tumorsize+: tumor size, size of the tumor, how big the tumor, big the tumor
overall=: overall, all cause, all causes, any cause, in total, in all
"""

GOOD = {
    **dict.fromkeys(
        word_set(
            "survival response sleep mood qol appetite thinking bladder detection sensitivity killing attack "
            "screened checkup keepbreast cure benefit available pregnant size function memory"
        ),
        1,
    ),
    **dict.fromkeys(
        word_set(
            "recurrence progression spread adverse pain fatigue anxiety depression nausea infection bleeding hair "
            "skin heart inflammation stress hospital alarm advanced wound hardening flash disease harm polyp "
            "birthdefect swallowing kidney liver nerve cancer risk stop margin reading"
        ),
        -1,
    ),
}

# What became of it: more, less, better, worse, nothing; and how many it is told of.
CHANGES = """
up: easier to kill, easier to treat, more, increase, higher, high, raise, rise, rose, risen, greater, great
up: longer, larger, bigger, big, prolong, extend, lengthen, boost, grew by, climb, double, triple, faster
up: quick, quicker, speed, sped up, speed up, accelerate, up, go up, went up, more common, enhance
up: strengthen, stronger, commoner, gain, additional, extra, elevated, excess, promote, stimulate, drive
up: cause, bring, brought, fuel, sooner, earlier, early, late for, widen, expand, outlive, lead to, led to
up: positively, trigger, activate, wake up, woke up, woke, heavier, outlived, more time, extra time, buy
up: bought, drew, draw, brought in, restore, regain, recover, bring in, upped, hike, hiked, multiply by
up: intensify, intensified, heighten, amplified, amplify, grow in number, jump, jumped, surge, soar, swell
up: build up, add to, added to, worse off, higher chance, deeper, sped, more likely, add, prompt, spark
up: went hand in hand with more, earlier on
down: stop growing, stopped growing, stopped dividing, keep from growing, harder to kill, harder to treat
down: less, decrease, lower, low, reduce, fewer, shorter, smaller, small, fall, fell, fallen, drop, decline
down: cut, shorten, lessen, curb, halve, slow, slower, slowly, rarer, rare, delay, later, postpone, put off
down: hold back, held back, prevent, keep from, kept from, block, inhibit, suppress, lighter, diminish
down: negatively, weaken, limit, bring down, brought down, go down, went down, down, ward off, stave off
down: guard against, stop, halt, quit, cease, shield from, protect from, protect against, shield against
down: inversely, minimize, avoid, milder, mild, take longer, took longer, taken longer, sink, sank
down: save from, saved from, spare from, cut short, lose, lost, losing, spare, thinner, less time
down: go down by, lowering, reduction, plunge, plummet, dwindle, slash, trim, eased off, ease off, taper
down: cushion, blunt, dampen, tamp down, rein in, keep down, kept down, keep at bay, kept at bay, hold off
down: held off, fend off, fended off, slowed down, slow down, not as, no longer as, less likely, scarcer
down: lower chance, brake, hinder, hamper, impede, thwart, interrupt, shut down, switch off, turn off
better: better, improve, help, ease, relieve, benefit, protect, superior, good, well, best, alleviate
better: outperform, outdo, outdid, favor, favorable, safer, safe, effective, soothe, calm, settle, lift
better: lifted, shield, guard, successful, maintain, preserve, easier, gentle, work well, take away
better: took away, mitigate, beat, boon, upside, beneficial, brighter, healthier, comfort, comforted, kinder
better: gentler, milder on, relief, outlast, surpass, stronger than, win, succeed, paid off, pay off
better: safer than, do well, did well, fare better, fared better, cope
worse: worse, worsen, poorer, poor, harm, damage, deteriorate, inferior, hurt, impair, harsher, harsh
worse: severe, severer, harder, detrimental, hard time, aggravate, exacerbate, troublesome, compromised
worse: weaken, spoil, rougher, nastier, fare worse, fared worse, struggle, suffer more
same: did nothing, does nothing, do nothing, was no help, no help against, about the same, the same number
same: stay the same, stayed the same, was the same, were the same, the same in both, the same for
same: the same share, the same with, similar in, similar rate, similar number, similar between, similarly
same: was similar, were similar, needed similar, comparable, equal, equally, unchanged, unaltered
same: unaffected, identical, alike, just as, as many, as much, as often, as common, as frequent, about as
same: as well as, as long as, as likely, noninferior, equivalent, stay where, stayed where, as usual
same: as before, as anxious, steady, as good as, as it was, like before, as fast, as high, on par
same: uninvolved, unmoved, matched, on a par, about equal, about even, much the same, pretty much the same
same: roughly the same, just the same, no different, equally well, as well with, as quickly as, as long with
same: as long without, either way, regardless, whichever, whatever, untouched, stay put, stayed put
same: remain stable, remained stable, remained unchanged, as safe as, as high as, as low as, as likely to
same: as likely as, stable, constant, stay level, stayed level, neither here nor there
differ: differ, difference, change, effect, affect, influence, impact, alter, matter, significant
differ: significance, depend, endpoint, goal, end point, make a difference, made a difference, play a role
differ: played a role, play a part, played a part, sway, bear on, shift, variation, vary, varied, gap
differ: disparity
not: not, no, never, none, cannot, nor, neither, nobody, nothing, non, absent, absence, unable, fail
not: nolonger, hardly, barely, scarcely, unlike, no one, nowhere, instead of, ratherthan, unharmed, failure
not: against the routine, advise against, recommend against, advises against, recommends against
most: most, majority, many, frequent, common, often, widespread, vast majority, nearly all, almost all
most: plenty, more than half, lots, two thirds, three quarters, mostly
plain: rare cancer, rare disease, rare form, rare type, a rare, common cancer, most common cancer
plain: before diagnosis, after diagnosis, after the diagnosis, at diagnosis, since diagnosis, fell ill
plain: fall ill, fell sick, cell growth factor, most of the work, do the work, the work, missed two
plain: missed round, missed screening, show up later, end up, ended up, follow up, up to, long term
plain: high risk, high grade, low dose, high dose, higher dose, larger dose, lower dose, bigger dose
plain: at least, at most, over time, early detection, gene change, side by side, better understand, work out
plain: worked out, working out, show up, showed up, turn up, turned up, than before, than usual
plain: than expected, so far, most recent, best known, high fiber, more fiber, ate more, eat more, heavy
plain: climbing, high level, go along, went along, stop smoking, stopped smoking, quit smoking
plain: give up smoking, giving up smoking, gave up smoking, quit before, working, for more tests
plain: no different from before, over the years, more research, more study, more than just, at first
plain: lower back, higher education, upper, most often used, most widely used, first line, mostly white
plain: high school, most patients in the study, low income, small study, small trial, large study
plain: large trial, small cell, non small cell, large cell, low fat, high fat, soft tissue, long standing
plain: well known, best treatment, good news, bad news, highly, higher stage, severe form
plain: early stage cancer, most participants were
few: few, minority, little, rarely, seldom, uncommon, infrequent, only few, only a few, handful, hardly any
few: a small share, less than half, fewer than half, next to no, very few, one in ten, just a few
"""

# Words on an outcome that carry no sign of their own where another change is told: "helped people live longer".
LIGHT = word_set(
    "help bring brought cause drive lead draw drew benefit differ change effect affect influence impact "
    "alter significant significance matter severe harsh common often frequent high low safe good well "
    "small big great maintain additional extra trigger activate brought up endpoint goal depend early "
    "hurt harm damage limit work level gain recover regain restore"
)

# "Lower", "shorter" are never light; of what stands everywhere little weight is taken.
GENERIC = word_set(
    "cancer tumor tumour disease people patient woman women man men treatment drug medicine therapy group "
    "study trial person participant cell mice mouse animal rate number level risk chance time year month "
    "week day new use case rat adult researcher result doctor breast prostate lung who part share"
)

SAME_AS = """
chemo: chemotherapy
radiation: radiotherapy, irradiation, radiation therapy
needle: acupuncture
shot: vaccine, vaccination, injection, jab
pill: tablet, capsule, supplement, metformin, aspirin
software: ai, algorithm, program, computer, artificial intelligence
drug: medicine, medication, treatment, therapy, pill, compound, antibody, inhibitor
doctor: radiologist, specialist, physician, dermatologist
person: people, patient, woman, women, man, men, participant, volunteer, adult, survivor
cancer: tumor, tumour, carcinoma, malignancy
gene: variant, mutation, gene change, altered gene, germline
obesity: obese, overweight
normal: healthy
relative: family history, parent
child: children, kid
female: women, woman
scan: mri, ct, mammography, mammogram, imaging
illness: disease, sickness
sex: male, female, gender
dummy: placebo, sham, fake
letter: mail
bad: adverse
"""

CONTROL = word_set(
    "alone placebo control controls standard usual conventional untreated sham without unexposed nonusers "
    "dummy whole open observation only comparison"
)

# Outcomes of which a clause that tells no change says which of two it was: "found" or "missed", "grew" or "shrank".
STANDING = word_set("size advanced detection sensitivity keepbreast")
