#!/usr/bin/env python3
"""Writes images.json: small PNG and JPEG files of every kind, and the pixels that must come of them.

    pip install pillow==13.0.0; python3 make_images.py > images.json

Files are made by Pillow, or here byte by byte where Pillow does not write a kind (2 and 4 bits of grey, 16 bits but for
plain grey, colour keys, interlacing), or by libturbojpeg (YCCK). Expected pixels are what Pillow decodes, laid over white
by paste with the opacity as mask, and turned by ImageOps.exif_transpose; of 16 bits round(v / 257), since Pillow cuts
instead of rounding. Nothing here knows of the code that is tested.
"""
import base64
import ctypes
import io
import json
import random
import struct
import zlib

from PIL import Image, ImageOps

cases = []


def case(name, data, image, tolerance=0, orientation=1, transparent=False):
    """image: what must come, as Pillow image of mode L or RGB, or (width, height, channels, pixels)."""
    if isinstance(image, Image.Image):
        image = (*image.size, len(image.getbands()), list(image.tobytes()))
    width, height, channels, pixels = image
    assert len(pixels) == width * height * channels
    cases.append(dict(
        name=name, file=base64.b64encode(data).decode(), width=width, height=height, channels=channels,
        pixels=pixels, tolerance=tolerance, orientation=orientation, transparent=transparent))


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def over_white(image, grey):
    """Laid over white in stored values."""
    rgba = image.convert("LA" if grey else "RGBA")
    ground = Image.new("L" if grey else "RGB", image.size, 255 if grey else (255, 255, 255))
    ground.paste(rgba.convert(ground.mode), mask=rgba.getchannel("A"))
    return ground


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width, height, depth, colour, rows, chunks=(), interlace=0, after=()):
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))
            + b"".join(chunk(*c) for c in chunks) + chunk(b"IDAT", packed) + b"".join(chunk(*c) for c in after)
            + chunk(b"IEND", b""))


def noise(mode, size, seed):
    """Pixels of any values."""
    draw = random.Random(seed)
    bands = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, bytes(draw.randrange(256) for _ in range(size[0] * size[1] * bands)))


# --- PNG, by Pillow
for mode in ["1", "L", "RGB"]:
    image = noise("L", (7, 5), 1).convert("1") if mode == "1" else noise(mode, (7, 5), 2)
    data = saved(image, "PNG")
    case(f"png {mode}", data, opened(data).convert("L" if mode != "RGB" else "RGB"))
for mode in ["LA", "RGBA"]:
    data = saved(noise(mode, (16, 16), 3), "PNG")
    case(f"png {mode}", data, over_white(opened(data), mode == "LA"), transparent=True)
opaque = noise("RGB", (5, 4), 4)
opaque.putalpha(255)
case("png RGBA, opaque", saved(opaque, "PNG"), opaque.convert("RGB"))
for bits in [1, 2, 4, 8]:
    image = Image.new("P", (6, 4))
    colours = 2 ** bits
    image.putpalette([
        value for place in range(colours) for value in ((place * 37) % 256, (place * 91) % 256, 255 - place % 256)])
    image.putdata([place % colours for place in range(24)])
    data = saved(image, "PNG", bits=bits)
    case(f"png palette of {bits} bits", data, opened(data).convert("RGB"))
    data = saved(image, "PNG", bits=bits, transparency=bytes((place * 80) % 256 for place in range(min(colours, 5))))
    case(f"png palette of {bits} bits with opacity", data, over_white(opened(data), False), transparent=True)

# --- PNG, by hand. One transparent value or colour; 2 and 4 bits of grey; 16 bits; interlaced; other gamma.
levels = list(range(16))
case("png grey of 4 bits", png(16, 1, 4, 0, [bytes(a << 4 | a + 1 for a in range(0, 16, 2))]), (16, 1, 1, [17 * v for v in levels]))
case("png grey of 2 bits", png(4, 1, 2, 0, [bytes([0b00011011])]), (4, 1, 1, [0, 85, 170, 255]))
case("png grey with a clear value", png(3, 1, 8, 0, [bytes([10, 20, 30])], [(b"tRNS", struct.pack(">H", 20))]),
     (3, 1, 1, [10, 255, 30]), transparent=True)
case("png RGB with a clear colour",
     png(2, 1, 8, 2, [bytes([1, 2, 3, 4, 5, 6])], [(b"tRNS", struct.pack(">HHH", 4, 5, 6))]),
     (2, 1, 3, [1, 2, 3, 255, 255, 255]), transparent=True)
