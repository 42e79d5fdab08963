"""Passages in the language of trials, with fair and wrong ways to tell them to patients. All written for these tests.

Each entry: the passage, fair sentences, wrong sentences (a direction turned, a denial dropped or added, a null result
told as an effect).
"""

CASES: list[tuple[str, list[str], list[str]]] = [
    (
        (
            "Median overall survival was significantly longer with olorimab than with chemotherapy "
            "(21.4 vs 14.2 months; P = .003)."
        ),
        [
            "People who took olorimab lived longer than those on chemotherapy.",
            "Olorimab improved overall survival compared with chemotherapy.",
            "Survival was shorter with chemotherapy than with olorimab.",
            "Those given olorimab survived longer: 21.4 months against 14.2 months.",
        ],
        [
            "People who took olorimab did not live longer than those on chemotherapy.",
            "Olorimab worsened overall survival compared with chemotherapy.",
            "There was no significant difference in overall survival between olorimab and chemotherapy.",
            "Overall survival was significantly shorter with olorimab than with chemotherapy.",
        ],
    ),
    (
        (
            "Overall survival did not differ significantly between the groups (hazard ratio 0.92; 95% "
            "CI 0.71-1.19)."
        ),
        [
            "There was no clear difference in overall survival between the groups.",
            "The trial could not show that overall survival differed between the groups.",
            "Overall survival was similar in the two groups.",
            "The groups did not clearly differ in how long people survived.",
        ],
        [
            "Overall survival was better in one of the groups.",
            "Overall survival improved significantly in the treatment group.",
            "Overall survival differed significantly between the groups.",
        ],
    ),
    (
        (
            "Adding belutarsen to standard therapy reduced the risk of recurrence by 32% (HR 0.68; 95% "
            "CI 0.55-0.84)."
        ),
        [
            "With belutarsen added to standard therapy, the cancer came back less often.",
            "Belutarsen lowered the risk of recurrence when it was added to standard therapy.",
            "Adding belutarsen to standard therapy cut the risk of recurrence by about a third.",
            "The risk of relapse was lower when belutarsen was added to standard therapy.",
        ],
        [
            "Adding belutarsen to standard therapy increased the risk of recurrence.",
            "Adding belutarsen to standard therapy did not reduce the risk of recurrence.",
            "With belutarsen added to standard therapy, the cancer came back more often.",
            "Adding belutarsen to standard therapy had no effect on the risk of recurrence.",
        ],
    ),
    (
        "Belutarsen did not improve progression-free survival in patients with brain metastases.",
        [
            "Belutarsen did not improve progression-free survival in people whose cancer had spread to the brain.",
            "In patients with brain metastases, belutarsen failed to improve progression-free survival.",
            "Patients with brain metastases had no longer progression-free survival with belutarsen.",
        ],
        [
            "Belutarsen improved progression-free survival in patients with brain metastases.",
            "In patients with brain metastases, belutarsen extended progression-free survival.",
            "Progression-free survival was longer with belutarsen in patients with brain metastases.",
        ],
    ),
    (
        (
            "Serious adverse events were more common in the combination group (41%) than in the "
            "control group (27%)."
        ),
        [
            "Serious side effects were more common in people who got the combination.",
            "More people had serious side effects with the combination than in the control group.",
            "Serious side effects occurred less often in the control group than in the combination group.",
        ],
        [
            "Serious side effects were less common in the combination group than in the control group.",
            "Serious adverse events were not more common in the combination group.",
            "There was no difference in serious adverse events between the combination group and the control group.",
        ],
    ),
    (
        "No treatment-related deaths were reported, and no patient stopped the tablet because of toxicity.",
        [
            "No deaths related to the treatment were reported.",
            "Nobody had to stop the tablet because of side effects.",
            "The researchers reported no deaths from the treatment.",
        ],
        [
            "Treatment-related deaths were reported.",
            "Some treatment-related deaths were reported.",
        ],
    ),
    (
        (
            "The trial failed to meet its primary endpoint: disease-free survival was not "
            "significantly improved (P = 0.21)."
        ),
        [
            "The trial missed its primary endpoint.",
            "The trial did not meet its primary endpoint.",
            "Disease-free survival was not clearly better.",
        ],
        [
            "The trial met its primary endpoint.",
            "Disease-free survival was significantly improved.",
            "Disease-free survival improved.",
        ],
    ),
    (
        "Quality of life deteriorated in the radiotherapy arm and was maintained in the surveillance arm.",
        [
            "Quality of life got worse in the radiotherapy arm.",
            "Quality of life worsened among people who had radiotherapy.",
        ],
        [
            "Quality of life improved in the radiotherapy arm.",
            "Quality of life got better in the radiotherapy arm.",
            "Quality of life did not deteriorate in the radiotherapy arm.",
        ],
    ),
    (
        (
            "Tumours shrank by at least 30% in 14 of 40 patients, and the response rate was higher in "
            "those with the mutation."
        ),
        [
            "Tumours shrank in 14 of 40 patients.",
            "The response rate was higher among people whose tumours had the mutation.",
            "More people with the mutation responded.",
        ],
        [
            "The response rate was lower in those with the mutation.",
            "Tumours grew by at least 30% in 14 of 40 patients.",
            "Tumours did not shrink by at least 30% in 14 of 40 patients.",
        ],
    ),
    (
        "There was no evidence that vitamin supplements prevented colorectal adenomas.",
        [
            "The study found no evidence that vitamin supplements prevent colorectal adenomas.",
            "Vitamin supplements were not shown to prevent colorectal adenomas.",
            "Whether vitamin supplements prevent colorectal adenomas was not shown.",
        ],
        [
            "There was evidence that vitamin supplements prevented colorectal adenomas.",
            "Vitamin supplements prevented colorectal adenomas.",
        ],
    ),
    (
        (
            "Coffee intake was inversely associated with liver cancer; smokers had a higher incidence "
            "than non-smokers."
        ),
        [
            "Liver cancer was more common in smokers than in non-smokers.",
            "Smokers had a higher incidence of liver cancer.",
        ],
        [
            "Smokers had a lower incidence than non-smokers.",
            "Coffee intake was not associated with liver cancer.",
        ],
    ),
    (
        "Statin use was not associated with prostate cancer mortality (HR 1.02; 95% CI 0.88 to 1.18).",
        [
            "Statin use was not linked to deaths from prostate cancer.",
            "The study found no link between statin use and prostate cancer mortality.",
            "No association was seen between statins and prostate cancer mortality.",
        ],
        [
            "Statin use was associated with prostate cancer mortality.",
            "Statin use was linked to lower prostate cancer mortality.",
            "Statin use reduced prostate cancer mortality.",
        ],
    ),
    (
        "Progression was delayed by a median of 4.1 months with the vaccine (P < 0.001).",
        [
            "The vaccine delayed progression by about four months.",
            "With the vaccine, progression was delayed by 4.1 months.",
        ],
        [
            "The vaccine did not delay progression.",
            "The vaccine accelerated progression by 4.1 months.",
        ],
    ),
    (
        (
            "Pain scores decreased from 6.2 to 3.1 after nerve block, whereas they remained unchanged "
            "with placebo."
        ),
        [
            "Pain eased after the nerve block.",
            "Pain scores fell after nerve block, and did not change with placebo.",
            "After nerve block, pain scores dropped from 6.2 to 3.1.",
        ],
        [
            "Pain scores increased after nerve block.",
            "Pain scores did not decrease after nerve block.",
            "Pain scores rose from 6.2 to 3.1 after nerve block.",
        ],
    ),
    (
        "Screening reduced breast cancer mortality in women aged 50 to 69 but not in women aged 40 to 49.",
        [
            "Screening lowered breast cancer mortality in women aged 50 to 69.",
            "Fewer women aged 50 to 69 died of breast cancer with screening.",
            "In women aged 40 to 49, screening did not reduce breast cancer mortality.",
        ],
        [
            "Screening did not reduce breast cancer mortality in women aged 50 to 69.",
            "Screening increased breast cancer mortality in women aged 50 to 69.",
        ],
    ),
    (
        "Olorimab was non-inferior to surgery for local control at three years.",
        [
            "Olorimab was not worse than surgery for local control at three years, within the margin set.",
            "For local control at three years, olorimab was non-inferior to surgery.",
        ],
        [
            "Olorimab was inferior to surgery for local control at three years.",
            "Olorimab was superior to surgery for local control at three years.",
        ],
    ),
    (
        (
            "Hospital stays were shorter after keyhole surgery, and complication rates were comparable "
            "between the techniques."
        ),
        [
            "People left hospital sooner after keyhole surgery.",
            "Hospital stays were shorter after keyhole surgery.",
            "Complication rates were similar with both techniques.",
            "The two techniques did not differ in complication rates.",
        ],
        [
            "Hospital stays were longer after keyhole surgery.",
            "Complication rates were higher with one of the techniques.",
            "Complication rates differed between the techniques.",
        ],
    ),
    (
        "Neither the low dose nor the high dose reduced hot flushes.",
        [
            "Neither dose reduced hot flushes.",
            "Hot flushes were not reduced by the low dose or the high dose.",
        ],
        [
            "The high dose reduced hot flushes.",
            "Both the low dose and the high dose reduced hot flushes.",
        ],
    ),
    (
        (
            "There was a trend toward fewer infections with the antibiotic, but it was not "
            "statistically significant (P = 0.08)."
        ),
        [
            "There was a trend toward fewer infections with the antibiotic, which was not statistically significant.",
            "Infections were not significantly fewer with the antibiotic.",
        ],
        [
            "There were significantly fewer infections with the antibiotic.",
            "The antibiotic reduced infections significantly.",
        ],
    ),
    (
        (
            "The algorithm detected more cancers than radiologists alone, without an increase in false "
            "positives."
        ),
        [
            "The algorithm found more cancers than radiologists alone.",
            "The algorithm detected more cancers than radiologists alone, and false positives did not increase.",
        ],
        [
            "The algorithm detected fewer cancers than radiologists alone.",
            "The algorithm detected more cancers than radiologists alone, with an increase in false positives.",
            "The algorithm did not detect more cancers than radiologists alone.",
        ],
    ),
    (
        "Reading time fell by 44% with the software, and sensitivity was unaffected.",
        [
            "With the software, reading time dropped by 44%.",
            "Sensitivity did not change with the software.",
            "Reading time was shorter with the software.",
        ],
        [
            "Reading time rose by 44% with the software.",
            "Reading time increased with the software.",
        ],
    ),
    (
        "Patients with high PD-L1 expression had better responses than those with low expression.",
        [
            "Responses were better in patients with high PD-L1 expression.",
            "Patients with low PD-L1 expression had worse responses than those with high expression.",
        ],
        [
            "Patients with high PD-L1 expression had worse responses than those with low expression.",
            "Patients with high PD-L1 expression did not have better responses.",
        ],
    ),
    (
        "Exercise significantly improved fatigue and sleep in survivors of lymphoma.",
        [
            "Exercise eased fatigue in people who had survived lymphoma.",
            "Survivors of lymphoma slept better and had less fatigue with exercise.",
            "Fatigue and sleep improved with exercise in survivors of lymphoma.",
        ],
        [
            "Exercise worsened fatigue and sleep in survivors of lymphoma.",
            "Exercise did not improve fatigue and sleep in survivors of lymphoma.",
            "Exercise had no effect on fatigue and sleep in survivors of lymphoma.",
        ],
    ),
    (
        "The drug is not approved for children, and its long-term safety has not been established.",
        [
            "The drug is not approved for children.",
            "Its long-term safety is not yet established.",
        ],
        [
            "The drug is approved for children.",
            "Its long-term safety has been established.",
        ],
    ),
    (
        "Patients in the intervention group were less likely to be readmitted (OR 0.61; 95% CI 0.44-0.85).",
        [
            "People in the intervention group were less likely to be readmitted.",
            "Fewer patients in the intervention group were readmitted.",
        ],
        [
            "Patients in the intervention group were more likely to be readmitted.",
            "Patients in the intervention group were not less likely to be readmitted.",
            "Patients in the intervention group were just as likely to be readmitted.",
        ],
    ),
    (
        "Cognitive function was no worse after proton therapy than before it.",
        [
            "Cognitive function did not worsen after proton therapy.",
            "Cognitive function was not worse after proton therapy.",
        ],
        [
            "Cognitive function was worse after proton therapy.",
            "Cognitive function worsened after proton therapy.",
        ],
    ),
    (
        "Deaths from cervical cancer declined by a quarter after vaccination began.",
        [
            "Fewer women died of cervical cancer after vaccination began.",
            "Cervical cancer deaths fell by a quarter after vaccination began.",
            "After vaccination began, deaths from cervical cancer went down by a quarter.",
        ],
        [
            "Deaths from cervical cancer rose by a quarter after vaccination began.",
            "Deaths from cervical cancer did not decline after vaccination began.",
            "More women died of cervical cancer after vaccination began.",
        ],
    ),
    (
        "Disease-free survival improved with chemotherapy; overall survival did not.",
        [
            "Disease-free survival improved with chemotherapy.",
            "Disease-free survival was longer with chemotherapy.",
            "Overall survival did not improve with chemotherapy.",
        ],
        [
            "Disease-free survival did not improve with chemotherapy.",
            "Disease-free survival worsened with chemotherapy.",
        ],
    ),
    (
        "The difference in response rates between arms was not significant (38% vs 33%; P = 0.42).",
        [
            "Response rates did not differ significantly between the arms.",
            "There was no significant difference in response rates between arms.",
            "Response rates were similar in both arms.",
        ],
        [
            "The difference in response rates between arms was significant.",
            "Response rates were significantly higher in one of the arms.",
        ],
    ),
    (
        "Nausea was reported less frequently with the patch than with the tablet.",
        [
            "Fewer people had nausea with the patch than with the tablet.",
            "Nausea was less frequent with the patch.",
            "Nausea was more frequent with the tablet than with the patch.",
        ],
        [
            "Nausea was reported more frequently with the patch than with the tablet.",
            "More people had nausea with the patch than with the tablet.",
        ],
    ),
    (
        "Five-year survival increased from 41% to 58% among children with the translocation.",
        [
            "More children with the translocation survived five years.",
            "Five-year survival rose from 41% to 58% in children with the translocation.",
            "Survival at five years improved among children with the translocation.",
        ],
        [
            "Five-year survival fell among children with the translocation.",
            "Five-year survival did not increase among children with the translocation.",
            "Five-year survival decreased from 41% to 58% among children with the translocation.",
        ],
    ),
    (
        "Researchers cannot rule out that the tablets affect fertility.",
        [
            "An effect of the tablets on fertility cannot be ruled out.",
            "It is possible that the tablets affect fertility.",
        ],
        [
            "The tablets do not affect fertility.",
        ],
    ),
    (
        "The test missed fewer cancers in dense breasts, although it did not reduce recalls.",
        [
            "The test missed fewer cancers in women with dense breasts.",
            "The test did not reduce recalls.",
        ],
        [
            "The test missed more cancers in dense breasts.",
            "The test reduced recalls.",
        ],
    ),
    (
        "Immune cells were not only more numerous but also more active after the infusion.",
        [
            "Immune cells were more numerous after the infusion.",
            "After the infusion, immune cells were more active.",
        ],
        [
            "Immune cells were less numerous after the infusion.",
            "Immune cells were not more active after the infusion.",
        ],
    ),
    (
        "Cell growth was inhibited in mice given the compound, but the compound had no effect on weight.",
        [
            "The compound slowed cell growth in mice.",
            "The compound did not affect the weight of the mice.",
        ],
        [
            "Cell growth was stimulated in mice given the compound.",
            "Cell growth was not inhibited in mice given the compound.",
        ],
    ),
]

