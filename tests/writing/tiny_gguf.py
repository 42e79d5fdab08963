"""A GGUF model made on the spot: llama architecture, a few thousand random weights, ASCII vocabulary.

It speaks nonsense, but the server around it is llama.cpp's: protocol, grammar and errors are the real ones.
"""

from __future__ import annotations

import string
from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS, INNER = 32, 1, 2, 64
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}assistant:\n{% endif %}"
)


def write_tiny_gguf(path: Path, context: int = 16384) -> Path:
    """Write the model to ``path``."""
    tokens = _vocabulary()
    random = np.random.default_rng(7)

    def weights(*shape: int) -> np.ndarray:
        return random.normal(0, 0.3, shape).astype(np.float32)

    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _ in tokens])
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([int(kind) for _, kind in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(TEMPLATE)
    writer.add_tensor("token_embd.weight", weights(len(tokens), WIDTH))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor("output.weight", weights(len(tokens), WIDTH))
    for layer in range(LAYERS):
        name = f"blk.{layer}."
        for part in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{name}{part}.weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{name}{part}.weight", weights(WIDTH, WIDTH))
        for part in ("ffn_gate", "ffn_up"):
            writer.add_tensor(f"{name}{part}.weight", weights(INNER, WIDTH))
        writer.add_tensor(f"{name}ffn_down.weight", weights(WIDTH, INNER))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _vocabulary() -> list[tuple[str, gguf.TokenType]]:
    special = [
        ("<unk>", gguf.TokenType.UNKNOWN),
        ("<s>", gguf.TokenType.CONTROL),
        ("</s>", gguf.TokenType.CONTROL),
    ]
    # Of the byte tokens only newline: others could make text that is no UTF-8.
    newline = [("<0x0A>", gguf.TokenType.BYTE)]
    letters = [mark for mark in string.printable if mark not in string.whitespace] + ["\u2581"]
    return special + newline + [(mark, gguf.TokenType.NORMAL) for mark in letters]
