"""Every sentence that reading a file can say, in English and in Chinese, for a primary-school teacher.

A sentence says what is wrong and then what to do. `{…}` are the facts of the refusal or warning. A `kind` that the
languages name differently is looked up in `NAMES`; a `sprite` that is None is the stage.
"""

from collections.abc import Mapping

Pair = tuple[str, str]

SAVE_AGAIN: Pair = (
    "Open the game in Scratch, choose File → Save to your computer, and upload the .sb3 file that you get.",
    "请在 Scratch 中打开作品，点“文件 → 保存到电脑”，再上传得到的 .sb3 文件。",
)
UPLOAD_AGAIN: Pair = (
    "It was probably not copied or downloaded to its end. Copy it again from the computer where it was made, "
    "or save it again in Scratch.",
    "可能是复制或下载时没有传完。请从制作作品的电脑上重新复制，或在 Scratch 中重新保存。",
)


def _then(what: Pair, todo: Pair) -> Pair:
    return (f"{what[0]} {todo[0]}", f"{what[1]}{todo[1]}")


REFUSALS: dict[str, Pair] = {
    "empty": _then(("The file is empty.", "这个文件是空的，里面没有内容。"), SAVE_AGAIN),
    "file_too_large": (
        "The file is too large: {size} MB, and at most {limit} MB are allowed. Delete pictures and sounds that "
        "the game does not use, or shorten long recordings, and save it again.",
        "文件太大：{size} MB，最多允许 {limit} MB。请删去作品中没有用到的图片和声音，或剪短过长的录音，再重新保存。",
    ),
    "unpacked_too_large": (
        "Unpacked, the file would take {size} MB, and at most {limit} MB are allowed. Delete pictures and sounds "
        "that the game does not use, and save it again.",
        "文件解压后有 {size} MB，最多允许 {limit} MB。请删去作品中没有用到的图片和声音，再重新保存。",
    ),
    "project_too_large": (
        "The game's scripts and lists are too large to be read ({size} MB). Empty very long lists in Scratch, "
        "and save it again.",
        "作品的脚本和列表数据太大（{size} MB），无法读取。请在 Scratch 中清空特别长的列表，再重新保存。",
    ),
    "too_many_members": _then(
        (
            "This zip file holds more than {limit} files; no Scratch project does.",
            "压缩包里的文件超过 {limit} 个，不是正常的 Scratch 作品。",
        ),
        SAVE_AGAIN,
    ),
    "zip_bomb": _then(
        (
            "The file is built so that it unpacks to far more than it says; it is not taken.",
            "这个文件解压后的大小与它标明的大小不符，为了安全不能接收。",
        ),
        SAVE_AGAIN,
    ),
    "unsafe_name": _then(
        (
            "The file holds a part whose name points outside of it ({name}); it is not taken.",
            "文件里有一个部分的名称指向文件之外（{name}），为了安全不能接收。",
        ),
        SAVE_AGAIN,
    ),
    "encrypted": (
        "The file is locked with a password, so neither we nor Scratch can open it. Upload the .sb3 file itself, "
        "as Scratch saves it, without packing it.",
        "文件设了密码，我们和 Scratch 都打不开。请直接上传 Scratch 保存的 .sb3 文件，不要再打包加密。",
    ),
    "unsupported_compression": (
        "The file was packed in a way that Scratch cannot read. Upload the .sb3 file itself, as Scratch saves it, "
        "without packing it again.",
        "文件的压缩方式 Scratch 读不了。请直接上传 Scratch 保存的 .sb3 文件，不要用其他软件重新打包。",
    ),
    "truncated_zip": _then(
        (
            "The file is cut off: only its first {whole} parts could be read ({kb} KB).",
            "文件不完整，后面缺了一截：只读到前 {whole} 个部分（{kb} KB）。",
        ),
        UPLOAD_AGAIN,
    ),
    "damaged_zip": _then(
        (
            "The file is damaged: only {whole} of its parts could be read ({kb} KB).",
            "文件已损坏：只有 {whole} 个部分读得出来（{kb} KB）。",
        ),
        UPLOAD_AGAIN,
    ),
    "damaged_project": _then(
        (
            "The part of the file that holds the scripts is damaged and cannot be unpacked.",
            "文件中存放脚本的部分已损坏，无法解压。",
        ),
        UPLOAD_AGAIN,
    ),
    "scratch1_damaged": _then(
        (
            "This is a Scratch 1.4 file, but it is cut off or damaged.",
            "这是 Scratch 1.4 的文件，但不完整或已损坏。",
        ),
        UPLOAD_AGAIN,
    ),
    "invalid_json": _then(
        (
            "The file looks like a Scratch project, but its contents cannot be read (at character {position}).",
            "文件看上去是 Scratch 作品，但内容读不出来（第 {position} 个字符处有错）。",
        ),
        SAVE_AGAIN,
    ),
    "json_too_deep": _then(
        (
            "The contents of the file are nested too deeply to be read; Scratch does not write such files.",
            "文件内容嵌套得太深，无法读取；Scratch 不会保存出这样的文件。",
        ),
        SAVE_AGAIN,
    ),
    "invalid_project": (
        "Scratch itself cannot open this file: something is wrong at {path}. Check whether it opens in Scratch. "
        "If it does not, upload an earlier copy of the game.",
        "Scratch 自己也打不开这个文件：{path} 处的内容有错。请在 Scratch 中试一试；如果打不开，请上传较早保存的一份。",
    ),
    "single_sprite": (
        "This is a single sprite, not a whole project. In Scratch, choose File → Save to your computer (not "
        "“export” on the sprite), and upload that file.",
        "这只是一个角色，不是整个作品。请在 Scratch 中点“文件 → 保存到电脑”（不是对角色点“导出”），再上传得到的文件。",
    ),
    "bare_json": _then(
        (
            "This is only the text of a project, without its pictures and sounds.",
            "这只是作品的文字数据（JSON），缺少图片和声音。",
        ),
        SAVE_AGAIN,
    ),
    "zip_of_projects": (
        "This is a zip file with Scratch files in it ({count}), not a Scratch file. Unpack it first, and upload the "
        "Scratch files themselves.",
        "这是一个压缩包，里面装着 {count} 个 Scratch 文件，它本身不是作品。请先解压，再上传里面的 Scratch 文件。",
    ),
    "folder_too_deep": (
        "This zip file holds a project inside of several folders, where Scratch does not find it. Upload the .sb3 "
        "file as Scratch saves it, without packing it again.",
        "压缩包里的作品放在多层文件夹中，Scratch 找不到。请直接上传 Scratch 保存的 .sb3 文件，不要重新打包。",
    ),
    "other_zip": _then(
        ("This is a zip file, but there is no Scratch project in it.", "这是一个压缩包，但里面没有 Scratch 作品。"),
        SAVE_AGAIN,
    ),
    "office_document": _then(
        ("This is a {kind}, not a Scratch project.", "这是{kind}，不是 Scratch 作品。"), SAVE_AGAIN
    ),
    "image": _then(
        (
            "This is a picture ({kind}), not a Scratch project.",
            "这是一张图片（{kind}），不是 Scratch 作品。",
        ),
        SAVE_AGAIN,
    ),
    "media": _then(
        (
            "This is a sound or a video ({kind}), not a Scratch project.",
            "这是声音或视频（{kind}），不是 Scratch 作品。",
        ),
        SAVE_AGAIN,
    ),
    "pdf": _then(("This is a PDF document, not a Scratch project.", "这是 PDF 文档，不是 Scratch 作品。"), SAVE_AGAIN),
    "archive": (
        "This is a {kind} archive, not a Scratch project. Unpack it first, and upload the Scratch file in it.",
        "这是 {kind} 压缩包，不是 Scratch 作品。请先解压，再上传里面的 Scratch 文件。",
    ),
    "program": _then(
        ("This is a computer program, not a Scratch project.", "这是电脑程序，不是 Scratch 作品。"), SAVE_AGAIN
    ),
    "web_page": _then(
        (
            "This is a web page, not a Scratch project. Perhaps a download went wrong, or the game was exported.",
            "这是一个网页，不是 Scratch 作品。可能是下载出错，或者把作品导出成了网页。",
        ),
        SAVE_AGAIN,
    ),
    "apple_double": (
        "This is a side file that macOS adds when it packs files (its name begins with “._”). Upload the file of "
        "the same name without “._”; it is larger.",
        "这是苹果电脑打包时附带的小文件（文件名以“._”开头），不是作品。请上传同名、不带“._”、更大的那个文件。",
    ),
    "plain_text": _then(
        ("This is a text file, not a Scratch project.", "这是文本文件，不是 Scratch 作品。"), SAVE_AGAIN
    ),
    "unknown_file": _then(
        ("This is not a Scratch project; it is not known what it is.", "这不是 Scratch 作品，也认不出是什么文件。"),
        SAVE_AGAIN,
    ),
}

