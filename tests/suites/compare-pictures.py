#!/usr/bin/env python3
"""Decodes the pictures of public test suites with FcnGen and with Pillow, compares, and prints the result as markdown.

    dotnet build -c Release tests/FcnGen.Fuzz
    python3 tests/suites/compare-pictures.py NAME=FOLDER [NAME=FOLDER ...] > table.md

Suites: PngSuite, bmpsuite (Pillow's Tests/images/bmp holds one), the testimages of libjpeg-turbo, and Pillow's Tests/images.
Needs python3 with Pillow and NumPy. The exit code is 1 if a file differs that NOTES does not explain.

What Pillow decodes is taken after exif_transpose, without alpha, and 16 bits by the rule of docs/pictures.md. PNG, BMP and TIFF have to be equal;
what was compressed by JPEG may differ by 2 of 255 in the mean, since decoders round differently.
"""

import collections
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import PIL
from PIL import Image, ImageOps

ROOT = pathlib.Path(__file__).resolve().parents[2]
DECODER = ROOT / "tests/FcnGen.Fuzz/bin/Release/net10.0/FcnGen.Fuzz.dll"
MOST_MEAN = 2.0

# Files of which the two make something else on purpose, or where Pillow is wrong: the start of a name, and why.
NOTES = {
    "app13.jpg": "4x4 pixels with colours at half size: libjpeg does not interpolate the colours of pictures that narrow",
    "pal4rle.bmp": "Pillow is wrong: FcnGen's equals the suite's own pal4.png",
    "tiff_16bit_RGBa": "colours are divided by alpha at 16 bits; Pillow divides their high bytes by its high byte",
    "tiff_strip_planar_16bit_RGBa": "as tiff_16bit_RGBa",
    "tiff_tiled_planar_16bit_RGBa": "as tiff_16bit_RGBa",
    "hopper_bad_exif.jpg": "libjpeg warns of 1214 bytes too many in the pixels; Pillow does not show it",
    "truncated_end_chunk.png": "only the last chunk is cut, which Pillow reads",
    "broken.png": "Pillow refuses it too",
    "ultrahdr.jpg": "Pillow refuses it too",
    "pal4rletrns.bmp": "skipped pixels are transparent, and alpha would be dropped",
    "pal8rletrns.bmp": "skipped pixels are transparent, and alpha would be dropped",
    "rgb32bf.bmp": "equal to the suite's rgb24.png",
    "rgb32h52.bmp": "equal to the suite's rgb24.png",
    "badheadersize.bmp": "equal to the suite's pal1.png",
    "badpalettesize.bmp": "equal to pal8.bmp",
    "pal8os2v2-16.bmp": "equal to pal8.bmp",
    "pal8oversizepal.bmp": "equal to pal8.bmp",
    "chunk_no_fctl.png": "the still picture of an animation with damaged frames",
    "png_decompression_dos.png": "Pillow limits the length of texts",
}


def starts(data):
    """The format that the first bytes claim, or None."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8"):
        return "JPEG"
    if data.startswith(b"BM"):
        return "BMP"
    if data[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return "TIFF"
    return None


def reference(path):
    """Pillow's picture as an array of rows, columns and RGB, and whether JPEG compressed it."""
    with Image.open(path) as image:
        lossy = image.format in ("JPEG", "MPO") or image.info.get("compression") in ("jpeg", "tiff_jpeg")
        significant = 8
        if image.format == "TIFF":
            bits, most = image.tag_v2.get(258, (1,))[0], image.tag_v2.get(281, (0,))
            most = most[0] if isinstance(most, tuple) else most
            significant = bits if 8 < bits < 16 else 16
            if bits == 16 and 255 < most < 65535 and most & (most + 1) == 0:
                significant = most.bit_length()
            image.load()  # applies the orientation of a TIFF itself
        elif image.mode.startswith("I"):
            significant = 16
        deep = image.mode.startswith("I")
        if image.format != "TIFF":
            image = ImageOps.exif_transpose(image)
        if deep:
            grey = numpy.asarray(image).astype(numpy.int64) & 0xFFFF
            grey = numpy.minimum(grey >> (significant - 8), 255).astype(numpy.uint8)
            return numpy.repeat(grey[:, :, None], 3, axis=2), lossy
        return numpy.asarray(image.convert("RGB")), lossy


