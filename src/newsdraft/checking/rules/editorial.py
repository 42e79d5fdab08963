"""The rules of the desk on wording: hype, leaks, empty phrases, experts without a name, plain language."""

from __future__ import annotations

from newsdraft.checking.rules.rule import Rule
from newsdraft.model import Severity

_SUPERLATIVES = "Superlatives mislead readers on cancer drugs (Abola and Prasad, JAMA Oncology 2016)."
_LOADED = "Words that raise false expectation (Schwitzer, seven words not to use in medical news)."
_PLAIN = "Plain language: words that readers use, short sentences, active voice (CDC Clear Communication Index, 2019)."
_EMPTY = "Every sentence informs on the study or on what a reader can do (docs/design.md)."
_HONEST = "Do not invent people or views; name who said what (usual rule of news desks)."
_STUDY = (
    "Name the study, so that readers can find it and weigh its evidence (HealthNewsReview.org, criterion 4)."
)
_INTERESTS = "Independent sources and conflicts of interest (HealthNewsReview.org, criterion 6)."

EDITORIAL = (
    Rule(
        id="hype",
        severity=Severity.BLOCK,
        explanation="A superlative that promises more than research on patients holds, in the post's own words.",
        standard=_SUPERLATIVES,
        also="minor inside a quotation",
        fires=(
            "The drug is a breakthrough for people with lung cancer.",
            "Doctors call the vaccine a game changer.",
            "The groundbreaking test could revolutionize screening.",
            "The treatment cured mice of their tumors.",
        ),
        silent=(
            "There is no cure for this cancer today.",
            "Researchers at City of Hope treated 40 people.",
            "Some had breakthrough pain in spite of the drug.",
        ),
    ),
    Rule(
        id="hype-warning",
        severity=Severity.MINOR,
        explanation="A word that says more than it shows: promising, dramatic, hope, victim, novel, pivotal …",
        standard=_LOADED,
        fires=(
            "The results are promising.",
            "A novel drug was given to 20 people.",
            "The test gives hope to many.",
        ),
        silent=("The team hopes to start a trial in 2027.", "A new drug was given to 20 people."),
    ),
    Rule(
        id="hype-dense",
        severity=Severity.BLOCK,
        explanation="The post as a whole is full of words of hype, warnings included.",
        standard=_LOADED,
    ),
    Rule(
        id="designation-unexplained",
        severity=Severity.MAJOR,
        explanation="A regulator's breakthrough designation is named, and nothing says what it means.",
        standard="The word alone makes readers expect a benefit (Krishnamurti et al., JAMA Internal Medicine 2015).",
    ),
    Rule(
        id="leak",
        severity=Severity.BLOCK,
        explanation="The text holds talk of a model, a placeholder, a mark of the prompt, code or broken letters.",
        standard="Nothing is published that nobody has read (docs/design.md, promise 1).",
        fires=(
            "As an AI language model, I cannot give medical advice.",
            "The study was done at [insert institution].",
            "Here is the draft of the article you asked for.",
            "The patientâ€™s tumor shrank.",
        ),
        silent=("AI was not used in this study.", "The study was done at Harwick Hospital."),
    ),
    Rule(
        id="boilerplate",
        severity=Severity.BLOCK,
        explanation="A stock phrase that would stand in any post and says nothing of this study.",
        standard=_EMPTY,
        fires=(
            "AI can analyze vast datasets to find patterns.",
            "Artificial intelligence is transforming cancer care.",
            "This is an important step forward in the fight against cancer.",
        ),
        silent=(
            "The program read 80,000 mammograms beside one doctor.",
            "A larger trial is planned for 2027.",
        ),
    ),
    Rule(
        id="self-promotion",
        severity=Severity.BLOCK,
        explanation="The post speaks of the site, or asks readers for something; the template holds such links.",
        standard=_EMPTY,
        fires=("Visit our blog for more stories like this.", "Subscribe to stay up to date."),
        silent=("Ask your care team for more information.",),
    ),
    Rule(
        id="stage-softened",
        severity=Severity.BLOCK,
        explanation="Work in cells or animals is called primarily preclinical, as if a part of it had been in people.",
        standard="Say in whom it was seen, and how early it is (docs/design.md).",
        fires=("The evidence is primarily preclinical.", "So far the work is mostly in mice."),
        silent=("All of the work was done in mice.",),
    ),
    Rule(
        id="expert-unnamed",
        severity=Severity.MAJOR,
        explanation="A view is given to experts, doctors or scientists without a name, and no passage does so.",
        standard=_HONEST,
        fires=("Experts say the drug will change care.", "Many oncologists are excited."),
        silent=("Mara Lindqvist of Harwick Hospital said that the trial was small.",),
    ),
    Rule(
        id="sentence-long",
        severity=Severity.MINOR,
        explanation="A sentence has more words than most readers follow.",
        standard=_PLAIN,
    ),
    Rule(
        id="passive-chain",
        severity=Severity.MINOR,
        explanation="Several sentences in a row are passive: nobody is seen to act.",
        standard=_PLAIN,
    ),
    Rule(
        id="jargon",
        severity=Severity.MINOR,
        explanation="A term that patients may not know is not explained where it first stands.",
        standard=_PLAIN,
    ),
    Rule(
        id="numbers-absent",
        severity=Severity.MAJOR,
        explanation="What Happened gives no number: not how many, not how much.",
        standard="Quantify benefits and harms (HealthNewsReview.org, criteria 2 and 3).",
    ),
    Rule(
        id="study-not-named",
        severity=Severity.MAJOR,
        explanation="The post leaves out the journal, the institution or the number of participants, which are known.",
        standard=_STUDY,
    ),
    Rule(
        id="standing-unsaid",
        severity=Severity.MAJOR,
        explanation="The study is a preprint, or there is only a release or a talk, and the post does not say so.",
        standard=_STUDY,
    ),
    Rule(
        id="funding-unsaid",
        severity=Severity.MAJOR,
        explanation="The post does not say who paid for the study, nor that the source does not say.",
        standard=_INTERESTS,
    ),
    Rule(
        id="interests-unsaid",
        severity=Severity.MAJOR,
        explanation="The post does not say whether researchers gain by the result, nor that the source does not say.",
        standard=_INTERESTS,
    ),
    Rule(
        id="outside-voice-absent",
        severity=Severity.MAJOR,
        explanation="Nobody from outside the study is heard, and the post does not say so.",
        standard=_INTERESTS,
    ),
    Rule(
        id="benefits-unquantified",
        severity=Severity.MINOR,
        explanation="Few sentences give figures that let a reader weigh the benefit.",
        standard="Quantify benefits in absolute terms (HealthNewsReview.org, criterion 2).",
    ),
    Rule(
        id="harms-unsaid",
        severity=Severity.MAJOR,
        explanation="The post says little or nothing on harms, nor that the sources name none.",
        standard="Tell harms as well as benefits (HealthNewsReview.org, criterion 3).",
        also="minor where nobody was treated: laboratory, animals, people who were observed, guidelines",
    ),
    Rule(
        id="costs-unsaid",
        severity=Severity.MINOR,
        explanation="The post does not say what it costs, nor that the sources do not; not asked of cells and animals.",
        standard="Tell costs (HealthNewsReview.org, criterion 1).",
    ),
    Rule(
        id="reference-overdue",
        severity=Severity.MAJOR,
        explanation="A reference note is cited whose review date has passed.",
        standard="Facts age: each note of references/ has a day by which a person looks at its page again.",
    ),
    Rule(
        id="told-before",
        severity=Severity.MAJOR,
        explanation="Title or lead are nearly those of another post of this site.",
        standard="A site tells a story once (usual rule of news desks).",
    ),
    Rule(
        id="machine-byline",
        severity=Severity.BLOCK,
        explanation="The front matter names a machine as author or reviewer.",
        standard="A person stands for every post, and says that AI helped (docs/design.md, promise 1).",
    ),
    Rule(
        id="picture-unlabelled",
        severity=Severity.BLOCK,
        explanation="The picture has no words for those who do not see it, or no credit.",
        standard="Text for every picture (WCAG 2.2, 1.1.1); name whose work it is.",
    ),
)