# The passage, fair sentences, and sentences that are surer or more causal than it.
STRENGTH: list[tuple[str, list[str], list[str]]] = [
    (
        "Coffee drinking was associated with a lower risk of liver cancer in this cohort of nurses.",
        [
            "Nurses who drank coffee had a lower risk of liver cancer.",
            "Coffee drinking was linked to a lower risk of liver cancer in nurses.",
            "In this cohort, coffee drinkers were less likely to get liver cancer.",
        ],
        [
            "Drinking coffee prevents liver cancer.",
            "Coffee reduces the risk of liver cancer.",
            "Coffee drinking protects nurses against liver cancer.",
        ],
    ),
    (
        (
            "Night-shift work was linked to breast cancer among women who had worked nights for twenty "
            "years or more."
        ),
        [
            "Breast cancer was more common among women who had worked nights for twenty years.",
            "The study found a link between night-shift work and breast cancer.",
            "Women who had worked nights for twenty years were more likely to have breast cancer.",
        ],
        [
            "Night-shift work causes breast cancer in women.",
            "Working nights for twenty years leads to breast cancer.",
        ],
    ),
    (
        "The vaccine may delay recurrence of melanoma, but larger trials are needed.",
        [
            "The vaccine might delay the recurrence of melanoma.",
            "The vaccine could delay recurrence of melanoma; larger trials have to show whether it does.",
            "It is not yet known whether the vaccine delays recurrence of melanoma.",
        ],
        [
            "The vaccine delays recurrence of melanoma.",
            "The vaccine will delay recurrence of melanoma.",
            "It is proven that the vaccine delays recurrence of melanoma.",
        ],
    ),
    (
        "These findings suggest that the blood test could detect pancreatic cancer earlier.",
        [
            "The findings suggest that the blood test might detect pancreatic cancer earlier.",
            "The blood test may be able to detect pancreatic cancer earlier.",
        ],
        [
            "The blood test detects pancreatic cancer earlier.",
            "The findings prove that the blood test detects pancreatic cancer earlier.",
        ],
    ),
    (
        "In this randomised trial, exercise reduced fatigue in people treated for bowel cancer.",
        [
            "Exercise reduced fatigue in people treated for bowel cancer.",
            "In the trial, exercise eased fatigue among people treated for bowel cancer.",
            "People treated for bowel cancer had less fatigue with exercise.",
        ],
        [
            "It is proven beyond doubt that exercise reduces fatigue in people treated for bowel cancer.",
            "Exercise cures fatigue in people treated for bowel cancer.",
        ],
    ),
    (
        "Higher vitamin D levels at diagnosis predicted longer survival in people with lymphoma.",
        [
            "People with lymphoma whose vitamin D levels were higher at diagnosis lived longer.",
            "Higher vitamin D levels went along with longer survival in people with lymphoma.",
            "Vitamin D levels at diagnosis were associated with survival in lymphoma.",
        ],
        [
            "Vitamin D causes longer survival in people with lymphoma.",
            "Thanks to higher vitamin D levels, people with lymphoma survive longer.",
        ],
    ),
    (
        "Whether the algorithm improves survival is unknown.",
        [
            "It is unknown whether the algorithm improves survival.",
            "Nobody knows yet whether the algorithm improves survival.",
        ],
        [
            "The algorithm improves survival.",
        ],
    ),
    (
        (
            "Survival did not differ significantly between surgery and radiotherapy (HR 0.95; 95% CI "
            "0.70 to 1.29)."
        ),
        [
            "The study found no clear difference in survival between surgery and radiotherapy.",
            "Survival was not significantly different after surgery and radiotherapy.",
        ],
        [
            "For survival, surgery and radiotherapy are equally effective.",
            "Radiotherapy is equivalent to surgery in survival.",
        ],
    ),
    (
        "The researchers believe that the compound may help the immune system to find tumour cells.",
        [
            "The researchers believe that the compound might help the immune system to find tumour cells.",
            "The compound may help the immune system find tumour cells, the researchers say.",
        ],
        [
            "The compound helps the immune system to find tumour cells.",
            "The compound will help the immune system to find tumour cells.",
        ],
    ),
    (
        "Obesity appears to increase the risk of kidney cancer in men.",
        [
            "Obesity seems to increase the risk of kidney cancer in men.",
            "Obesity may increase the risk of kidney cancer in men.",
        ],
        [
            "It is confirmed that obesity increases the risk of kidney cancer in men.",
            "Obesity has been proven to increase the risk of kidney cancer in men.",
        ],
    ),
    (
        "Women who breastfed were less likely to develop ovarian cancer than women who did not.",
        [
            "Ovarian cancer was less common in women who had breastfed.",
            "Women who breastfed had ovarian cancer less often than women who did not.",
            "Breastfeeding was linked to fewer cases of ovarian cancer in women.",
        ],
        [
            "Breastfeeding prevents ovarian cancer in women.",
            "In women, breastfeeding reduces the risk of ovarian cancer.",
        ],
    ),
    (
        "The authors hypothesise that gut bacteria influence the response to immunotherapy.",
        [
            "The authors suspect that gut bacteria might influence the response to immunotherapy.",
            "Gut bacteria could influence the response to immunotherapy, the authors think.",
        ],
        [
            "Gut bacteria influence the response to immunotherapy.",
            "It is certain that gut bacteria definitely influence the response to immunotherapy.",
        ],
    ),
]

