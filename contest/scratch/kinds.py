"""What a file is that is no Scratch project, by its content, so that the refusal can name it."""

from contest.scratch.archive import Archive
from contest.scratch.refusals import Refusal

_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "image", "PNG"),
    (b"\xff\xd8\xff", "image", "JPEG"),
    (b"GIF8", "image", "GIF"),
    (b"II*\0", "image", "TIFF"),
    (b"MM\0*", "image", "TIFF"),
    (b"BM", "image", "BMP"),
    (b"8BPS", "image", "PSD"),
    (b"\0\0\1\0", "image", "ICO"),
    (b"%PDF", "pdf", "PDF"),
    (b"Rar!", "archive", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "7z"),
    (b"\x1f\x8b", "archive", "gzip"),
    (b"\xfd7zXZ", "archive", "xz"),
    (b"BZh", "archive", "bzip2"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_document", "office"),
    (b"ObjS\1Stch", "single_sprite", ""),  # of Scratch 1.4
    (b"\x00\x05\x16\x07", "apple_double", ""),
    (b"MZ", "program", ""),
    (b"\x7fELF", "program", ""),
    (b"\xcf\xfa\xed\xfe", "program", ""),
    (b"L\0\0\0\1\x14\2\0", "shortcut", ""),  # of Windows
    (b"[InternetShortcut]", "shortcut", ""),
    (b"FWS", "media", "Flash"),
    (b"CWS", "media", "Flash"),
    (b"FLV\1", "media", "Flash"),
    (b"ID3", "media", "MP3"),
    (b"\xff\xfb", "media", "MP3"),
    (b"\xff\xf3", "media", "MP3"),
    (b"OggS", "media", "Ogg"),
    (b"\x1aE\xdf\xa3", "media", "WebM"),
)
_PHOTOS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF"}
_OFFICE = (("word/", "word"), ("xl/", "spreadsheet"), ("ppt/", "presentation"))
_PROJECTS = (".sb", ".sb2", ".sb3")


def not_a_project(data: bytes) -> Refusal:
    """The refusal for a file that is neither a zip nor Scratch 1.4."""
    for start, code, kind in _STARTS:
        if data.startswith(start):
            return Refusal(code, kind=kind)
    if data[:4] == b"RIFF":
        inner = data[8:12]
        return Refusal("image", kind="WebP") if inner == b"WEBP" else Refusal("media", kind="WAV/AVI")
    if data[4:8] == b"ftyp":
        photo = _PHOTOS.get(data[8:12])
        return Refusal("image", kind=photo) if photo else Refusal("media", kind="MP4")
    if data[257:262] == b"ustar":
        return Refusal("archive", kind="tar")
    return _text(data)


def _text(data: bytes) -> Refusal:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"{", b"[")):
        scratch = b'"targets"' in data or b'"objName"' in data or b'"isStage"' in data
        return Refusal("bare_json" if scratch else "plain_text")
    if head.startswith(b"<svg") or (head.startswith(b"<?xml") and b"<svg" in head):
        return Refusal("image", kind="SVG")
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head:
        return Refusal("web_page")
    return Refusal("plain_text" if _is_text(data[:4096]) else "unknown_file")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    strange = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if strange:
        return False
    return _decodes(head, "utf-8") or _decodes(head, "gb18030")


def _decodes(head: bytes, encoding: str) -> bool:
    text = head.decode(encoding, "ignore").encode(encoding)
    return len(head) - len(text) < 4  # the last character may be cut by the end of the sample


def not_a_project_zip(archive: Archive) -> Refusal:
    """The refusal for a zip file without a project.json where Scratch looks for it."""
    names = list(archive.members)
    if any(_is_at(name, "sprite.json") for name in names):
        return Refusal("single_sprite")
    if "[Content_Types].xml" in archive.members or "content.xml" in archive.members:
        kinds = [kind for start, kind in _OFFICE if any(name.startswith(start) for name in names)]
        return Refusal("office_document", kind=kinds[0] if kinds else "office")
    projects = [name for name in names if name.lower().endswith(_PROJECTS) and not _is_junk(name)]
    if projects:
        return Refusal("zip_of_projects", count=len(projects))
    if any(name.endswith("/project.json") for name in names):
        return Refusal("folder_too_deep")
    return Refusal("other_zip", count=len(names))


def _is_at(name: str, wanted: str) -> bool:
    _, slash, rest = name.partition("/")
    return name == wanted or (bool(slash) and rest == wanted)


def _is_junk(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")
