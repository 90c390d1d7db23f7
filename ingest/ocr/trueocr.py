"""trueocr (PyPI, Apache-2.0): a small convolutional recogniser of lines, run by ONNX Runtime, as a second reader.

Of the package only the recogniser `rec.onnx`, its list of characters and its way to cut a line out are used. The
model's outputs are the likeliest characters alone; it computes the probabilities of all, so that tensor is declared
an output as well before the model is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import trueocr
from trueocr.preprocess import crop_line, pad_batch, width_batches

from ingest.errors import ToolFailed
from ingest.models import BoundingBox
from ingest.ocr.ctc import CtcLine
from ingest.ocr.engine import GreyImage

_MODELS = Path(trueocr.__file__).parent / "models"
_PROBABILITIES = "/LogSoftmax_output_0"
_WINDOW = 3  # the model sees the line and as much paper above and below it
_AROUND, _BESIDE = 0.2, 0.6  # paper around the line's box in its heights; with less beside it the last stop is lost
_MOST_LINES = 16  # a batch
_INSTALL = "Install it anew: pip install --force-reinstall trueocr==0.1.1, or do without: pip uninstall trueocr."


@dataclass(frozen=True, slots=True)
class _Recogniser:
    session: Any
    characters: tuple[str, ...]
    widest: int


class TrueOcr:
    """Reads lines of print. The model is loaded once a process. Raises `ToolFailed` where it cannot be loaded."""

    def __init__(self) -> None:
        self._recogniser = _loaded(_MODELS)

    def read_lines(self, image: GreyImage, boxes: Sequence[BoundingBox]) -> tuple[CtcLine, ...]:
        """What stands in each box (pixels), in the order given. Raises `ToolFailed`."""
        recogniser = self._recogniser
        inks = [
            crop_line(image, box, window=_WINDOW, max_width=recogniser.widest, pad_y=_AROUND, pad_x=_BESIDE)
            for box in boxes
        ]
        lines: list[CtcLine | None] = [None] * len(boxes)
        for batch in width_batches([ink.shape[1] for ink in inks], max_batch=_MOST_LINES):
            for index, probabilities in zip(batch, self._run([inks[i] for i in batch]), strict=True):
                lines[index] = _line(probabilities, boxes[index], inks[index].shape[1], recogniser.characters)
        return tuple(line for line in lines if line is not None)

    def _run(self, inks: list[Any]) -> Iterator[Any]:
        tensor, widths = pad_batch(inks)
        try:
            probabilities, lengths = self._recogniser.session.run(
                [_PROBABILITIES, "lengths"], {"x": tensor, "widths": widths}
            )
        except Exception as error:  # ONNX Runtime's errors have no common type of their own
            raise ToolFailed(f"The second reader trueocr failed: {error}", _INSTALL) from error
        for row, length in zip(probabilities, lengths, strict=True):
            yield row[: int(length)]


def _line(probabilities: Any, box: BoundingBox, width: int, characters: tuple[str, ...]) -> CtcLine:
    beside = _BESIDE * max(1.0, box.bottom - box.top)
    left, right = np.floor(box.left - beside), np.ceil(box.right + beside)
    # A step covers as many columns of the input as the input is wide in steps, the last one perhaps in part.
    columns = width / len(probabilities)
    return CtcLine(probabilities, characters, float(left), float((right - left) / width * columns))


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> _Recogniser:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # each core reads a document of its own
    options.enable_cpu_mem_arena = False  # it would keep the largest batch of all pages
    options.log_severity_level = 3
    try:
        about = json.loads((folder / "meta.json").read_text("utf-8"))
        model = with_output((folder / "rec.onnx").read_bytes(), _PROBABILITIES)
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return _Recogniser(session, tuple(about["charset"]), int(about["max_width"]))
    except Exception as error:  # ONNX Runtime's errors have no common type of their own
        raise ToolFailed(f"The second reader trueocr cannot be loaded: {error}", _INSTALL) from error


def with_output(model: bytes, tensor: str) -> bytes:
    """An ONNX model in which a tensor of the graph is an output, too.

    In the protocol buffer of a model (onnx.proto) field 7 is the graph, whose field 12 lists the outputs; a field
    that is repeated may go on at the end of its message.
    """
    output = _field(12, _field(1, tensor.encode()))
    parts, at = [], 0
    while at < len(model):
        start = at
        key, at = _varint(model, at)
        if key & 7 == 0:
            _, at = _varint(model, at)
        elif key & 7 == 2:
            length, begin = _varint(model, at)
            at = begin + length
            if key >> 3 == 7:
                parts.append(_field(7, model[begin:at] + output))
                continue
        else:
            raise ValueError("not an ONNX model")
        parts.append(model[start:at])
    return b"".join(parts)


def _field(number: int, content: bytes) -> bytes:
    return _as_varint(number << 3 | 2) + _as_varint(len(content)) + content


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _as_varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