# As an editor meets them: several passages, one sentence in plain words.
# Written after the checks; docs/quality.md has the first figures.
SEVERAL: list[tuple[tuple[str, ...], list[str], list[str]]] = [
    (
        (
            "Median progression-free survival was 11.2 months with tavolimab and 6.8 months with placebo (HR 0.58).",
            "Overall survival data are immature, and no significant difference has been seen so far.",
            "Grade 3 or higher adverse events occurred in 48% and 31% of patients.",
        ),
        [
            "With tavolimab, it took longer until the cancer grew again: 11.2 months instead of 6.8.",
            "So far, no clear difference in overall survival has been seen.",
            "Severe side effects were more frequent with tavolimab: 48% against 31%.",
            "Whether people live longer with tavolimab is not known yet.",
        ],
        [
            "A significant difference in overall survival has been seen so far.",
            "Overall survival was significantly longer with tavolimab.",
        ],
    ),
    (
        (
            "Women assigned to the walking programme reported less joint pain at six months.",
            "Adherence to hormone tablets did not improve.",
        ),
        [
            "Women in the walking programme had less joint pain after six months.",
            "Joint pain eased, but the women did not take their hormone tablets more regularly.",
            "Adherence to the tablets did not get better.",
        ],
        [
            "Women in the walking programme reported more joint pain at six months.",
            "Adherence to hormone tablets improved.",
            "Joint pain worsened in women assigned to the walking programme.",
        ],
    ),
    (
        (
            "The AI tool raised the detection rate from 5.1 to 6.7 per 1,000 women screened.",
            "The recall rate was unchanged, and radiologists' workload fell by a third.",
        ),
        [
            "The tool helped to find more cancers: 6.7 instead of 5.1 per 1,000 women.",
            "Radiologists had less work, and no more women were called back.",
            "The recall rate did not change.",
            "The detection rate rose with the AI tool.",
        ],
        [
            "The AI tool lowered the detection rate.",
            "Radiologists' workload increased by a third.",
            "The recall rate increased.",
        ],
    ),
    (
        (
            "Children treated with reduced-dose radiation had fewer hearing problems at five years.",
            "Relapse rates were no higher than with the standard dose.",
        ),
        [
            "Children who got less radiation had fewer hearing problems five years later.",
            "Relapses were not more frequent than with the standard dose.",
            "The lower dose did not lead to more relapses.",
        ],
        [
            "Children treated with reduced-dose radiation had more hearing problems at five years.",
            "Relapse rates were higher than with the standard dose.",
        ],
    ),
    (
        (
            "Tumour DNA became undetectable in 60% of patients after two cycles.",
            "These patients were less likely to relapse within two years (HR 0.31; 95% CI 0.17-0.56).",
        ),
        [
            "In 60% of patients, tumour DNA could no longer be detected after two cycles.",
            "Patients whose tumour DNA became undetectable had a lower risk of relapse.",
            "These patients relapsed less often within two years.",
        ],
        [
            "These patients were more likely to relapse within two years.",
            "These patients had a higher risk of relapse within two years.",
        ],
    ),
    (
        (
            "Ruvanimab was generally well tolerated; no new safety signals were observed.",
            "Two patients stopped treatment because of rash.",
        ),
        [
            "No new safety signals were seen with ruvanimab.",
            "Two people had to stop because of a rash.",
            "Most people tolerated ruvanimab well.",
        ],
        [
            "New safety signals were observed.",
            "Ruvanimab was not well tolerated.",
        ],
    ),
    (
        (
            "Smokers who quit before surgery spent fewer days in hospital than those who continued.",
            "Wound infections did not differ between the groups (P = 0.47).",
        ),
        [
            "People who quit smoking before surgery left hospital earlier.",
            "The number of wound infections was similar in both groups.",
            "Those who continued to smoke spent more days in hospital than those who quit.",
        ],
        [
            "Smokers who quit before surgery spent more days in hospital than those who continued.",
            "Wound infections were lower in one group.",
            "Wound infections differed between the groups.",
        ],
    ),
    (
        (
            "In the subgroup with KRAS mutations, the drug had no benefit.",
            "Among patients without KRAS mutations, it extended median survival by five months.",
        ),
        [
            "People without KRAS mutations lived a median of five months longer with the drug.",
            "Patients with KRAS mutations did not benefit from the drug.",
            "In people with KRAS mutations, the drug brought no benefit.",
        ],
        [
            "In the subgroup with KRAS mutations, the drug had a benefit.",
            "Among patients without KRAS mutations, it shortened median survival by five months.",
            "Among patients without KRAS mutations, it did not extend median survival.",
        ],
    ),
    (
        (
            "The model correctly ruled out cancer in 94% of benign nodules.",
            "It performed worse in scans from older machines.",
        ),
        [
            "The model did less well with scans from older machines.",
            "In 94% of benign nodules, the model rightly ruled out cancer.",
            "With older machines, its performance was worse.",
        ],
        [
            "It performed better in scans from older machines.",
            "It did not perform worse in scans from older machines.",
        ],
    ),
    (
        (
            "Giving the tablet for ten years rather than five reduced late recurrences.",
            "It raised the risk of fractures.",
        ),
        [
            "Ten years of the tablet led to fewer late recurrences than five.",
            "The risk of fractures was higher.",
            "Late recurrences became rarer, but fractures became more common.",
        ],
        [
            "Giving the tablet for ten years increased late recurrences.",
            "It lowered the risk of fractures.",
            "It did not raise the risk of fractures.",
        ],
    ),
    (
        (
            "High fibre intake was associated with better outcomes on immunotherapy in 128 people with melanoma.",
            "Probiotic use was not associated with outcomes.",
        ),
        [
            "People with melanoma who ate much fibre did better on immunotherapy.",
            "There was no link between probiotics and outcomes.",
            "Fibre was linked to better outcomes; that does not show that fibre is the reason.",
        ],
        [
            "Eating fibre causes better outcomes on immunotherapy in people with melanoma.",
            "Probiotic use was associated with outcomes.",
            "High fibre intake was associated with worse outcomes on immunotherapy.",
        ],
    ),
    (
        (
            "The injection may one day replace infusions, the investigators said.",
            "It has not been tested in children.",
        ),
        [
            "One day, the injection may replace infusions, the investigators said.",
            "The injection has not been tested in children.",
            "Nobody has tested the injection in children yet.",
        ],
        [
            "The injection has been tested in children.",
            "It has been proven that the injection will replace infusions.",
        ],
    ),
]

