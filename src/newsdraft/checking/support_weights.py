"""The weights of the support score: how much each feature of a sentence speaks against it.

Fitted by a ridge logistic on the development halves of RAGTruth (summaries and answers, with the whole source and
with the three likest passages), SciFact and NLI4CT-P; each class of a set counts alike. The intercept is put where a
tenth of the supported RAGTruth sentences, with three passages each, fall under 0.5. Fit them again with
``python evals/support_checks.py --data FOLDER --fit``. Nine weights, no more: with more
of the features that we tried, the cross-validated figures fell.
"""

from __future__ import annotations

INTERCEPT = -0.64
WEIGHTS: dict[str, float] = {
    "doubt": 0.36,  # logarithm of the summed doubts of its content words (``DOUBT``)
    "absent at the end": 0.40,  # share of the last third of its content words that no passage holds
    "longest copy": -0.53,  # its longest stretch of copied words, as a share of its words
    "in one passage": -0.79,  # share of its content words, rarer ones weighing more, that the best passage holds
    "in order": -0.46,  # share of its neighbouring content words that stand near each other, in that order
    "numbers gone": 1.46,  # quantities that no passage holds, up to two
    "opposite": 1.31,  # an opposite of a word of the best passage stands in that word's place
    "negated": 0.46,  # it holds a negation
    "leads in": -2.83,  # it ends in a colon: it only introduces what follows
}
