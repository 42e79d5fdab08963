"""The study behind a story, looked up on loopback through the command line."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORK = {
    "DOI": "10.5555/sample.0002",
    "type": "journal-article",
    "title": ["Ostavelimab with chemotherapy in advanced stomach cancer"],
    "container-title": ["Sample Clinical Oncology"],
    "abstract": "<jats:p>Background: Stomach cancer that has spread is treated with chemotherapy. Methods: We assigned "
    "842 adults at random. Results: The hazard ratio for progression was 0.71 and for death 0.86.</jats:p>",
    "published": {"date-parts": [[2026, 11, 20]]},
}


@contextmanager
def crossref(work):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args):
            pass

        def do_GET(self):
            body = json.dumps({"status": "ok", "message-type": "work", "message": work}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {
            "NEWSDRAFT_LOOK_UP_STUDIES": "true",
            "NEWSDRAFT_CROSSREF_URL": f"http://127.0.0.1:{server.server_port}",
            **{
                f"NEWSDRAFT_{name}_URL": "off"
                for name in ("PUBMED", "EUROPE_PMC", "TRIALS", "ARXIV", "OPENRXIV")
            },
        }
    finally:
        server.shutdown()
        server.server_close()


def test_the_abstract_of_the_paper_becomes_a_source(project, samples):
    with crossref(WORK) as env:
        done = project("draft", f"{samples}/news/quayside-stomach-trial.html", "--json", **env)
    assert done.code == 0, done.err
    shown = project("show", done.json["draft"]["id"], "--json").json
    kinds = {document["id"]: document["kind"] for document in shown["documents"]}
    assert kinds["S2"] == "abstract"
    assert "Retraction: none found" in (project.folder / done.json["draft"]["path"]).read_text()


def test_a_retracted_paper_is_held(project, samples):
    retracted = {
        **WORK,
        "updated-by": [
            {
                "DOI": "10.5555/sample.9999",
                "type": "retraction",
                "label": "Retraction",
                "source": "publisher",
                "updated": {"date-parts": [[2026, 11, 21]], "date-time": "2026-11-21T00:00:00Z"},
            }
        ],
    }
    with crossref(retracted) as env:
        done = project("draft", f"{samples}/news/quayside-stomach-trial.html", "--json", **env)
    assert done.code == 1
    assert done.json["held"]
    assert "retracted" in done.json["reason"]


def test_registries_that_do_not_answer_are_told_and_stop_nothing(project, samples):
    env = {
        "NEWSDRAFT_LOOK_UP_STUDIES": "true",
        **{
            f"NEWSDRAFT_{name}_URL": "http://127.0.0.1:9"
            for name in ("CROSSREF", "PUBMED", "EUROPE_PMC", "TRIALS", "ARXIV", "OPENRXIV")
        },
    }
    done = project("draft", f"{samples}/news/quayside-stomach-trial.html", "--json", **env)
    assert done.code == 0, done.err
    text = (project.folder / done.json["draft"]["path"]).read_text()
    assert "Retraction: not looked up" in text
    assert "Crossref was not reached" in text
