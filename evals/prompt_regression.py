"""What the prompts bring with a model: support, findings, reading grade and tokens of each draft, for any endpoint.

    OPENAI_BASE_URL=… NEWSDRAFT_MODEL=… python evals/prompt_regression.py [--into FOLDER] [--json]

The bundled sample releases are the saved dossiers: the same for every prompt and every model. The real pipeline reads,
writes, judges and repairs; the drafts stay in FOLDER to be read. A change of ``prompts/`` is measured by two runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from newsdraft.app.queue import ShownDraft, list_drafts, show_draft
from newsdraft.app.running import demo
from newsdraft.checking import reading_grade
from newsdraft.errors import NewsdraftError
from newsdraft.project import open_project
from newsdraft.reviewing import DraftStore
from newsdraft.text import words


def main() -> int:
    """Draft, measure and print; the error's own exit code where no draft could be made."""
    parser = argparse.ArgumentParser(description="Measure the prompts on the sample releases.")
    parser.add_argument("--into", type=Path, help="the folder of the drafts; a temporary one by default")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    folder = options.into or Path(tempfile.mkdtemp(prefix="newsdraft-prompts-"))
    try:
        receipt = demo(folder, {"writer": "model"})
    except NewsdraftError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    rows = [_measured(folder, draft.id) for draft in list_drafts(open_project(folder)).drafts]
    sys.stdout.write(json.dumps(rows, indent=2) + "\n" if options.json else _table(rows))
    sys.stderr.write(f"The drafts are in {folder / 'drafts'}\n")
    if receipt.stopped:
        sys.stderr.write(f"Drafting stopped early: {receipt.stopped}\n")
        return 3
    return 0


def _measured(folder: Path, draft_id: str) -> dict[str, Any]:
    project = open_project(folder)
    shown = show_draft(project, draft_id)
    claims = [claim for section in shown.sections for claim in section.claims]
    calls = DraftStore(project.drafts).find(draft_id).draft.calls
    tokens: Counter[str] = Counter()
    for call in calls:
        tokens[call.purpose] += (call.input_tokens or 0) + (call.output_tokens or 0)
    return {
        "title": shown.draft.title,
        "sentences": len(claims),
        "words": sum(len(words(claim.text)) for claim in claims),
        "without a finding": sum(claim.verdict == "supported" for claim in claims) / len(claims),
        "judged": dict(Counter(claim.judged for claim in claims)),
        "findings": _rules(shown),
        **shown.draft.findings,
        "grade": round(reading_grade([claim.text for claim in claims]), 1),
        "tokens": dict(tokens),
    }


def _rules(shown: ShownDraft) -> dict[str, int]:
    return dict(Counter(finding.rule for finding in shown.findings).most_common())


def _table(rows: list[dict[str, Any]]) -> str:
    head = f"{'draft':44} {'sent.':>5} {'words':>5} {'clean':>6} {'block':>5} {'major':>5} {'minor':>5} {'grade':>5}"
    lines = [head]
    for row in rows:
        lines.append(
            f"{row['title'][:44]:44} {row['sentences']:5} {row['words']:5} {row['without a finding']:6.0%} "
            f"{row['block']:5} {row['major']:5} {row['minor']:5} {row['grade']:5}"
        )
        lines.append(f"    judge: {_counts(row['judged'])}; tokens: {_counts(row['tokens'])}")
        lines.append(f"    findings: {_counts(row['findings'])}")
    return "\n".join(lines) + "\n"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


if __name__ == "__main__":
    raise SystemExit(main())