deep = [0, 1, 127, 128, 129, 256, 257, 32767, 32768, 65407, 65408, 65535]
eight = [(v * 2 + 257) // 514 for v in deep]  # round(v / 257)
words = struct.pack(">12H", *deep)
case("png grey of 16 bits", png(12, 1, 16, 0, [words]), (12, 1, 1, eight))
case("png RGB of 16 bits", png(4, 1, 16, 2, [words]), (4, 1, 3, eight))
alphas = [65535, 0, 32896, 257 * 200]  # 255, 0, 128 and 200 of 255
values = [257 * v for v in [40, 60, 0, 100]]
mixed = [round((v // 257 * (a // 257) + 255 * (255 - a // 257)) / 255) for v, a in zip(values, alphas)]
case("png grey and opacity of 16 bits", png(4, 1, 16, 4, [b"".join(struct.pack(">HH", *p) for p in zip(values, alphas))]),
     (4, 1, 1, mixed), transparent=True)
case("png RGBA of 16 bits",
     png(4, 1, 16, 6, [b"".join(struct.pack(">HHHH", v, v, v, a) for v, a in zip(values, alphas))]),
     (4, 1, 3, [m for m in mixed for _ in range(3)]), transparent=True)
# Adam7 of 3 x 2 pixels: the first pass has (0, 0), the fourth (2, 0), the sixth (1, 0), the seventh row 1.
pixels = [10, 20, 30, 40, 50, 60]
passes = [[pixels[0]], [pixels[2]], [pixels[1]], pixels[3:]]
case("png interlaced", png(3, 2, 8, 0, [bytes(p) for p in passes], interlace=1), (3, 2, 1, pixels))
# Half opaque: 40 · 127/255 + 255 · 128/255 = 147.9; black at 128/255 is 127 (in linear light 187).
case("png grey half over white", png(2, 1, 8, 4, [bytes([40, 127, 0, 128])]), (2, 1, 1, [148, 127]), transparent=True)

# --- JPEG
smooth = Image.new("RGB", (24, 16))
smooth.putdata([(10 * x, 15 * y, 255 - 5 * (x + y)) for y in range(16) for x in range(24)])
for name, options in [
    ("444", dict(subsampling=0)), ("420", dict(subsampling=2)), ("progressive", dict(progressive=True)),
    ("stored as RGB", dict(keep_rgb=True)),
]:
    data = saved(smooth, "JPEG", quality=95, **options)
    case(f"jpeg {name}", data, opened(data), tolerance=1)
data = saved(smooth.convert("L"), "JPEG", quality=95)
case("jpeg grey", data, opened(data), tolerance=1)
# Inks that do not add up to black, so that all four matter.
ink = Image.merge("CMYK", [
    Image.frombytes("L", (24, 16), bytes((k + a * x + b * y) % 256 for y in range(16) for x in range(24)))
    for a, b, k in [(10, 0, 0), (0, 15, 5), (5, 5, 20), (3, 4, 0)]])
data = saved(ink, "JPEG", quality=98)
assert b"Adobe" in data
case("jpeg CMYK", data, opened(data).convert("RGB"), tolerance=1)
turbo = ctypes.CDLL("libturbojpeg.so.0")
turbo.tjInitCompress.restype = ctypes.c_void_p
buffer, size = ctypes.c_void_p(), ctypes.c_ulong()
inverted = bytes(255 - v for v in ink.tobytes())
assert turbo.tjCompress2(  # TJPF_CMYK is 11 and becomes YCCK; TJSAMP_444 is 0
    ctypes.c_void_p(turbo.tjInitCompress()), inverted, 24, 0, 16, 11, ctypes.byref(buffer), ctypes.byref(size), 0, 98, 0) == 0
data = ctypes.string_at(buffer, size.value)
place = data.index(b"Adobe")
assert data[place + 11] == 2  # the transform: YCCK
case("jpeg YCCK", data, opened(data).convert("RGB"), tolerance=1)

# --- EXIF. Little- and big-endian, other entries before; in PNG before and after the pixels.
def exif(value, order):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = [(0x0100, 4, 1, struct.pack(order + "I", 3)), (0x0112, 3, 1, struct.pack(order + "HH", value, 0))]
    return (mark + struct.pack(order + "IH", 8, 2)
            + b"".join(struct.pack(order + "HHI", *e[:3]) + e[3] for e in entries) + struct.pack(order + "I", 0))


corners = Image.new("RGB", (3, 2))
corners.putdata([(250, 0, 0), (0, 250, 0), (0, 0, 250), (10, 20, 30), (200, 100, 0), (90, 90, 90)])
blocks = corners.resize((24, 16), Image.Resampling.NEAREST)
for value in range(1, 9):
    order = "<" if value % 2 else ">"
    note = chunk(b"eXIf", exif(value, order))
    whole = saved(corners, "PNG")
    cut = whole.index(b"IDAT") - 4 if value % 3 else whole.index(b"IEND") - 4
    data = whole[:cut] + note + whole[cut:]
    case(f"png EXIF {value}", data, ImageOps.exif_transpose(opened(data)), orientation=value)
    data = saved(blocks, "JPEG", quality=95, subsampling=0, exif=b"Exif\0\0" + exif(value, order))
    case(f"jpeg EXIF {value}", data, ImageOps.exif_transpose(opened(data)), tolerance=1, orientation=value)

print("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]")
