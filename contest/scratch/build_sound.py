"""Short sound effects, worked out from formulas: values in, the bytes of a WAV file out (mono, 16 bit,
22,050 Hz)."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections.abc import Callable, Iterator, Sequence

RATE = 22050
"""Samples a second: enough for effects, and half the size of a CD's."""

_ATTACK = 0.006
"""Seconds until a tone is at its full strength; starting at once would click."""

_NOTES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

_SHAPES: dict[str, Callable[[float], float]] = {
    "sine": lambda turn: math.sin(2 * math.pi * turn),
    "square": lambda turn: 0.5 if turn % 1 < 0.5 else -0.5,
    "triangle": lambda turn: 1 - 4 * abs(turn % 1 - 0.5),
}


def wav(samples: Sequence[float]) -> bytes:
    """A WAV file of `samples` between -1 and 1; what is louder is cut off."""
    whole = [round(max(-1.0, min(1.0, sample)) * 32767) for sample in samples]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(whole)}h", *whole))
    return target.getvalue()


def frequency(note: str) -> float:
    """The frequency in hertz of a note such as "C4", "F#5" or "Bb3"; A4 is 440."""
    letter, accidental, octave = note[0], note[1:-1], int(note[-1])
    step = _NOTES[letter] + accidental.count("#") - accidental.count("b")
    return float(440 * 2 ** ((step - 9) / 12 + octave - 4))


def sweep(start: float, end: float, seconds: float, shape: str = "sine", loudness: float = 0.6) -> list[float]:
    """Samples of a tone that slides from `start` to `end` hertz while it fades away."""
    voice = _SHAPES[shape]
    count = int(RATE * seconds)
    samples, turn = [], 0.0
    for index in range(count):
        done = index / count
        samples.append(voice(turn) * loudness * _envelope(index / RATE, done))
        turn += (start + (end - start) * done) / RATE
    return samples


def tone(note: str, seconds: float, shape: str = "sine", loudness: float = 0.6) -> list[float]:
    """Samples of one note that fades away."""
    return sweep(frequency(note), frequency(note), seconds, shape, loudness)


def melody(notes: str, beat: float = 0.12, shape: str = "triangle", loudness: float = 0.6) -> bytes:
    """A WAV file of notes one after another, as "C5 E5 G5 - C6"; "-" is a rest and `beat` the seconds of
    each."""
    samples: list[float] = []
    for note in notes.split():
        samples += [0.0] * int(RATE * beat) if note == "-" else tone(note, beat * 1.6, shape, loudness)
    return wav(samples)


def slide(start: float, end: float, seconds: float, shape: str = "sine") -> bytes:
    """A WAV file of one sliding tone: up for a prize, down for a mishap."""
    return wav(sweep(start, end, seconds, shape))


def noise(seconds: float, loudness: float = 0.5) -> bytes:
    """A WAV file of hiss that dies away: a splash, a crash, a puff of sand."""
    count = int(RATE * seconds)
    hiss = _hiss()
    return wav([next(hiss) * loudness * _envelope(index / RATE, index / count) for index in range(count)])


def _envelope(seconds: float, done: float) -> float:
    return min(1.0, seconds / _ATTACK) * (1 - done) ** 2


def _hiss() -> Iterator[float]:
    """The same "random" samples every time (a linear congruential generator), so that a file's bytes never
    change."""
    state = 20161120
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield state / 2**30 - 1
