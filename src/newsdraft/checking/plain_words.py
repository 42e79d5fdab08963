"""Specialist words of medicine and the plain words with which patients are told of them: one may stand for the other.

Each row is a family: what one of its words says, another may retell. A word may be of several families. Rows are of our
own; they hold what plain-language guides for trial summaries (EU Regulation 536/2014, Annex V; NIH "Clear & Simple")
ask to be put in plain words, and go by single words, so that "adverse events" and "side effects" meet word by word.
"""

from __future__ import annotations

from functools import lru_cache

_ROWS = """
    hepatic hepatitis hepatocellular hepatotoxicity liver
    renal nephropathy nephritis dialysis kidney
    cardiac cardiovascular coronary myocardial myocarditis heart
    pulmonary respiratory pneumonia lung breathing chest
    cerebral neurological glioma glioblastoma encephalitis stroke brain
    dermatitis dermatology psoriasis eczema melanoma cutaneous rash skin
    gastric gastrointestinal gastro stomach tummy
    colorectal colon colonic rectal intestinal gut colonoscopy bowel
    retinal ocular ophthalmic macular eye sight vision
    skeletal fracture osteoporosis osteoarthritis bone broken
    arthritis rheumatoid articular joint
    muscular myopathy dystrophy muscle
    vascular arterial artery venous vessel thrombosis
    anticoagulant anticoagulation thrombosis thrombotic embolism thinner clot clotting
    haemorrhage hemorrhage haemorrhagic bleeding bleed bled
    anaemia anemia haemoglobin hemoglobin leukaemia leukemia haematological blood
    hypertension hypertensive systolic diastolic pressure
    glucose glycaemic glycemic hypoglycaemia diabetes insulin sugar
    obesity overweight adiposity bmi weight heavy
    neoplasm carcinoma adenocarcinoma sarcoma lymphoma leukaemia leukemia myeloma melanoma glioma malignancy malignant oncology oncological tumour tumor cancer growth
    metastasis metastases metastatic disseminated spread
    resection resected excision surgical operative surgery operation operated removed remove out cut
    adjuvant postoperative surgery after
    neoadjuvant preoperative surgery before
    chemotherapy chemo
    radiotherapy radiation irradiation rays
    recurrence recurrent relapse relapsed recur return returned came come back
    progression progressed progressive progress worse worsen grew grown grow
    remission response respond responded complete shrank shrunk shrink disappear disappeared quiet
    mortality fatal fatality death died die dying survival survive survived lived live life alive
    incidence incident occurrence occurred onset developed develop got get getting new cases
    prevalence common share
    morbidity disease illness ill sick disorder condition
    infection infectious sepsis septic viral bacterial virus germ germs
    antibiotic amoxicillin penicillin antimicrobial
    vaccine vaccination vaccinated immunisation immunization jab shot
    injection injected subcutaneous intramuscular shot jab needle
    infusion infused intravenous drip
    oral tablet capsule pill swallow mouth
    placebo sham dummy fake inactive
    randomised randomized randomly allocated assigned lot lots chance coin luck drew
    blinded masked double-blind knew know told
    participants participant subjects enrolled recruited volunteers part took
    cohort followed follow-up watched followed tracked
    retrospective retrospectively records archive back old past
    investigators authors scientists researchers team experts specialists doctors
    physicians clinicians oncologist cardiologist surgeon specialist doctor
    peer-reviewed peer reviewed reviewers experts checked vetted
    adverse event events toxicity toxicities toxic side effect effects harm harms harmful
    nausea vomiting emesis sick queasy
    fatigue exhaustion asthenia tired tiredness worn weary
    pyrexia febrile fever
    pain analgesia analgesic opioid headache migraine ache hurt hurts
    pruritus itch itching
    dyspnoea dyspnea breathlessness breath breathing
    oedema edema swelling swollen
    inflammation inflammatory inflamed
    insomnia sleep slept asleep
    depression depressive mood sad low
    anxiety anxious worry worried calm
    dementia alzheimer cognitive cognition impairment memory thinking
    adults adult grown-ups grown ups
    paediatric pediatric children childhood infants child kids young
    infants neonates newborns newborn babies baby birth
    adolescents adolescent teenagers teens young
    geriatric elderly older old seniors
    pregnant pregnancy gestation gestational maternal expecting mother birth baby
    postmenopausal menopause menopausal
    physician-diagnosed diagnosis diagnosed diagnostic found told detect detected
    screening screened mammography mammogram scan scans checked check test
    imaging radiological tomography mri ct x-ray scan scans picture
    biopsy biopsies specimen specimens tissue sample samples
    genome genomic genetic gene genes mutation mutations variant variants fault inherited dna
    biomarker marker antigen expression sign
    protein receptor kinase antibody
    discontinued discontinuation discontinue withdrew withdrawal stopped stop quit gave up
    initiated initiation initiate commenced commence began started start begin
    administered administration received receive given gave got get took take had
    alleviated alleviate relieved ameliorated eased ease soothed better
    reduced reduction decreased decrease lowered declined diminished attenuated fewer less lower fell dropped drop cut
    increased increase elevated elevation raised higher more rose rise up grew
    accelerated accelerate expedited fast speed faster quicker sooner quick
    delayed delay prolonged prolong extended longer later slower slow
    similar comparable non-inferior noninferior equal same alike no-difference difference
    associated association correlated correlation linked link tied tie together
    efficacy effective effectiveness efficacious work works worked help helps helped
    safety tolerated tolerability tolerable safe bear
    intervention treatment therapy regimen treated drug medicine medication remedy
    combination combined plus together
    monotherapy alone itself single
    dose dosage doses amount amounts
    agency regulator regulatory fda ema authority commission
    approved approval authorised authorized authorisation authorization licensed cleared clearance allowed permission permitted agreed
    application submitted submission filed request asked apply
    committee panel advisers advisory board experts
    designation status
    generic generics copies copy cheaper
    reimbursement reimbursed coverage pay paid paying insurers
    investigational experimental tested untested
    interim preliminary early partway
    questionnaire questionnaires survey surveyed interview interviews asked answered
    dietary diet nutrition intake consumption consumed consume eat eating ate food
    alcohol drinkers drinking drink drank
    poultry chicken
    smokers smoking smoked tobacco cigarettes
    physical activity exercise exercised walking walk active sport
    ambulatory walk walking walked
    hospitalisation hospitalization hospitalised hospitalized admitted admission hospital ward
    intensive critical severe serious gravely
    mild slight light
    moderate medium
    severe severity serious grave bad
    chronic persistent long-term long lasting
    acute sudden
    annually annual yearly year
    daily day
    weekly week
    monthly month
    percentage proportion share part
    median mean average typical typically
    approximately roughly about nearly
    majority most
    primary main endpoint outcome aim goal
    significant significantly clear clearly clear-cut
    controlled uncontrolled control suppressed check
    immune immunity immunotherapy t-cell cells defences defenses
    cell cells
    transplant transplanted transplantation graft donor new
    fertility infertility conceive conception pregnant baby
    urinary bladder urine water
    asthma bronchial airway airways wheeze inhaled inhaler inhalers
    allergy allergic allergen stand
    hearing tinnitus auditory ears ear ringing deaf
    american us states united america fda
    european europe eu ema
    british britain uk nhs england
    carers caregivers relatives families family parents
    parents parental mother father
    recommended recommendation recommends guideline advised advise advice
    excluded exclusion ineligible left out
    eligible eligibility inclusion included could part
    criteria rules
    feasibility pilot trial run
    software algorithm ai program programme app computer model
    prognosis prognostic outlook
    prophylaxis prophylactic prevention prevent prevented preventive avert averted
    stimulation magnetic magnet
    acupuncture needling needle
    cessation quit stop stopped
    psychotherapy counselling counseling talking talk
    mice mouse murine rats animals rodents
    vitro culture dish dishes laboratory lab
"""  # noqa: E501 - one family a line

_FAMILIES = tuple(frozenset(row.split()) for row in _ROWS.strip().splitlines())


@lru_cache(maxsize=1)
def families() -> dict[str, frozenset[str]]:
    """Each word with the words that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for family in _FAMILIES:
        for word in family:
            found[word] = found.get(word, frozenset()) | (family - {word})
    return found