# A second set, written later still; docs/quality.md has the first figures.
FRESH: list[tuple[tuple[str, ...], list[str], list[str]]] = [
    (
        (
            "Event-free survival at three years was higher in the blinatumab-like arm (81% vs 64%; P < .001).",
            "Neurological toxicity was mild.",
        ),
        [
            "After three years, more children in the new arm were alive without a setback: 81% against 64%.",
            "Event-free survival was better in the blinatumab-like arm.",
        ],
        [
            "Event-free survival at three years was lower in the blinatumab-like arm.",
            "There was no difference in event-free survival at three years.",
        ],
    ),
    (
        (
            "Omitting radiotherapy did not increase local recurrence in women over 70 with small tumours.",
            "Overall survival was the same in both groups.",
        ),
        [
            "Women over 70 with small tumours had no more local recurrences without radiotherapy.",
            "Leaving out radiotherapy did not raise the rate of local recurrence.",
            "Both groups lived equally long.",
        ],
        [
            "Omitting radiotherapy increased local recurrence in women over 70 with small tumours.",
            "Overall survival was different in the two groups.",
            "Overall survival was better in one group.",
        ],
    ),
    (
        (
            "Lymphoedema was less common after sentinel node biopsy than after full dissection.",
            "Arm function recovered sooner.",
        ),
        [
            "Fewer women had lymphoedema after sentinel node biopsy than after full dissection.",
            "Lymphoedema was more common after full dissection than after sentinel node biopsy.",
            "The arm recovered earlier.",
        ],
        [
            "Lymphoedema was more common after sentinel node biopsy than after full dissection.",
            "Lymphoedema was not less common after sentinel node biopsy.",
            "Arm function recovered later.",
        ],
    ),
    (
        (
            "The gene test did not predict which patients would benefit from chemotherapy.",
            "Costs were higher than expected.",
        ),
        [
            "The gene test could not predict who would benefit from chemotherapy.",
            "The test failed to predict which patients would benefit from chemotherapy.",
            "It cost more than expected.",
        ],
        [
            "The gene test predicted which patients would benefit from chemotherapy.",
            "Costs were lower than expected.",
        ],
    ),
    (
        (
            "Mice given the antibody had smaller tumours, and none developed metastases.",
            "The antibody has not been given to humans.",
        ),
        [
            "In mice, tumours were smaller with the antibody.",
            "None of the mice developed metastases.",
            "No human has been given the antibody.",
        ],
        [
            "Mice given the antibody had larger tumours.",
            "Mice given the antibody did not have smaller tumours.",
            "The antibody has been given to humans.",
        ],
    ),
    (
        (
            "Anxiety scores improved with counselling (mean difference -2.1; 95% CI -3.4 to -0.8).",
            "Sleep did not change.",
        ),
        [
            "People who had counselling were less anxious.",
            "Anxiety got better with counselling, but sleep did not.",
            "Counselling eased anxiety.",
        ],
        [
            "Anxiety scores worsened with counselling.",
            "Anxiety scores did not improve with counselling.",
            "Sleep changed.",
        ],
    ),
    (
        (
            "Adding zolitinib shortened the time in hospital and lowered the need for transfusions.",
            "It did not affect kidney function.",
        ),
        [
            "With zolitinib, people spent less time in hospital.",
            "People on zolitinib needed fewer transfusions.",
            "Kidney function was not affected.",
        ],
        [
            "Adding zolitinib lengthened the time in hospital.",
            "Adding zolitinib raised the need for transfusions.",
            "It affected kidney function.",
        ],
    ),
    (
        (
            "Long-term survivors had a higher risk of heart failure than their siblings.",
            "The excess risk fell in those treated after 1990.",
        ),
        [
            "Survivors had heart failure more often than their siblings.",
            "In people treated after 1990 the additional risk was smaller.",
            "Siblings had a lower risk of heart failure than the survivors.",
        ],
        [
            "Long-term survivors had a lower risk of heart failure than their siblings.",
            "The excess risk rose in those treated after 1990.",
            "Long-term survivors did not have a higher risk of heart failure than their siblings.",
        ],
    ),
    (
        (
            "Processed meat consumption was associated with a higher incidence of bowel cancer.",
            "The study cannot establish cause and effect.",
        ),
        [
            "People who ate more processed meat had bowel cancer more often.",
            "The study cannot show whether processed meat is the cause.",
            "Eating processed meat was linked to bowel cancer.",
        ],
        [
            "Processed meat consumption causes bowel cancer.",
            "Processed meat consumption was associated with a lower incidence of bowel cancer.",
            "Processed meat consumption was not associated with bowel cancer.",
        ],
    ),
    (
        (
            "The combination might overcome resistance to hormone therapy, early laboratory data suggest.",
            "Toxicity in cell cultures was low.",
        ),
        [
            "The combination might overcome resistance to hormone therapy.",
            "In cell cultures, toxicity was low.",
            "Early laboratory data hint that the combination could overcome resistance to hormone therapy.",
        ],
        [
            "The combination overcomes resistance to hormone therapy.",
            "The combination will overcome resistance to hormone therapy.",
            "Toxicity in cell cultures was high.",
        ],
    ),
    (
        (
            "Response rates were 34% with the new drug and 31% with docetaxel, a difference that was not significant.",
            "Hair loss was rarer with the new drug.",
        ),
        [
            "There was no clear difference in response rates between the new drug and docetaxel.",
            "Hair loss was less common with the new drug.",
            "Fewer people lost their hair with the new drug.",
        ],
        [
            "Response rates were significantly higher with the new drug than with docetaxel.",
            "Hair loss was more common with the new drug.",
        ],
    ),
    (
        (
            "Vaccinated women had fewer precancerous lesions, regardless of smoking.",
            "Protection did not wane over ten years.",
        ),
        [
            "Precancerous lesions were rarer among vaccinated women.",
            "Protection lasted for ten years without waning.",
            "Women who had been vaccinated had fewer precancerous lesions, whether or not they smoked.",
        ],
        [
            "Vaccinated women had more precancerous lesions.",
            "Protection waned over ten years.",
            "Vaccinated women did not have fewer precancerous lesions.",
        ],
    ),
]