def decode(files):
    """FcnGen's answers to the files: arrays, or messages."""
    with tempfile.TemporaryDirectory() as folder:
        lines = subprocess.run(
            ["dotnet", str(DECODER), "decode", "-"], input="\n".join(map(str, files)), text=True, stdout=subprocess.PIPE,
            env={**os.environ, "FCNGEN_PIXELS": folder}, check=False).stdout.splitlines()
        if len(lines) != len(files):
            sys.exit(f"The decoder answered {len(lines)} of {len(files)} files. Build tests/FcnGen.Fuzz first.")
        answers = []
        for index, line in enumerate(lines):
            if line.startswith("refused "):
                answers.append(line.removeprefix("refused "))
                continue
            width, height = map(int, line.split(" ", 1)[0].split("x"))
            answers.append(numpy.fromfile(pathlib.Path(folder) / f"{index}.rgb", numpy.uint8).reshape(height, width, 3))
        return answers


def compare(path, ours):
    """A verdict of a few words, and what to say of it."""
    if isinstance(ours, str):
        return "refused", ours.replace(str(path), "").strip()
    try:
        theirs, lossy = reference(path)
    except Exception as error:  # Pillow raises what it likes.
        return "only FcnGen reads it", f"Pillow: {str(error).replace(str(path), path.name)}"
    if theirs.shape != ours.shape:
        return "different", f"{ours.shape[0]}x{ours.shape[1]}, Pillow {theirs.shape[0]}x{theirs.shape[1]}"
    difference = numpy.abs(theirs.astype(int) - ours.astype(int))
    if not difference.any():
        return "equal", ""
    text = f"mean {difference.mean():.2f}, most {difference.max()}"
    return ("within 2 in the mean" if lossy and difference.mean() <= MOST_MEAN else "different"), text


def suite(name, folder):
    """Verdicts on all files of a folder that begin as a format that is read."""
    found = []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file() and path.suffix.lower() not in (".json", ".txt", ".md", ".gpl"):
            kind = starts(path.read_bytes()[:8])
            if kind:
                found.append((path, kind))
    answers = decode([path for path, _ in found])
    return [(name, kind, str(path.relative_to(folder)), *compare(path, ours)) for (path, kind), ours in zip(found, answers)]


def note(file):
    base = file.rsplit("/", 1)[-1]
    return next((why for start, why in NOTES.items() if base.startswith(start)), "")


def main(arguments):
    if not arguments or any("=" not in argument for argument in arguments):
        sys.exit(__doc__)
    results = [row for argument in arguments for row in suite(*argument.split("=", 1))]
    verdicts = ["equal", "within 2 in the mean", "different", "refused", "only FcnGen reads it"]
    counts = collections.Counter((name, kind, verdict) for name, kind, _, verdict, _ in results)
    print(f"With Pillow {PIL.__version__}:\n")
    print(f"| suite | format | {' | '.join(verdicts)} |\n|---|---|{'---:|' * len(verdicts)}")
    for name, kind in sorted({(name, kind) for name, kind, *_ in results}):
        print(f"| {name} | {kind} | {' | '.join(str(counts[name, kind, verdict]) for verdict in verdicts)} |")
    unexplained = 0
    for verdict in ("different", "only FcnGen reads it", "refused"):
        rows = [row for row in results if row[3] == verdict]
        if not rows:
            continue
        print(f"\n### {verdict[0].upper()}{verdict[1:]}\n\n| file | what | why |\n|---|---|---|")
        for name, _, file, _, text in rows:
            why = note(file)
            unexplained += verdict == "different" and not why
            print(f"| {name}: `{file}` | {text.replace('|', '/')} | {why} |")
    print(f"{len(results)} files, {unexplained} differences without an explanation.", file=sys.stderr)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