WARNINGS: dict[str, Pair] = {
    "scratch_refuses": _then(
        (
            "The file's text is not quite as Scratch writes it; the Scratch editor may refuse to open it.",
            "文件内容与 Scratch 的写法略有出入，Scratch 编辑器可能打不开。",
        ),
        SAVE_AGAIN,
    ),
    "project_crc": (
        "A check number of the project does not match: the file may have been damaged on the way. Play it to the "
        "end once; if something is odd, upload it again.",
        "作品数据的校验值不符，文件在传输中可能受损。请完整试玩一遍，如有异常请重新上传。",
    ),
    "no_stage": (
        "The project has no stage and no sprites: nothing will be seen.",
        "作品里没有舞台也没有角色，打开后什么也看不到。请检查是否上传了正确的文件。",
    ),
    "no_sprites": (
        "The project has no sprite, only the stage. If that is not meant, check that it is the right file.",
        "作品里只有舞台，没有角色。如果不是有意这样做的，请检查是否上传了正确的文件。",
    ),
    "no_blocks": (
        "There are no blocks at all in the project, so nothing will happen. Check that it is the right file.",
        "作品里一个积木也没有，运行后什么也不会发生。请检查是否上传了正确的文件。",
    ),
    "no_green_flag": (
        "No script begins with “when green flag clicked”. Judges start a game with the green flag: add this block, "
        "or say in “how to play” how it starts.",
        "没有以“当绿旗被点击”开头的脚本。评委用绿旗启动作品：请加上这个积木，或在“玩法说明”里写清怎样开始。",
    ),
    "missing_costumes": (
        "{sprite}: {count} costume(s) are missing from the file ({names}); a question mark will be shown instead. "
        "Draw or choose them again in Scratch and save.",
        "{sprite}：文件里缺少 {count} 个造型（{names}），显示时会变成问号。请在 Scratch 中重新绘制或选择后保存。",
    ),
    "missing_sounds": (
        "{sprite}: {count} sound(s) are missing from the file ({names}) and will stay silent. Record or choose "
        "them again in Scratch and save.",
        "{sprite}：文件里缺少 {count} 个声音（{names}），播放时没有声音。请在 Scratch 中重新录制或选择后保存。",
    ),
    "damaged_costumes": (
        "{sprite}: {count} costume(s) are damaged ({names}) and may not be shown. Draw or choose them again in "
        "Scratch and save.",
        "{sprite}：有 {count} 个造型已损坏（{names}），可能无法显示。请在 Scratch 中重新绘制或选择后保存。",
    ),
    "damaged_sounds": (
        "{sprite}: {count} sound(s) are damaged ({names}) and may stay silent. Record or choose them again in "
        "Scratch and save.",
        "{sprite}：有 {count} 个声音已损坏（{names}），可能播放不出来。请在 Scratch 中重新录制或选择后保存。",
    ),
    "wrong_assets": (
        "{sprite}: the contents of {count} picture(s) or sound(s) do not fit their check number ({names}). Look "
        "whether they are the right ones.",
        "{sprite}：有 {count} 个图片或声音的内容与校验值不符（{names}）。请看一看是不是原来的图片和声音。",
    ),
    "extension_denied": (
        "The game uses the extension “{name}”, which is not one of Scratch's own and is not run here for safety: "
        "the game will not start. Take its blocks out and save again.",
        "作品用了扩展“{name}”。它不是 Scratch 自带的，为了安全这里不运行，作品无法启动。请去掉它的积木后重新保存。",
    ),
    "extension_internet": (
        "The extension “{name}” needs the internet and stays silent here. The game should work without it.",
        "扩展“{name}”需要联网，在这里不起作用。请确认没有它作品也能玩。",
    ),
    "extension_camera": (
        "The extension “{name}” needs a camera, which judges may not have. The game should work without it.",
        "扩展“{name}”需要摄像头，评委的电脑上不一定有。请确认没有它作品也能玩。",
    ),
    "extension_device": (
        "The extension “{name}” needs a device that is plugged in, which judges do not have. The game should work "
        "without it.",
        "扩展“{name}”需要连接硬件设备，评委没有这些设备。请确认没有它作品也能玩。",
    ),
    "scratch2_counts": (
        "This is a Scratch 2 file. It can be played; Scratch 3 counts its blocks a little differently.",
        "这是 Scratch 2 的文件，可以运行；积木数量与 Scratch 3 的算法略有不同。",
    ),
    "scratch1_counts": (
        "This is a Scratch 1.4 file. It can be played; Scratch 3 counts its blocks a little differently.",
        "这是 Scratch 1.4 的文件，可以运行；积木数量与 Scratch 3 的算法略有不同。",
    ),
}

