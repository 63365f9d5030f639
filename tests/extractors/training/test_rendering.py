"""The renderer: crops a line finder could have delivered, with the transcription that belongs to them."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from extractors.training.clutter import add_clutter
from extractors.training.damage import damaged
from extractors.training.dataset import Sources, batch_of, measured_set, normalised
from extractors.training.fonts import held_out_faces, training_faces
from extractors.training.handwriting import Handwriting
from extractors.training.layout import Drawing, Typeface, draw_line
from extractors.training.markup import LEADER
from extractors.training.not_text import HEIGHT, not_text
from extractors.training.recipe import MEASURED, TRAINING, Quality, Recipe
from extractors.training.rendering import LINE_HEIGHT, MAX_WIDTH, Renderer
from extractors.training.texts import Texts


@pytest.fixture
def type_(sources: Sources) -> Typeface:
    return Typeface.at_body(training_faces(sources.national_fonts)[0], 22, tracking=0.0, bold_pixels=0)


def test_samples_are_crops_the_reader_takes(sources: Sources, hand: Handwriting) -> None:
    renderer = Renderer(4, TRAINING["reader"], training_faces(sources.national_fonts), hand)
    for _ in range(60):
        sample = renderer.sample()
        assert sample.image.dtype == np.uint8
        assert sample.image.shape[0] == LINE_HEIGHT
        assert 8 <= sample.image.shape[1] <= MAX_WIDTH
        # connectionist temporal classification needs a step of two pixels for each character
        assert sample.image.shape[1] // 2 >= len(sample.text)


def test_measured_set_is_the_same_each_time_and_another_draw_is_not(sources: Sources) -> None:
    first, again = (measured_set("scan", sources, 5) for _ in range(2))
    other = measured_set("scan", sources, 5, draw=1)
    assert [s.text for s in first] == [s.text for s in again] != [s.text for s in other]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(first, again, strict=True))


def test_lines_without_text_are_wanted_empty(sources: Sources) -> None:
    assert {sample.text for sample in measured_set("not text", sources, 20)} == {""}


def test_held_out_fonts_are_never_trained_on(sources: Sources) -> None:
    trained = {face.path for face in training_faces(sources.national_fonts)}
    assert held_out_faces()
    assert not trained & {face.path for face in held_out_faces()}


def test_held_out_damage_is_never_trained_on() -> None:
    assert all("motion" not in dict(recipe.qualities) for recipe in TRAINING.values())
    assert MEASURED["held-out damage (motion blur)"].qualities == (("motion", 1.0),)


def test_letter_spacing_makes_a_line_longer_and_keeps_its_ink(type_: Typeface, hand: Handwriting) -> None:
    text = "ที่ทำการปกครองอำเภอ"
    plain = draw_line(Random(1), text, type_, hand)
    spaced = draw_line(Random(1), text, replace(type_, tracking=6.0), hand)
    assert spaced.x1 - spaced.x0 > plain.x1 - plain.x0 + 6 * 10
    assert spaced.ink.sum() == pytest.approx(plain.ink.sum(), rel=0.05)


def test_letters_stand_on_the_baseline(type_: Typeface, hand: Handwriting) -> None:
    drawing = draw_line(Random(1), "นอมทด", type_, hand)
    rows = np.flatnonzero(drawing.ink.max(1) > 0.5)
    assert rows[-1] == pytest.approx(drawing.baseline, abs=2)
    assert rows[-1] - rows[0] == pytest.approx(drawing.body, abs=4)


def test_leader_dots_are_drawn_low_on_the_line(type_: Typeface, hand: Handwriting) -> None:
    drawing = draw_line(Random(2), f"น{LEADER}น", type_, hand)
    middle = drawing.ink[:, round((drawing.x0 + drawing.x1) / 2) - 30 : round((drawing.x0 + drawing.x1) / 2) + 30]
    rows = np.flatnonzero(middle.max(1) > 0.3)
    assert len(rows) > 0
    assert all(abs(row - drawing.baseline) < 0.6 * drawing.body for row in rows)


_NONE = replace(
    TRAINING["reader"],
    dotted_under=0,
    underline=0,
    rules=0,
    boxes=0,
    neighbours=0,
    stamp_over=0,
    pen_over=0,
    not_text=0,
)


@pytest.mark.parametrize(
    "recipe",
    [
        replace(_NONE, dotted_under=1),
        replace(_NONE, underline=1),
        replace(_NONE, rules=1),
        replace(_NONE, boxes=1),
        replace(_NONE, neighbours=1),
        replace(_NONE, stamp_over=1),
        replace(_NONE, pen_over=1),
    ],
    ids=["dotted rule", "underline", "table rules", "box", "neighbours", "stamp", "pen strokes"],
)
def test_clutter_adds_ink_only(recipe: Recipe, type_: Typeface, texts: Texts, hand: Handwriting) -> None:
    changed = 0
    for seed in range(8):
        drawing = draw_line(Random(seed), "เทศบาลตำบลบ้านใหม่", type_, hand)
        before = drawing.ink.copy()
        add_clutter(Random(seed), drawing, recipe, type_, texts, hand)
        assert (drawing.ink >= before - 1e-6).all()
        changed += bool((drawing.ink > before + 0.1).any())
    assert changed >= 5


@pytest.mark.parametrize("quality", ["clean", "scan", "bad", "motion"])
def test_damage_keeps_size_and_leaves_ink_darker_than_paper(quality: Quality) -> None:
    page = np.full((60, 300), 255, np.float32)
    page[22:38, 100:200] = 0
    for seed in range(10):
        scanned = damaged(Random(seed), page, quality)
        assert scanned.shape == page.shape
        assert scanned[25:35, 110:190].mean() + 25 < scanned[5:15, 20:80].mean()


def test_things_without_text_have_the_height_of_a_crop() -> None:
    inks = [not_text(Random(seed)) for seed in range(40)]
    assert {ink.shape[0] for ink in inks} == {HEIGHT}
    assert sum(bool(ink.max() > 0.5) for ink in inks) > 25


def test_batch_is_padded_with_paper_and_keeps_the_true_lengths(sources: Sources) -> None:
    samples = measured_set("scan", sources, 4)
    batch = batch_of(samples)
    widths = [sample.image.shape[1] for sample in samples]
    assert batch.lines.shape[3] in (max(widths), max(widths) + 1)
    assert batch.steps.tolist() == [width // 2 for width in widths]
    assert (batch.lines[int(np.argmin(widths)), 0, :, min(widths) :] == 0).all()


def test_normalising_takes_contrast_away() -> None:
    crop = np.full((40, 100), 250, np.uint8)
    crop[10:30, 20:40] = 10
    faint = (200 - (250 - crop.astype(int)) // 4).astype(np.uint8)
    assert np.abs(normalised(crop) - normalised(faint)).max() < 0.05


def test_drawing_has_room_for_a_neighbouring_line(type_: Typeface, hand: Handwriting) -> None:
    drawing: Drawing = draw_line(Random(1), "อำเภอ", type_, hand)
    assert drawing.baseline > 4 * drawing.body
    assert drawing.ink.shape[0] - drawing.baseline > 4 * drawing.body
