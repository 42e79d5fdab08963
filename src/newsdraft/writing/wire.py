"""The shape that a model is asked to answer in, and its strict JSON schema.

These models are plain on purpose: no length limits, no defaults, no free dictionaries. Every server that
takes a JSON schema at all takes this one, and what is wrong with a text is for the cleaning and the checks
to say, not for a grammar to prevent.
"""

from __future__ import annotations

import copy
from typing import Any, Literal

from pydantic import BaseModel

WireBasis = Literal["passages", "design", "absence", "inference"]
WireKind = Literal["What Happened", "Background", "How AI Fits", "What Patients Should Know"]


class WireSentence(BaseModel):
    """One sentence with the ids of the passages that carry it."""

    text: str
    passages: list[str]
    basis: WireBasis


class WireBlock(BaseModel):
    """A paragraph or a list item."""

    kind: Literal["paragraph", "item"]
    sentences: list[WireSentence]


class WireSection(BaseModel):
    """One of the four sections."""

    kind: WireKind
    heading: str
    blocks: list[WireBlock]


class WirePost(BaseModel):
    """A whole answer."""

    title: str
    description: str
    lead: list[WireBlock]
    sections: list[WireSection]
    conclusion: list[WireBlock]
    tags: list[str]


def strict_schema(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a wire model: no references, every property required, nothing additional.

    Reading stays tolerant (an extra key is no reason to pay for a second answer); only the schema is strict.
    """
    schema = shape.model_json_schema()
    definitions = schema.pop("$defs", {})
    strict: dict[str, Any] = _strict(schema, definitions)
    return strict


def _strict(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _strict(copy.deepcopy(definitions[node["$ref"].rsplit("/", 1)[-1]]), definitions)
    if "properties" in node:
        properties = {name: _strict(value, definitions) for name, value in node["properties"].items()}
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    # Titles and docstrings cost tokens in every call and say nothing that the prompt does not.
    return {
        key: _strict(value, definitions)
        for key, value in node.items()
        if key not in {"title", "description", "default"}
    }