NAMES: dict[str, Pair] = {
    "stage": ("the stage", "舞台"),
    "word": ("Word document", " Word 文档"),
    "spreadsheet": ("spreadsheet", "电子表格"),
    "presentation": ("presentation (slides)", "演示文稿（幻灯片）"),
    "office": ("document of an office program", " Office 文档"),
}


def is_chinese(language: str) -> bool:
    """Whether this language tag (zh, zh_CN, zh-Hans…) reads the Chinese of each pair."""
    return language.lower().startswith("zh")


def pick(pair: Pair, language: str) -> str:
    """The English or the Chinese of a pair."""
    return pair[1] if is_chinese(language) else pair[0]


def sentence(table: Mapping[str, Pair], code: str, facts: Mapping[str, object], language: str) -> str:
    """The sentence of this code with its facts filled in."""
    shown = {key: _shown(key, value, language) for key, value in facts.items()}
    return pick(table[code], language).format_map(shown)


def _shown(key: str, value: object, language: str) -> object:
    if key == "name" and isinstance(value, list):
        return value[is_chinese(language)]
    if isinstance(value, list):
        return ("、" if is_chinese(language) else ", ").join(str(item) for item in value)
    if key == "sprite" and value is None:
        return pick(NAMES["stage"], language)
    if key == "kind" and isinstance(value, str):
        return pick(NAMES.get(value, (value, value)), language)
    return value
