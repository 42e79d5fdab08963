"""The weights of the support score: how much each feature of a sentence speaks against it.

Fitted by a ridge logistic on the development halves of RAGTruth (summaries and answers, with the whole source and
with the three likest passages), on NLI4CT-P and on the half of our retellings that was looked at
(``evals/retold``); each class of a set counts alike. SciFact is measured only, never fitted. The intercept is put where
a tenth of the supported RAGTruth sentences, with three passages each, fall under 0.5. Fit them again with
``python evals/support_checks.py --data FOLDER --fit``. Nine weights, no more: with more
of the features that we tried, the cross-validated figures fell.
"""

from __future__ import annotations

INTERCEPT = -1.07
WEIGHTS: dict[str, float] = {
    "doubt": 0.50,  # logarithm of the summed doubts of its content words (``DOUBT``)
    "absent at the end": 0.87,  # share of the last third of its content words that no passage holds
    "longest copy": -0.79,  # its longest stretch of copied words, as a share of its words
    "in one passage": -0.43,  # share of its content words, rarer ones weighing more, that the best passage holds
    "in order": -0.51,  # share of its neighbouring content words that stand near each other, in that order
    "numbers gone": 1.48,  # quantities that no passage holds, up to two
    "opposite": 0.87,  # an opposite of a word of the best passage stands in that word's place
    "negated": 0.07,  # it holds a negation
    "leads in": -2.99,  # it ends in a colon: it only introduces what follows
}
